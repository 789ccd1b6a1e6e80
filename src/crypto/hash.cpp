#include "crypto/hash.hpp"

#include <mbedtls/md.h>
#include <mbedtls/version.h>

#include <new>

#include "base/assert.hpp"

static_assert(MBEDTLS_VERSION_NUMBER < 0x04000000,
              "mbedTLS 4 needs the PSA versions of this layer");

namespace sivo::crypto {
namespace {

const mbedtls_md_info_t* sha256_info() {
  const mbedtls_md_info_t* info = mbedtls_md_info_from_type(MBEDTLS_MD_SHA256);
  SIVO_ASSERT(info != nullptr);
  return info;
}

// mbedTLS takes a null pointer for an empty input badly in places; any address does.
const uint8_t* data_of(Bytes bytes) {
  static constexpr uint8_t kNothing = 0;
  return bytes.empty() ? &kNothing : bytes.data();
}

// With SHA-256 present and well-formed arguments only memory can be missing.
void check(int code) {
  if (code == MBEDTLS_ERR_MD_ALLOC_FAILED) throw std::bad_alloc();
  SIVO_ASSERT(code == 0);
}

}  // namespace

struct Sha256::State {
  State() { mbedtls_md_init(&context); }
  ~State() { mbedtls_md_free(&context); }  // wipes too
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  mbedtls_md_context_t context;
};

Sha256::Sha256() : state_(std::make_unique<State>()) {
  check(mbedtls_md_setup(&state_->context, sha256_info(), 0));
  check(mbedtls_md_starts(&state_->context));
}

Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

Sha256& Sha256::update(Bytes piece) {
  check(mbedtls_md_update(&state_->context, data_of(piece), piece.size()));
  return *this;
}

Digest Sha256::finish() {
  Digest digest{};
  check(mbedtls_md_finish(&state_->context, digest.data()));
  check(mbedtls_md_starts(&state_->context));
  return digest;
}

Digest sha256(Bytes message) {
  Digest digest{};
  check(mbedtls_md(sha256_info(), data_of(message), message.size(), digest.data()));
  return digest;
}

Digest hmac_sha256(Bytes key, Bytes message) {
  Digest digest{};
  check(mbedtls_md_hmac(sha256_info(), data_of(key), key.size(), data_of(message), message.size(),
                        digest.data()));
  return digest;
}

}  // namespace sivo::crypto
