#include "base/cidr.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace sivo {
namespace {

constexpr size_t kAddressTextSizeMax = 45;  // "ffff:…:ffff:255.255.255.255"
constexpr size_t kIpv4Start = 12;           // of the octets in the 16 bytes
constexpr uint8_t kIpv4PrefixBits = 96;
constexpr size_t kGroupCount = 8;
constexpr std::array<uint8_t, kIpv4Start> kMappedPrefix = {0, 0, 0, 0, 0,    0,
                                                           0, 0, 0, 0, 0xFF, 0xFF};

using Octets = std::array<uint8_t, 4>;
using Groups = std::array<uint16_t, kGroupCount>;

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

constexpr int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// 1 to 3 digits without a leading zero, which some readers take for octal.
std::optional<int> parse_small(std::string_view text, int max) {
  if (text.empty() || text.size() > 3 || (text.size() > 1 && text[0] == '0')) return std::nullopt;
  int value = 0;
  for (const char c : text) {
    if (!is_digit(c)) return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value <= max ? std::optional(value) : std::nullopt;
}

std::optional<Octets> parse_octets(std::string_view text) {
  Octets octets{};
  for (size_t i = 0; i < octets.size(); ++i) {
    const size_t dot = std::min(text.find('.'), text.size());
    const auto value = parse_small(text.substr(0, dot), 255);
    const bool is_last = i + 1 == octets.size();
    if (!value || (dot == text.size()) != is_last) return std::nullopt;
    octets[i] = static_cast<uint8_t>(*value);
    text.remove_prefix(is_last ? dot : dot + 1);
  }
  return octets;
}

std::optional<uint16_t> parse_group(std::string_view text) {
  if (text.empty() || text.size() > 4) return std::nullopt;
  int value = 0;
  for (const char c : text) {
    const int digit = hex_value(c);
    if (digit < 0) return std::nullopt;
    value = value * 16 + digit;
  }
  return static_cast<uint16_t>(value);
}

// Groups between single colons; the last two may be written as IPv4. Returns how many there are, or
// nothing. An empty text has none.
std::optional<size_t> parse_groups(std::string_view text, Groups& out) {
  size_t count = 0;
  bool is_more = !text.empty();
  while (is_more) {
    const size_t colon = std::min(text.find(':'), text.size());
    const std::string_view part = text.substr(0, colon);
    is_more = colon < text.size();
    if (!is_more && part.find('.') != std::string_view::npos) {
      const auto octets = parse_octets(part);
      if (!octets || count + 2 > kGroupCount) return std::nullopt;
      out[count++] = static_cast<uint16_t>((*octets)[0] << 8 | (*octets)[1]);
      out[count++] = static_cast<uint16_t>((*octets)[2] << 8 | (*octets)[3]);
      return count;
    }
    const auto group = parse_group(part);
    if (!group || count == kGroupCount) return std::nullopt;
    out[count++] = *group;
    text.remove_prefix(is_more ? colon + 1 : colon);
  }
  return count;
}

std::optional<IpAddress> parse_ipv6(std::string_view text) {
  Groups groups{};
  const size_t gap = text.find("::");
  const bool has_gap = gap != std::string_view::npos;
  const std::string_view head = has_gap ? text.substr(0, gap) : text;
  if (has_gap && head.find('.') != std::string_view::npos) return std::nullopt;
  const auto head_count = parse_groups(head, groups);
  if (!head_count) return std::nullopt;
  if (has_gap) {
    Groups tail{};
    const auto tail_count = parse_groups(text.substr(gap + 2), tail);
    // "::" stands for one group at least.
    if (!tail_count || *head_count + *tail_count >= kGroupCount) return std::nullopt;
    std::copy_n(tail.begin(), *tail_count, groups.end() - static_cast<std::ptrdiff_t>(*tail_count));
  } else if (*head_count != kGroupCount) {
    return std::nullopt;
  }
  IpAddress address;
  for (size_t i = 0; i < kGroupCount; ++i) {
    address.bytes[2 * i] = static_cast<uint8_t>(groups[i] >> 8);
    address.bytes[2 * i + 1] = static_cast<uint8_t>(groups[i]);
  }
  return address;
}

void append_hex(std::string& out, uint16_t group) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  bool is_started = false;
  for (int shift = 12; shift >= 0; shift -= 4) {
    const unsigned digit = (group >> shift) & 0xFU;
    is_started = is_started || digit != 0 || shift == 0;
    if (is_started) out += kDigits[digit];
  }
}

struct Run {
  size_t start = 0;
  size_t size = 0;
};

// The first of the longest runs of two or more zero groups (RFC 5952 section 4.2).
Run longest_zero_run(const Groups& groups) {
  Run best;
  Run run;
  for (size_t i = 0; i < kGroupCount; ++i) {
    if (groups[i] != 0) {
      run = Run{i + 1, 0};
      continue;
    }
    ++run.size;
    if (run.size > best.size) best = run;
  }
  return best.size >= 2 ? best : Run{kGroupCount, 0};
}

std::string ipv6_text(const IpAddress& address) {
  Groups groups{};
  for (size_t i = 0; i < kGroupCount; ++i) {
    groups[i] = static_cast<uint16_t>(address.bytes[2 * i] << 8 | address.bytes[2 * i + 1]);
  }
  const Run gap = longest_zero_run(groups);
  std::string out;
  for (size_t i = 0; i < kGroupCount; ++i) {
    if (i == gap.start) {
      out += "::";
      i += gap.size - 1;
      continue;
    }
    if (!out.empty() && !out.ends_with(':')) out += ':';
    append_hex(out, groups[i]);
  }
  return out;
}

constexpr uint8_t mask_of_byte(size_t byte, size_t prefix_bits) {
  const size_t start = byte * 8;
  if (prefix_bits >= start + 8) return 0xFF;
  if (prefix_bits <= start) return 0;
  return static_cast<uint8_t>(0xFF << (start + 8 - prefix_bits));
}

Cidr without_host_bits(Cidr cidr) {
  for (size_t i = 0; i < cidr.network.bytes.size(); ++i) {
    cidr.network.bytes[i] &= mask_of_byte(i, cidr.prefix_bits);
  }
  return cidr;
}

}  // namespace

bool IpAddress::is_ipv4() const {
  return std::equal(kMappedPrefix.begin(), kMappedPrefix.end(), bytes.begin());
}

std::optional<IpAddress> parse_ip(std::string_view text) {
  if (text.size() > kAddressTextSizeMax) return std::nullopt;
  if (text.find(':') != std::string_view::npos) return parse_ipv6(text);
  const auto octets = parse_octets(text);
  if (!octets) return std::nullopt;
  IpAddress address;
  std::copy(kMappedPrefix.begin(), kMappedPrefix.end(), address.bytes.begin());
  std::copy(octets->begin(), octets->end(), address.bytes.begin() + kIpv4Start);
  return address;
}

std::string to_text(const IpAddress& address) {
  if (!address.is_ipv4()) return ipv6_text(address);
  std::string out;
  for (size_t i = kIpv4Start; i < address.bytes.size(); ++i) {
    if (i > kIpv4Start) out += '.';
    append_int(out, address.bytes[i]);
  }
  return out;
}

bool Cidr::matches(const IpAddress& address) const {
  const bool is_ipv4_block = prefix_bits >= kIpv4PrefixBits && network.is_ipv4();
  if (is_ipv4_block != address.is_ipv4()) return false;
  for (size_t i = 0; i < network.bytes.size(); ++i) {
    if ((address.bytes[i] & mask_of_byte(i, prefix_bits)) != network.bytes[i]) return false;
  }
  return true;
}

Result<Cidr> parse_cidr(std::string_view text, AllowAny allow_any) {
  const size_t slash = std::min(text.find('/'), text.size());
  const std::string_view address_text = text.substr(0, slash);
  const auto address = parse_ip(address_text);
  if (!address) return invalid({}, "expected an IPv4 or IPv6 address or block, got another text");
  Cidr cidr{*address, 128};
  if (slash < text.size()) {
    const bool is_dotted = address_text.find(':') == std::string_view::npos;
    const auto bits = parse_small(text.substr(slash + 1), is_dotted ? 32 : 128);
    if (!bits) {
      return invalid({}, is_dotted ? "expected a prefix length of 0 to 32, got another text"
                                   : "expected a prefix length of 0 to 128, got another text");
    }
    cidr.prefix_bits = static_cast<uint8_t>(*bits + (is_dotted ? kIpv4PrefixBits : 0));
  }
  const Cidr network = without_host_bits(cidr);
  if (network != cidr) {
    return invalid({}, "expected zero host bits (" + to_text(network) + "), got some set");
  }
  const bool is_any =
      cidr.prefix_bits == 0 || (cidr.prefix_bits == kIpv4PrefixBits && cidr.network.is_ipv4());
  if (is_any && allow_any == AllowAny::kNo) {
    return invalid({}, "expected a block smaller than all addresses, got " + to_text(cidr));
  }
  return cidr;
}

std::string to_text(const Cidr& cidr) {
  const bool is_ipv4 = cidr.prefix_bits >= kIpv4PrefixBits && cidr.network.is_ipv4();
  std::string out = is_ipv4 ? to_text(cidr.network) : ipv6_text(cidr.network);
  out += '/';
  append_int(out, cidr.prefix_bits - (is_ipv4 ? kIpv4PrefixBits : 0));
  return out;
}

Result<void> CidrList::add(std::string_view text, AllowAny allow_any) {
  if (items_.size() == kSizeMax) {
    return Error{Status::kFull, "expected at most 256 blocks, got one more", {}};
  }
  auto cidr = parse_cidr(text, allow_any);
  if (!cidr) return cidr.take_error();
  items_.push_back(*cidr);
  return {};
}

bool CidrList::matches(const IpAddress& address) const {
  return std::any_of(items_.begin(), items_.end(),
                     [&](const Cidr& cidr) { return cidr.matches(address); });
}

bool CidrList::matches(std::string_view address) const {
  const auto parsed = parse_ip(address);
  return parsed && matches(*parsed);
}

}  // namespace sivo
