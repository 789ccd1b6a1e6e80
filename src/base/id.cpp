#include "base/id.hpp"

#include <algorithm>

namespace sivo {
namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";
constexpr uint32_t kSequenceMax = 0xfff;  // 12 bits
constexpr int kSequenceStartBits = 11;    // a new ms starts below 2048 and leaves half for counting

constexpr bool is_dash_before(size_t byte) {
  return byte == 4 || byte == 6 || byte == 8 || byte == 10;
}

constexpr int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

uint32_t sequence_start(Xoshiro256& random) {
  return static_cast<uint32_t>(random.next() >> (64 - kSequenceStartBits));
}

}  // namespace

std::string to_text(const Id& id) {
  std::string out;
  out.reserve(kIdTextSize);
  append_text(out, id);
  return out;
}

void append_text(std::string& out, const Id& id) {
  for (size_t i = 0; i < id.bytes.size(); ++i) {
    if (is_dash_before(i)) out += '-';
    out += kHexDigits[id.bytes[i] >> 4];
    out += kHexDigits[id.bytes[i] & 0xf];
  }
}

std::optional<Id> parse_id(std::string_view text) {
  if (text.size() != kIdTextSize) return std::nullopt;
  Id id;
  size_t at = 0;
  for (size_t i = 0; i < id.bytes.size(); ++i) {
    if (is_dash_before(i) && text[at++] != '-') return std::nullopt;
    const int high = hex_value(text[at]);
    const int low = hex_value(text[at + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    id.bytes[i] = static_cast<uint8_t>(high * 16 + low);
    at += 2;
  }
  return id;
}

Id IdGenerator::next(Micros now) {
  const int64_t ms = std::clamp<Micros>(now, 0, kTimeMax) / kMillisecond;
  if (ms > last_ms_) {
    last_ms_ = ms;
    sequence_ = sequence_start(random_);
  } else if (sequence_ < kSequenceMax) {
    ++sequence_;
  } else {
    // The counter is full: borrow from the next ms rather than wait for it (RFC 9562 section 6.2).
    ++last_ms_;
    sequence_ = sequence_start(random_);
  }
  Id id;
  const auto stamp = static_cast<uint64_t>(last_ms_);
  for (size_t i = 0; i < 6; ++i) id.bytes[i] = static_cast<uint8_t>(stamp >> (40 - 8 * i));
  id.bytes[6] = static_cast<uint8_t>(0x70 | (sequence_ >> 8));
  id.bytes[7] = static_cast<uint8_t>(sequence_);
  const uint64_t tail = random_.next();
  id.bytes[8] = static_cast<uint8_t>(0x80 | ((tail >> 56) & 0x3f));
  for (size_t i = 1; i < 8; ++i) id.bytes[8 + i] = static_cast<uint8_t>(tail >> (56 - 8 * i));
  return id;
}

}  // namespace sivo
