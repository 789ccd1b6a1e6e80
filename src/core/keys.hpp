#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "base/result.hpp"
#include "store/seals.hpp"

namespace sivo::core {

// What the store needs from crypto. The functions own the derived keys, which wipe themselves when
// the last copy of the Seals goes. Without a master key only the hash is there.
Result<store::Seals> make_seals(std::span<const uint8_t> master_key);

// 64 bits from the system.
Result<uint64_t> random_seed();

}  // namespace sivo::core
