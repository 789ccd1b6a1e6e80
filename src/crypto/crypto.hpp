#pragma once

// Hashes, keys and sealed secrets. Everything here may be called from any thread; nothing is
// global.
//
// The primitives are mbedTLS's plain functions (2.28 to 3.x), not PSA. PSA in 2.28 keeps every key
// in one of 32 process-wide slots without a lock: a mutex of ours cannot guard against a host that
// uses PSA itself, and psa_crypto_init would change state the host can see. The plain functions
// keep all state in the caller's memory. mbedTLS 4 has PSA only, there with locks; these three
// units are then the only ones to change.
#include "crypto/hash.hpp"
#include "crypto/seal.hpp"
#include "crypto/secret.hpp"
