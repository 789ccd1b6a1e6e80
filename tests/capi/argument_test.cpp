#include "capi/argument.hpp"

#include <doctest/doctest.h>

#include "base/time.hpp"
#include "schema/inputs.hpp"
#include "schema/reports.hpp"

namespace sivo::capi {
namespace {

template <class T>
std::string path_of(const Result<T>& result) {
  return result.ok() ? "ok" : result.error().path;
}

TEST_CASE("ids cross the ABI byte for byte") {
  sivo_id id{};
  for (size_t i = 0; i < sizeof id.bytes; ++i) id.bytes[i] = static_cast<uint8_t>(i + 1);
  CHECK(to_text(to_id(id)) == "01020304-0506-0708-090a-0b0c0d0e0f10");
  CHECK(std::memcmp(from_id(to_id(id)).bytes, id.bytes, sizeof id.bytes) == 0);
}

TEST_CASE("a time is taken from 1970 to 9999") {
  CHECK(check_now(0).ok());
  CHECK(check_now(kTimeMax).ok());
  CHECK(path_of(check_now(-1)) == "now_us");
  CHECK(path_of(check_now(kTimeMax + 1)) == "now_us");
}

TEST_CASE("only known flags are taken") {
  CHECK(check_flags(0, 3).ok());
  CHECK(check_flags(3, 3).ok());
  CHECK(path_of(check_flags(4, 3)) == "flags");
  CHECK(path_of(check_flags(0x80000001U, 1)) == "flags");
}

TEST_CASE("text without a pointer is empty, or wrong") {
  CHECK(text_argument("abc", 2, "text").value() == "ab");
  CHECK(text_argument(nullptr, 0, "text").value().empty());
  CHECK(path_of(text_argument(nullptr, 1, "text")) == "text");
}

TEST_CASE("a file name is taken up to its maximum") {
  CHECK(path_argument("a.sivo", "path").value() == "a.sivo");
  const std::string longest(kPathBytesMax - 1, 'a');
  CHECK(path_argument(longest.c_str(), "path").value() == longest);
  CHECK(path_of(path_argument((longest + "a").c_str(), "path")) == "path");
  CHECK(path_of(path_argument("", "path")) == "path");
  CHECK(path_of(path_argument(nullptr, "path")) == "path");
}

TEST_CASE("a kind of rows is a kind that is in the file") {
  CHECK(row_table(static_cast<uint16_t>(Kind::kQueue)).ok());
  CHECK(row_table(static_cast<uint16_t>(Kind::kCall)).ok());
  CHECK(path_of(row_table(static_cast<uint16_t>(Kind::kDial))) == "kind");
  CHECK(path_of(row_table(0)) == "kind");
  CHECK(path_of(row_table(65'535)) == "kind");
}

TEST_CASE("only tenants themselves need no tenant") {
  const Id some{{1}};
  CHECK(check_tenant(*schema::find_table(Kind::kQueue), some).ok());
  CHECK(path_of(check_tenant(*schema::find_table(Kind::kQueue), Id{})) == "tenant");
  CHECK(check_tenant(*schema::find_table(Kind::kTenant), Id{}).ok());
}

TEST_CASE("an input is a record of an input kind, and an actor is none") {
  sivo_record handle;
  handle.record.emplace(schema::table_of<Tick>());
  CHECK(input_argument(&handle).ok());
  handle.record.emplace(schema::table_of<Actor>());
  CHECK(path_of(input_argument(&handle)) == "input");
  handle.record.emplace(schema::table_of<StatusReport>());
  CHECK(path_of(input_argument(&handle)) == "input");
  CHECK(path_of(input_argument(nullptr)) == "input");
}

TEST_CASE("the names of kinds and enumerators end with a NUL, because C reads them") {
  for (const schema::Table* table : schema::all_tables()) {
    CHECK(table->name.data()[table->name.size()] == '\0');
    for (const schema::Field& field : table->fields) {
      if (field.enumeration == nullptr) continue;
      for (const std::string_view name : field.enumeration->values) {
        CHECK_MESSAGE(name.data()[name.size()] == '\0', name);
      }
    }
  }
}

}  // namespace
}  // namespace sivo::capi
