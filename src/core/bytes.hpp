#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sivo::core {

// Little-endian numbers and sized texts in a byte string: the trace's plain encoding.
inline void put_fixed(std::string& out, uint64_t value, int size) {
  for (int i = 0; i < size; ++i) out += static_cast<char>((value >> (8 * i)) & 0xff);
}

// LEB128: seven bits a byte, the least first.
inline void put_varint(std::string& out, uint64_t value) {
  for (; value >= 0x80; value >>= 7) out += static_cast<char>((value & 0x7f) | 0x80);
  out += static_cast<char>(value);
}

// Signed values near zero stay short.
inline void put_signed(std::string& out, int64_t value) {
  put_varint(out, (static_cast<uint64_t>(value) << 1) ^ static_cast<uint64_t>(value >> 63));
}

inline void put_text(std::string& out, std::string_view text) {
  put_varint(out, text.size());
  out += text;
}

// Takes values from the front; each is nothing when there is too little left.
class ByteReader {
 public:
  ByteReader(std::string_view bytes, size_t at) : bytes_(bytes), at_(at) {}
  size_t at() const { return at_; }
  bool is_done() const { return at_ >= bytes_.size(); }

  std::optional<uint64_t> fixed(size_t size) {
    if (bytes_.size() - at_ < size) return std::nullopt;
    uint64_t value = 0;
    for (size_t i = 0; i < size; ++i) {
      value |= static_cast<uint64_t>(static_cast<uint8_t>(bytes_[at_ + i])) << (8 * i);
    }
    at_ += size;
    return value;
  }
  std::optional<uint64_t> varint() {
    uint64_t value = 0;
    for (int shift = 0; shift < 64 && at_ < bytes_.size(); shift += 7) {
      const auto byte = static_cast<uint8_t>(bytes_[at_++]);
      value |= static_cast<uint64_t>(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    return std::nullopt;
  }
  std::optional<int64_t> number() {
    const auto raw = varint();
    if (!raw) return std::nullopt;
    return static_cast<int64_t>((*raw >> 1) ^ (~(*raw & 1) + 1));
  }
  std::optional<std::string_view> raw(size_t size) {
    if (bytes_.size() - at_ < size) return std::nullopt;
    const std::string_view part = bytes_.substr(at_, size);
    at_ += size;
    return part;
  }
  std::optional<std::string_view> text() {
    const auto size = varint();
    if (!size || *size > bytes_.size() - at_) return std::nullopt;
    return raw(static_cast<size_t>(*size));
  }

 private:
  std::string_view bytes_;
  size_t at_;
};

}  // namespace sivo::core
