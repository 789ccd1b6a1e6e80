#pragma once

#include <list>
#include <span>
#include <string_view>
#include <vector>

#include "crypto/hash.hpp"
#include "schema/record.hpp"

namespace sivo::core {

// Named values that a replay does not repeat: what the host polled, and how often the file was
// opened.
inline constexpr std::string_view kVolatileMeta[] = {"core.polled", "core.ends", "core.runs"};

// Over kinds and contents, in order.
crypto::Digest hash_of(const std::list<schema::Record>& outputs);

}  // namespace sivo::core
