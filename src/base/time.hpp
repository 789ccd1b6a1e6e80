#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sivo {

// Microseconds since 1970-01-01T00:00:00Z, leap seconds not counted (POSIX).
using Micros = int64_t;

inline constexpr Micros kMillisecond = 1'000;
inline constexpr Micros kSecond = 1'000'000;
inline constexpr Micros kMinute = 60 * kSecond;
inline constexpr Micros kHour = 60 * kMinute;
inline constexpr Micros kDay = 24 * kHour;
inline constexpr Micros kNever = INT64_MAX;

// The years 0001 to 9999, which is what RFC 3339 can write.
inline constexpr Micros kTimeMin = -62'135'596'800 * kSecond;
inline constexpr Micros kTimeMax = 253'402'300'800 * kSecond - 1;

// RFC 3339 in UTC with milliseconds, rounded down: 2026-11-21T09:30:00.000Z. A time outside
// kTimeMin to kTimeMax (kNever) is written as the nearest that fits.
std::string format_time(Micros time);

// RFC 3339 with any offset and 0 to 9 fraction digits (those past µs are cut); "t", "z" and a space
// for "T" are accepted as the RFC allows, second 60 only at the end of a UTC day (it becomes the
// next second). Nothing else is.
std::optional<Micros> parse_time(std::string_view text);

}  // namespace sivo
