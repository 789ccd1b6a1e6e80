#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace sivo::store {

using Digest = std::array<uint8_t, 32>;

// The cryptography the store needs, given at open: it knows no library for it. The functions are
// called on the store's thread only, and may fail a call but not throw anything but bad_alloc.
struct Seals {
  // SHA-256. Required: the audit chain and the state hash are made of it.
  std::function<Digest(std::string_view bytes)> sha256;
  // HMAC-SHA-256 under a key derived from the master key. Without it the audit chain still shows
  // every change inside it, but not that its newest rows were cut off together with their count.
  std::function<Digest(std::string_view bytes)> mac;
  // AES-256-GCM or its equal: nonce, ciphertext and tag in one string of bytes. `associated` is
  // authenticated: opening under another one fails, so a ciphertext cannot be moved to another row.
  // Without these two, rows with a secret are refused with kKey.
  std::function<Result<std::string>(std::string_view plain, std::string_view associated)> seal;
  std::function<Result<std::string>(std::string_view sealed, std::string_view associated)> open;

  bool has_key() const { return seal != nullptr && open != nullptr; }
};

}  // namespace sivo::store
