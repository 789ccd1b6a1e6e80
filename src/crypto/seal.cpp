#include "crypto/seal.hpp"

#include <mbedtls/cipher.h>
#include <mbedtls/gcm.h>

#include <algorithm>
#include <iterator>
#include <new>
#include <string>

#include "base/assert.hpp"

namespace sivo::crypto {
namespace {

constexpr unsigned kKeyBits = kKeySize * 8;
constexpr size_t kAssociatedMax = size_t{1} << 20;

class Gcm {
 public:
  explicit Gcm(Bytes key) {
    SIVO_ASSERT(key.size() == kKeySize);
    mbedtls_gcm_init(&context_);
    const int code = mbedtls_gcm_setkey(&context_, MBEDTLS_CIPHER_ID_AES, key.data(), kKeyBits);
    if (code == 0) return;
    mbedtls_gcm_free(&context_);
    if (code == MBEDTLS_ERR_CIPHER_ALLOC_FAILED) throw std::bad_alloc();
    SIVO_ASSERT(code == 0);
  }
  ~Gcm() { mbedtls_gcm_free(&context_); }  // wipes too
  Gcm(const Gcm&) = delete;
  Gcm& operator=(const Gcm&) = delete;
  mbedtls_gcm_context* get() { return &context_; }

 private:
  mbedtls_gcm_context context_;
};

Result<void> check_size(const char* what, size_t size, size_t size_max) {
  if (size <= size_max) return {};
  return invalid({}, "expected " + std::string(what) + " of at most " + std::to_string(size_max) +
                         " bytes, got " + std::to_string(size));
}

// Version and key id, then what the caller binds the secret to.
std::vector<uint8_t> bind(Bytes header, Bytes associated) {
  std::vector<uint8_t> bound;
  bound.reserve(5 + associated.size());
  std::copy_n(header.begin(), 5, std::back_inserter(bound));
  std::copy(associated.begin(), associated.end(), std::back_inserter(bound));
  return bound;
}

Result<void> check_blob(Bytes blob) {
  if (blob.size() < kSealOverhead || blob.size() > kSealOverhead + kSealPlainMax) {
    return Error{Status::kCorrupt,
                 "expected a sealed value of " + std::to_string(kSealOverhead) + " to " +
                     std::to_string(kSealOverhead + kSealPlainMax) + " bytes, got " +
                     std::to_string(blob.size()),
                 {}};
  }
  if (blob[0] == kSealVersion) return {};
  return Error{
      Status::kCorrupt, "expected a sealed value of version 1, got " + std::to_string(blob[0]), {}};
}

uint32_t read_key_id(Bytes blob) {
  return static_cast<uint32_t>(blob[1]) << 24 | static_cast<uint32_t>(blob[2]) << 16 |
         static_cast<uint32_t>(blob[3]) << 8 | static_cast<uint32_t>(blob[4]);
}

}  // namespace

Result<std::vector<uint8_t>> gcm_encrypt(Bytes key, const Nonce& nonce, Bytes plain,
                                         Bytes associated) {
  auto fits = check_size("a secret", plain.size(), kSealPlainMax);
  if (fits) fits = check_size("associated data", associated.size(), kAssociatedMax);
  if (!fits) return fits.take_error();
  Gcm gcm(key);
  std::vector<uint8_t> out(plain.size() + kTagSize);
  const int code = mbedtls_gcm_crypt_and_tag(
      gcm.get(), MBEDTLS_GCM_ENCRYPT, plain.size(), nonce.data(), nonce.size(), associated.data(),
      associated.size(), plain.data(), out.data(), kTagSize, out.data() + plain.size());
  SIVO_ASSERT(code == 0);
  return out;
}

Result<std::vector<uint8_t>> gcm_decrypt(Bytes key, const Nonce& nonce, Bytes cipher_and_tag,
                                         Bytes associated) {
  if (cipher_and_tag.size() < kTagSize) {
    return Error{Status::kCorrupt, "expected a 16-byte tag, got fewer bytes", {}};
  }
  auto fits = check_size("a secret", cipher_and_tag.size() - kTagSize, kSealPlainMax);
  if (fits) fits = check_size("associated data", associated.size(), kAssociatedMax);
  if (!fits) return fits.take_error();
  Gcm gcm(key);
  const size_t size = cipher_and_tag.size() - kTagSize;
  std::vector<uint8_t> plain(size);
  // mbedTLS compares the tag in constant time and zeroes the output when it differs.
  const int code = mbedtls_gcm_auth_decrypt(
      gcm.get(), size, nonce.data(), nonce.size(), associated.data(), associated.size(),
      cipher_and_tag.data() + size, kTagSize, cipher_and_tag.data(), plain.data());
  if (code == 0) return plain;
  SIVO_ASSERT(code == MBEDTLS_ERR_GCM_AUTH_FAILED);
  return Error{
      Status::kMismatch, "expected a value sealed with this key for this place, got another", {}};
}

Result<std::vector<uint8_t>> seal_with_nonce(const SealKey& key, const Nonce& nonce, Bytes plain,
                                             Bytes associated) {
  std::vector<uint8_t> blob;
  blob.reserve(kSealOverhead + plain.size());
  blob.push_back(kSealVersion);
  for (int shift = 24; shift >= 0; shift -= 8)
    blob.push_back(static_cast<uint8_t>(key.id >> shift));
  auto body = gcm_encrypt(key.key.bytes(), nonce, plain, bind(blob, associated));
  if (!body) return body.take_error();
  std::copy(nonce.begin(), nonce.end(), std::back_inserter(blob));
  std::copy(body->begin(), body->end(), std::back_inserter(blob));
  return blob;
}

Result<std::vector<uint8_t>> seal(const SealKey& key, Bytes plain, Bytes associated) {
  Nonce nonce{};
  auto random = random_bytes(nonce);
  if (!random) return random.take_error();
  return seal_with_nonce(key, nonce, plain, associated);
}

Result<std::vector<uint8_t>> unseal(const SealKey& key, Bytes blob, Bytes associated) {
  auto id = sealed_key_id(blob);
  if (!id) return id.take_error();
  if (*id != key.id) {
    return Error{Status::kKey,
                 "expected a value sealed with key " + std::to_string(key.id) + ", got key " +
                     std::to_string(*id),
                 {}};
  }
  Nonce nonce{};
  std::copy_n(blob.begin() + 5, kNonceSize, nonce.begin());
  return gcm_decrypt(key.key.bytes(), nonce, blob.subspan(kSealHeaderSize), bind(blob, associated));
}

Result<uint32_t> sealed_key_id(Bytes blob) {
  auto is_blob = check_blob(blob);
  if (!is_blob) return is_blob.take_error();
  return read_key_id(blob);
}

}  // namespace sivo::crypto
