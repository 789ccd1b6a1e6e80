#include "engine/ivr/code_points.hpp"

#include <algorithm>
#include <cstdint>

namespace sivo::ivr {
namespace {

uint8_t byte_at(std::string_view text, size_t i) { return static_cast<uint8_t>(text[i]); }

bool is_continuation(uint8_t byte) { return (byte & 0xC0U) == 0x80U; }

size_t size_of_lead(uint8_t lead) {
  if (lead < 0x80) return 1;
  if (lead < 0xC2 || lead > 0xF4) return 0;
  return lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
}

char to_char(uint32_t byte) { return static_cast<char>(static_cast<uint8_t>(byte)); }

}  // namespace

char32_t take_code_point(std::string_view text, size_t& at) {
  const uint8_t lead = byte_at(text, at);
  const size_t size = size_of_lead(lead);
  if (size == 1) return ++at, lead;
  if (size == 0 || text.size() - at < size) return ++at, kReplacement;
  uint32_t value = lead & (0xFFU >> (size + 1));
  for (size_t i = 1; i < size; ++i) {
    const uint8_t byte = byte_at(text, at + i);
    if (!is_continuation(byte)) return ++at, kReplacement;
    value = value << 6 | (byte & 0x3FU);
  }
  at += size;
  return value;
}

void append_code_point(std::string& out, char32_t c) {
  const uint32_t value = c;
  if (value < 0x80) {
    out += to_char(value);
    return;
  }
  const int tail = value < 0x800 ? 1 : value < 0x10000 ? 2 : 3;
  const uint32_t mark = tail == 1 ? 0xC0U : tail == 2 ? 0xE0U : 0xF0U;
  out += to_char(mark | value >> (6 * tail));
  for (int i = tail - 1; i >= 0; --i) out += to_char(0x80U | (value >> (6 * i) & 0x3FU));
}

std::string_view first_code_points(std::string_view text, size_t count) {
  if (text.size() <= count) return text;
  size_t at = 0;
  for (size_t i = 0; i < count && at < text.size(); ++i) take_code_point(text, at);
  return text.substr(0, at);
}

std::string_view first_bytes(std::string_view text, size_t count) {
  if (text.size() <= count) return text;
  while (count > 0 && is_continuation(byte_at(text, count))) --count;
  return text.substr(0, count);
}

bool is_control(char32_t c) { return c < 0x20 || (c >= 0x7F && c <= 0x9F); }

bool append_within(std::string& out, std::string_view piece, size_t bytes_max) {
  const size_t room = bytes_max - std::min(bytes_max, out.size());
  out += first_bytes(piece, room);
  return piece.size() <= room;
}

}  // namespace sivo::ivr
