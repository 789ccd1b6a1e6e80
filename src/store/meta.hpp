#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "store/connection.hpp"

namespace sivo::store {

inline constexpr size_t kMetaKeyMax = 64;
inline constexpr std::string_view kOwnMetaPrefix = "store.";
inline constexpr std::string_view kKeyCheckMeta = "store.key_check";

// Written when a new file has its key check, or was decided to have none.
inline constexpr std::string_view kKeySettledMeta = "store.key_settled";

// 1–64 characters of [a-z0-9_.], not one of the store's own.
Result<void> check_meta_key(std::string_view key);

// The named values of the file. Writes need a unit.
class Meta {
 public:
  explicit Meta(Connection& db) : db_(db) {}
  Result<void> set(std::string_view key, int64_t value);
  Result<void> set_bytes(std::string_view key, std::string_view value);
  Result<void> erase(std::string_view key);
  // Nothing when the key is not there; kInvalid when it holds the other type.
  Result<std::optional<int64_t>> get(std::string_view key);
  Result<std::optional<std::string>> get_bytes(std::string_view key);

 private:
  Result<Statement*> write(std::string_view key);
  Result<Statement*> read(std::string_view key);
  Connection& db_;
};

}  // namespace sivo::store
