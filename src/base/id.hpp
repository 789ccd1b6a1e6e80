#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/prng.hpp"
#include "base/time.hpp"

namespace sivo {

// A UUID, 16 bytes in network order. Those we make are UUIDv7 (RFC 9562 section 5.7): ordered by
// time.
struct Id {
  std::array<uint8_t, 16> bytes{};

  friend constexpr auto operator<=>(const Id&, const Id&) = default;
  constexpr bool is_nil() const { return *this == Id{}; }
  constexpr explicit operator bool() const { return !is_nil(); }
};

inline constexpr size_t kIdTextSize = 36;

// Lower-case 8-4-4-4-12.
std::string to_text(const Id& id);
void append_text(std::string& out, const Id& id);

// 8-4-4-4-12 hexadecimal digits, either case; any UUID version. No braces, no "urn:".
std::optional<Id> parse_id(std::string_view text);

// Makes UUIDv7s that grow strictly, also when the clock stands still or goes back. The same seed
// and the same times give the same ids.
class IdGenerator {
 public:
  explicit IdGenerator(uint64_t seed) : random_(seed) {}
  Id next(Micros now);

  // For a generator that goes on where another one ended: its ids are later than those of this ms.
  int64_t last_ms() const { return last_ms_; }
  void start_after(int64_t ms) {
    if (ms >= last_ms_) last_ms_ = ms + 1, sequence_ = 0;
  }

 private:
  Xoshiro256 random_;
  int64_t last_ms_ = -1;
  uint32_t sequence_ = 0;  // rand_a: 12 bits, starts low in each ms and counts up
};

}  // namespace sivo
