#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "capi/handle.hpp"

// Checks of what comes in; an error's path is the name of the parameter.
namespace sivo::capi {

inline constexpr size_t kPathBytesMax = 4096;  // of a file name, with its NUL

inline Id to_id(sivo_id id) {
  Id out;
  std::memcpy(out.bytes.data(), id.bytes, sizeof id.bytes);
  return out;
}
inline sivo_id from_id(const Id& id) {
  sivo_id out;
  std::memcpy(out.bytes, id.bytes.data(), sizeof out.bytes);
  return out;
}

// 1970 to 9999.
Result<void> check_now(int64_t now_us, const char* parameter = "now_us");
// `flags` has no other bits than `known`.
Result<void> check_flags(uint32_t flags, uint32_t known);
// NULL is the empty text when size is 0, else an error.
Result<std::string_view> text_argument(const char* text, size_t size, const char* parameter);
// A file name: not NULL, not empty, not over kPathBytesMax.
Result<std::string> path_argument(const char* path, const char* parameter);
// The table of a kind whose rows are in the file.
Result<const schema::Table*> row_table(uint16_t kind);
// A tenant is named, unless the rows are the tenants themselves.
Result<void> check_tenant(const schema::Table& table, const Id& tenant);
// A record of an input kind (an actor is none).
Result<const schema::Record*> input_argument(const sivo_record* record);

// The table of a SIVO_KIND_…; an unknown one is refused with the path "kind".
Result<const schema::Table*> table_of_kind(uint16_t kind);

}  // namespace sivo::capi
