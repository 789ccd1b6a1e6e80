#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "store/connection.hpp"
#include "store/store.hpp"

namespace sivo::store {

// Store::backup: copies page by page into `<path>-partial`, checks the copy, and renames it.
Result<void> backup(Connection& db, std::span<const schema::Table* const> tables,
                    const BackupOptions& options);

// Store::copy_to. The copy is not checked; on failure nothing is left of it.
Result<void> copy_to(Connection& db, const std::string& path);
// A connection in memory with a content of `size` bytes, whose pages are checked. kCorrupt when
// they do not hold, kFull when it is larger than kContentBytesMax.
Result<std::unique_ptr<Connection>> deserialize(int64_t size, const NextPiece& next);

}  // namespace sivo::store
