#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "base/id.hpp"
#include "store/seals.hpp"

// Canonical bytes for hashes and cursors: numbers big-endian, so that they mean the same
// everywhere.
namespace sivo::store {

inline void append_be(std::string& out, uint64_t value, size_t width) {
  for (size_t i = width; i-- > 0;) out.push_back(static_cast<char>((value >> (8 * i)) & 0xff));
}
inline uint64_t read_be(std::string_view bytes) {
  uint64_t value = 0;
  for (const char c : bytes) value = (value << 8) | static_cast<uint8_t>(c);
  return value;
}
inline void append_sized(std::string& out, std::string_view bytes) {
  append_be(out, bytes.size(), 4);
  out.append(bytes);
}
inline std::string_view view_of(const Id& id) {
  return {reinterpret_cast<const char*>(id.bytes.data()), id.bytes.size()};
}
inline std::string_view view_of(const Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}
// Zero when the bytes have another length, which proves nothing.
inline Digest digest_of(std::string_view bytes) {
  Digest digest{};
  if (bytes.size() == digest.size()) std::memcpy(digest.data(), bytes.data(), digest.size());
  return digest;
}
// In a time that does not depend on where they differ.
inline bool equal_secret(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  unsigned difference = 0;
  for (size_t i = 0; i < a.size(); ++i) {
    difference |= static_cast<uint8_t>(a[i]) ^ static_cast<unsigned>(static_cast<uint8_t>(b[i]));
  }
  return difference == 0;
}

}  // namespace sivo::store
