#include <doctest/doctest.h>

#include <set>

#include "samples.hpp"
#include "schema/json.hpp"
#include "schema/table.hpp"

using namespace sivo::schema;

namespace {

bool is_snake(std::string_view name) {
  for (const char c : name) {
    if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.')) return false;
  }
  return !name.empty();
}

}  // namespace

TEST_CASE("every kind, table name and field number is there once") {
  std::set<sivo::Kind> kinds;
  std::set<std::string_view> names;
  for (const Table* table : all_tables()) {
    CAPTURE(table->name);
    CHECK(kinds.insert(table->kind).second);
    CHECK(names.insert(table->name).second);
    CHECK(is_snake(table->name));
    CHECK(find_table(table->kind) == table);
    CHECK(find_table(table->name) == table);
    std::set<uint16_t> numbers;
    std::set<std::string_view> fields;
    for (const Field& field : table->fields) {
      CAPTURE(field.name);
      CHECK(field.number > 0);
      CHECK(numbers.insert(field.number).second);
      CHECK(fields.insert(field.name).second);
      if (!field.alias.empty()) CHECK(fields.insert(field.alias).second);
      CHECK(field.doc.size() > 2);
    }
  }
  CHECK(find_table(sivo::Kind::kNone) == nullptr);
  CHECK(find_table("no_such_table") == nullptr);
}

TEST_CASE("every stored table begins with the five standard fields") {
  for (const Table* table : all_tables()) {
    if (!table->is_stored()) continue;
    CAPTURE(table->name);
    const char* names[] = {"id", "tenant_id", "created_at", "updated_at", "version"};
    REQUIRE(table->fields.size() >= 5);
    for (size_t i = 0; i < 5; ++i) {
      CHECK(table->fields[i].name == names[i]);
      CHECK(table->fields[i].number == i + 1);
    }
  }
}

TEST_CASE("every reference names a stored table and may become null where it is to") {
  for (const Table* table : all_tables()) {
    for (const Field& field : table->fields) {
      if (field.reference == sivo::Kind::kNone) continue;
      CAPTURE(table->name);
      CAPTURE(field.name);
      CHECK(field.type == Type::kId);
      const Table* target = find_table(field.reference);
      REQUIRE(target != nullptr);
      CHECK(target->is_stored());
      if (field.on_delete == OnDelete::kSetNull && !field.is_history) CHECK(field.is_nullable);
    }
  }
}

TEST_CASE("bounds are in order, enumerations are complete, unique columns exist") {
  for (const Table* table : all_tables()) {
    CAPTURE(table->name);
    for (const Field& field : table->fields) {
      CAPTURE(field.name);
      CHECK(field.min <= field.max);
      CHECK(field.real_min <= field.real_max);
      CHECK((field.enumeration != nullptr) == (field.type == Type::kEnum));
      if (field.enumeration == nullptr) continue;
      for (const EnumAlias& alias : field.enumeration->aliases) {
        CHECK(alias.index < field.enumeration->values.size());
      }
    }
    for (const Unique& unique : table->uniques) {
      for (const std::string_view column : unique.columns) CHECK(table->index_of(column) >= 0);
      if (!unique.where.empty()) {
        CHECK(table->fields[index_of(*table, unique.where)].type == Type::kBool);
      }
    }
  }
}

TEST_CASE("JSON members start as valid JSON") {
  for (const Table* table : all_tables()) {
    const Record fresh(*table);
    for (const Field& field : table->fields) {
      if (field.type != Type::kJson || field.is_nullable || field.is_required) continue;
      CAPTURE(table->name);
      CAPTURE(field.name);
      const Value value = field.get(fresh.object());
      CHECK(Json::parse(std::get<std::string_view>(value)).ok());
    }
  }
}
