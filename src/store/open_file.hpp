#pragma once

#include <memory>
#include <string_view>

#include "store/connection.hpp"
#include "store/store.hpp"

namespace sivo::store {

// An open file: its connection, set up as the options say, and the lock that keeps other writers
// out. The lock is an SQLite lock on an empty file beside it (`<file>-lock`, links of the path
// followed), held as long as the store lives and let go by the system when the process dies. It is
// apart from the database's own locks so that readers in other processes work while we write.
struct OpenFile {
  std::unique_ptr<Connection> lock;  // null in memory and read-only
  std::unique_ptr<Connection> db;
};

// Opens and migrates. On failure nothing of an existing file has changed.
Result<OpenFile> open_file(const OpenOptions& options);
// A database in memory with this content.
Result<OpenFile> open_content(const OpenOptions& options, int64_t size, const NextPiece& next);

}  // namespace sivo::store
