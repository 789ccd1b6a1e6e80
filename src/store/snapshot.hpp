#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "store/connection.hpp"
#include "store/store.hpp"

namespace sivo::store {

// Store::backup: copies page by page into `<path>-partial`, checks the copy, and renames it.
Result<void> backup(Connection& db, const BackupOptions& options);

Result<std::string> serialize(Connection& db);
// A connection in memory with the content, whose pages are checked. kCorrupt when they do not hold.
Result<std::unique_ptr<Connection>> deserialize(std::string_view bytes);

}  // namespace sivo::store
