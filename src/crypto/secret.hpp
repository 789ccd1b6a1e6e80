#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "crypto/hash.hpp"

namespace sivo::crypto {

// Fills with the system's entropy, hashed by mbedTLS; kInternal where the system gives none.
Result<void> random_bytes(std::span<uint8_t> out);

// Whether both are the same, in a time that depends on the lengths only.
bool constant_time_equal(Bytes a, Bytes b);

// Overwrites with zeros; the compiler cannot leave it out.
void wipe(std::span<uint8_t> secret);
void wipe(std::string& secret);  // also empties it

inline constexpr size_t kKeySize = 32;

// 32 secret bytes that are overwritten when they go. It moves, it is never copied; Tag keeps keys
// of different duties apart.
template <class Tag>
class WipedKey {
 public:
  WipedKey(WipedKey&& other) noexcept : bytes_(other.bytes_) { wipe(other.bytes_); }
  WipedKey& operator=(WipedKey&& other) noexcept {
    if (this != &other) {
      bytes_ = other.bytes_;
      wipe(other.bytes_);
    }
    return *this;
  }
  WipedKey(const WipedKey&) = delete;
  WipedKey& operator=(const WipedKey&) = delete;
  ~WipedKey() { wipe(bytes_); }

  // Exactly kKeySize bytes; the caller wipes its own copy.
  static Result<WipedKey> from_bytes(Bytes bytes) {
    if (bytes.size() != kKeySize) return wrong_key_size(bytes.size());
    WipedKey key;
    for (size_t i = 0; i < kKeySize; ++i) key.bytes_[i] = bytes[i];
    return key;
  }
  Bytes bytes() const { return bytes_; }

 private:
  WipedKey() = default;
  static Error wrong_key_size(size_t size) {
    return Error{Status::kKey, "expected a key of 32 bytes, got " + std::to_string(size), {}};
  }
  std::array<uint8_t, kKeySize> bytes_{};
};

// The key the host gives at open: it derives the others and encrypts nothing itself.
using MasterKey = WipedKey<struct MasterKeyTag>;
// A derived key for one duty, such as sealing the secrets of a file.
using DataKey = WipedKey<struct DataKeyTag>;

// HKDF-SHA256 (RFC 5869), no salt, the label as info: another label, an independent key.
DataKey derive_key(const MasterKey& master, std::string_view label);

// What a file stores to tell a wrong master key from a damaged secret: derived one way, it gives
// nothing about the key. Compare with constant_time_equal.
inline constexpr size_t kKeyCheckSize = 16;
using KeyCheck = std::array<uint8_t, kKeyCheckSize>;
KeyCheck key_check_value(const MasterKey& master);

}  // namespace sivo::crypto
