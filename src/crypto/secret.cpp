#include "crypto/secret.hpp"

#include <mbedtls/entropy.h>
#include <mbedtls/hkdf.h>
#include <mbedtls/md.h>
#include <mbedtls/platform_util.h>

#include <algorithm>
#include <new>

#include "base/assert.hpp"

namespace sivo::crypto {
namespace {

// Gathers from the system's sources; holds nothing between calls.
class Entropy {
 public:
  Entropy() { mbedtls_entropy_init(&context_); }
  ~Entropy() { mbedtls_entropy_free(&context_); }  // wipes too
  Entropy(const Entropy&) = delete;
  Entropy& operator=(const Entropy&) = delete;
  bool fill(std::span<uint8_t> out) {
    return mbedtls_entropy_func(&context_, out.data(), out.size()) == 0;
  }

 private:
  mbedtls_entropy_context context_;
};

}  // namespace

Result<void> random_bytes(std::span<uint8_t> out) {
  Entropy entropy;
  while (!out.empty()) {
    const size_t size = std::min<size_t>(out.size(), MBEDTLS_ENTROPY_BLOCK_SIZE);
    if (!entropy.fill(out.first(size))) {
      return Error{Status::kInternal, "expected random bytes from the system, got none", {}};
    }
    out = out.subspan(size);
  }
  return {};
}

bool constant_time_equal(Bytes a, Bytes b) {
  if (a.size() != b.size()) return false;
  // volatile: the compiler may not stop at the first difference.
  volatile uint8_t difference = 0;
  for (size_t i = 0; i < a.size(); ++i) {
    difference = static_cast<uint8_t>(difference | (a[i] ^ b[i]));
  }
  return difference == 0;
}

void wipe(std::span<uint8_t> secret) {
  if (!secret.empty()) mbedtls_platform_zeroize(secret.data(), secret.size());
}

void wipe(std::string& secret) {
  if (!secret.empty()) mbedtls_platform_zeroize(secret.data(), secret.size());
  secret.clear();
}

DataKey derive_key(const MasterKey& master, std::string_view label) {
  std::array<uint8_t, kKeySize> derived{};
  const Bytes info = as_bytes(label);
  const int code =
      mbedtls_hkdf(mbedtls_md_info_from_type(MBEDTLS_MD_SHA256), nullptr, 0, master.bytes().data(),
                   master.bytes().size(), info.data(), info.size(), derived.data(), derived.size());
  if (code == MBEDTLS_ERR_MD_ALLOC_FAILED) throw std::bad_alloc();
  SIVO_ASSERT(code == 0);
  auto key = DataKey::from_bytes(derived);
  wipe(derived);
  return std::move(key).value();
}

KeyCheck key_check_value(const MasterKey& master) {
  const DataKey key = derive_key(master, "sivo/key-check");
  const Digest digest = hmac_sha256(key.bytes(), "sivo/key-check");
  KeyCheck check{};
  std::copy_n(digest.begin(), kKeyCheckSize, check.begin());
  return check;
}

}  // namespace sivo::crypto
