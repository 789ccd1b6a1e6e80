#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace sivo {

// An IPv4 or IPv6 address, 16 bytes in network order; IPv4 is held as ::ffff:a.b.c.d, so the two
// ways to write one address are one address.
struct IpAddress {
  std::array<uint8_t, 16> bytes{};
  friend constexpr auto operator<=>(const IpAddress&, const IpAddress&) = default;
  bool is_ipv4() const;
};

// Four decimal octets without leading zeros, or RFC 4291 section 2.2 text. Nothing else: no short
// form, hexadecimal octet, port, bracket, zone id, white space.
std::optional<IpAddress> parse_ip(std::string_view text);

// RFC 5952; IPv4 as four octets.
std::string to_text(const IpAddress& address);

// A block of addresses; its host bits are zero.
struct Cidr {
  IpAddress network;
  uint8_t prefix_bits = 128;  // of the 16 bytes: an IPv4 "/24" is 96 + 24
  friend constexpr auto operator<=>(const Cidr&, const Cidr&) = default;

  // Never across families: ::/0 holds no IPv4 address.
  bool matches(const IpAddress& address) const;
};

enum class AllowAny : uint8_t { kNo, kYes };

// "address/bits", or an address alone for just that one. Host bits must be zero; a block of the
// whole family ("0.0.0.0/0", "::/0", "::ffff:0:0/96") is refused unless asked for, since it
// switches a check off. Bits are written without sign and leading zero.
Result<Cidr> parse_cidr(std::string_view text, AllowAny allow_any = AllowAny::kNo);

// Always with "/bits".
std::string to_text(const Cidr& cidr);

// The peers that are let in. An empty list lets nobody in; whoever means "not used" must say so
// elsewhere.
class CidrList {
 public:
  static constexpr size_t kSizeMax = 256;

  Result<void> add(std::string_view text, AllowAny allow_any = AllowAny::kNo);
  bool matches(const IpAddress& address) const;

  // For a peer named by text: one that is no address is not let in.
  bool matches(std::string_view address) const;

  size_t size() const { return items_.size(); }
  bool empty() const { return items_.empty(); }
  const std::vector<Cidr>& items() const { return items_; }

 private:
  std::vector<Cidr> items_;
};

}  // namespace sivo
