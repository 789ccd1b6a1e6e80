#include <cstddef>
#include <cstdint>
#include <string_view>

#include "schema/walk.hpp"

using namespace sivo::schema;

namespace {

[[noreturn]] void fail() { __builtin_trap(); }

bool is_same(const Record& a, const Record& b) {
  for (size_t i = 0; i < a.table().fields.size(); ++i) {
    if (a.get(i) != b.get(i)) return false;
  }
  return true;
}

// Each field that was taken is taken again in its rendered form, and stays as it is.
void check_stable(const Record& record) {
  Record again(record);
  for (size_t i = 0; i < record.table().fields.size(); ++i) {
    const Field& field = record.table().fields[i];
    if (!record.is_given(i)) continue;
    std::string text;
    render_value(text, field, record.get(i));
    auto json = Json::parse("{\"" + std::string(field.name) + "\":" + text + "}");
    if (!json) fail();
    if (!field.is_secret && !read_into(again, *json)) fail();
  }
  // A time is written in milliseconds, so only what JSON can hold is compared.
  if (render_record(record) != render_record(again)) fail();
}

}  // namespace

// The first byte chooses the table, the rest is JSON.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const Table& table = *all_tables()[data[0] % all_tables().size()];
  const auto record = parse_record(table, {reinterpret_cast<const char*>(data + 1), size - 1});
  if (!record) {
    if (record.error().message.empty()) fail();
    return 0;
  }
  check_stable(*record);
  (void)check_create(*record).ok();
  (void)check_update(*record).ok();
  const Record copy(*record);
  if (!is_same(copy, *record)) fail();
  return 0;
}
