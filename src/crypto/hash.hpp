#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

namespace sivo::crypto {

using Bytes = std::span<const uint8_t>;

inline constexpr size_t kDigestSize = 32;
using Digest = std::array<uint8_t, kDigestSize>;

// The bytes of a text, borrowed.
inline Bytes as_bytes(std::string_view text) {
  return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}

// SHA-256 (FIPS 180-4) over pieces. An object belongs to one thread at a time.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;

  Sha256& update(Bytes piece);
  Sha256& update(std::string_view piece) { return update(as_bytes(piece)); }
  // The digest of everything since the start; the object then starts anew.
  Digest finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

Digest sha256(Bytes message);
inline Digest sha256(std::string_view message) { return sha256(as_bytes(message)); }

// HMAC-SHA256 (RFC 2104); a key of any length, also none.
Digest hmac_sha256(Bytes key, Bytes message);
inline Digest hmac_sha256(Bytes key, std::string_view message) {
  return hmac_sha256(key, as_bytes(message));
}

}  // namespace sivo::crypto
