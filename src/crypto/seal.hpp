#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/result.hpp"
#include "crypto/hash.hpp"
#include "crypto/secret.hpp"

namespace sivo::crypto {

// A secret at rest: AES-256-GCM (NIST SP 800-38D) in a blob of
//   version 1 (1 byte) | key id (4 bytes, big endian) | nonce (12) | ciphertext | tag (16).
// Version and key id are authenticated too. Associated data is what the secret belongs to (table,
// row, column): a blob moved elsewhere does not open.
inline constexpr uint8_t kSealVersion = 1;
inline constexpr size_t kNonceSize = 12;
inline constexpr size_t kTagSize = 16;
inline constexpr size_t kSealHeaderSize = 1 + 4 + kNonceSize;
inline constexpr size_t kSealOverhead = kSealHeaderSize + kTagSize;
inline constexpr size_t kSealPlainMax = size_t{1} << 20;
using Nonce = std::array<uint8_t, kNonceSize>;

struct SealKey {
  const DataKey& key;
  uint32_t id = 0;  // tells which key to take when keys are rotated
};

// Seals with a random nonce from the system: safe for 2^32 blobs of one key.
Result<std::vector<uint8_t>> seal(const SealKey& key, Bytes plain, Bytes associated);
// The same with a given nonce, for simulation and replay. A nonce used twice with one key breaks
// the secrecy of both blobs: whoever calls this answers for it.
Result<std::vector<uint8_t>> seal_with_nonce(const SealKey& key, const Nonce& nonce, Bytes plain,
                                             Bytes associated);

// kCorrupt when the blob is no blob; kKey when it was sealed under another key id; kMismatch when
// the key, the blob or the associated data is not what was sealed.
Result<std::vector<uint8_t>> unseal(const SealKey& key, Bytes blob, Bytes associated);

// The key id in a blob; kCorrupt when it is no blob.
Result<uint32_t> sealed_key_id(Bytes blob);

// The bare cipher; `out` holds ciphertext and tag. seal and unseal are what other layers use.
Result<std::vector<uint8_t>> gcm_encrypt(Bytes key, const Nonce& nonce, Bytes plain,
                                         Bytes associated);
Result<std::vector<uint8_t>> gcm_decrypt(Bytes key, const Nonce& nonce, Bytes cipher_and_tag,
                                         Bytes associated);

}  // namespace sivo::crypto
