#include "script/text.hpp"

#include <cstdint>

#include "base/text.hpp"

namespace sivo::script {
namespace {

constexpr uint32_t kReplacement = 0xFFFD;

struct Decoded {
  uint32_t code_point;
  size_t size;  // bytes, 0 when they are no character
};

uint32_t byte_at(std::string_view text, size_t i) { return static_cast<unsigned char>(text[i]); }

// One character of 1 to 4 bytes, surrogates welcome.
Decoded decode(std::string_view text, size_t at) {
  const uint32_t lead = byte_at(text, at);
  if (lead < 0x80) return {lead, 1};
  const size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() - at < size) return {kReplacement, 0};
  uint32_t code_point = lead & (0xFFU >> (size + 1));
  for (size_t i = 1; i < size; ++i) {
    const uint32_t next = byte_at(text, at + i);
    if ((next & 0xC0U) != 0x80U) return {kReplacement, 0};
    code_point = code_point << 6 | (next & 0x3FU);
  }
  const bool is_long = (size == 3 && code_point < 0x800) || (size == 4 && code_point < 0x10000);
  if (is_long || code_point > 0x10FFFF) return {kReplacement, 0};
  return {code_point, size};
}

void append(std::string& out, uint32_t code_point) {
  const auto put = [&](uint32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (code_point < 0x80) {
    put(code_point);
  } else if (code_point < 0x800) {
    put(0xC0U | code_point >> 6);
    put(0x80U | (code_point & 0x3FU));
  } else if (code_point < 0x10000) {
    put(0xE0U | code_point >> 12);
    put(0x80U | (code_point >> 6 & 0x3FU));
    put(0x80U | (code_point & 0x3FU));
  } else {
    put(0xF0U | code_point >> 18);
    put(0x80U | (code_point >> 12 & 0x3FU));
    put(0x80U | (code_point >> 6 & 0x3FU));
    put(0x80U | (code_point & 0x3FU));
  }
}

bool is_high(uint32_t code_point) { return code_point >= 0xD800 && code_point < 0xDC00; }
bool is_low(uint32_t code_point) { return code_point >= 0xDC00 && code_point < 0xE000; }

// The character at `at`, a pair of surrogates put together.
Decoded decode_pair(std::string_view text, size_t at) {
  const Decoded first = decode(text, at);
  if (first.size == 0) return {kReplacement, 1};
  if (!is_high(first.code_point) && !is_low(first.code_point)) return first;
  if (is_high(first.code_point) && at + first.size < text.size()) {
    const Decoded second = decode(text, at + first.size);
    if (second.size != 0 && is_low(second.code_point)) {
      const uint32_t high = first.code_point - 0xD800;
      return {0x10000 + (high << 10) + (second.code_point - 0xDC00), first.size + second.size};
    }
  }
  return {kReplacement, first.size};
}

}  // namespace

std::string to_cesu8(std::string_view utf8) {
  std::string out;
  out.reserve(utf8.size());
  for (size_t at = 0; at < utf8.size();) {
    const Decoded next = decode(utf8, at);
    if (next.code_point >= 0x10000) {
      append(out, 0xD800 + ((next.code_point - 0x10000) >> 10));
      append(out, 0xDC00 + ((next.code_point - 0x10000) & 0x3FFU));
    } else {
      append(out, next.code_point);
    }
    at += next.size == 0 ? 1 : next.size;
  }
  return out;
}

std::string from_cesu8(std::string_view cesu8) {
  std::string out;
  out.reserve(cesu8.size());
  for (size_t at = 0; at < cesu8.size();) {
    const Decoded next = decode_pair(cesu8, at);
    append(out, next.code_point);
    at += next.size;
  }
  return out;
}

std::string one_line(std::string_view cesu8, size_t bytes_max) {
  std::string out;
  for (size_t at = 0; at < cesu8.size() && out.size() < bytes_max;) {
    const Decoded next = decode_pair(cesu8, at);
    const bool is_control =
        next.code_point < 0x20 || (next.code_point >= 0x7F && next.code_point < 0xA0);
    const size_t before = out.size();
    append(out, is_control ? uint32_t{' '} : next.code_point);
    if (out.size() > bytes_max) out.resize(before);
    if (out.size() == before) break;
    at += next.size;
  }
  return out;
}

}  // namespace sivo::script
