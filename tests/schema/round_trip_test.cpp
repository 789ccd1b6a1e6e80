#include <doctest/doctest.h>

#include "samples.hpp"
#include "schema/walk.hpp"

// JSON both ways, over every table.
using namespace sivo::schema;

namespace {

Record read(const Table& table, const std::string& json) {
  auto record = parse_record(table, json);
  if (!record) FAIL(record.error().path << ": " << record.error().message);
  return std::move(*record);
}

// Secrets do not come out, so both sides are compared as they are in memory.
void check_same(const Record& a, const Record& b) {
  for (size_t i = 0; i < a.table().fields.size(); ++i) {
    CAPTURE(a.table().fields[i].name);
    CHECK(a.get(i) == b.get(i));
  }
}

}  // namespace

TEST_CASE("a record of each table comes back from JSON as it went in") {
  for (const Table* table : all_tables()) {
    CAPTURE(table->name);
    const Record first = read(*table, sample_record(*table));
    Record second(first);
    const auto done = read_into(second, to_json(first));
    if (!done) FAIL(done.error().path << ": " << done.error().message);
    check_same(first, second);
    CHECK(render_record(first) == render_record(second));
    CHECK(to_json(first).members().size() == table->fields.size());
  }
}

TEST_CASE("a new row with only what is required has valid defaults") {
  for (const Table* table : all_tables()) {
    if (table->cls != Class::kEntity) continue;
    CAPTURE(table->name);
    const Record sparse = read(*table, sample_record(*table, true));
    Json json = to_json(sparse);
    Record again(*table);
    for (const Field& field : table->fields) {
      if (field.name == "sip_domain") json.erase(field.name);
    }
    const auto done = read_into(again, json);
    if (!done) FAIL(done.error().path << ": " << done.error().message);
    Record copy(sparse);
    REQUIRE(read_into(copy, json).ok());
    check_same(sparse, copy);
  }
}

TEST_CASE("a record given whole may be created, and each required field is missed") {
  for (const Table* table : all_tables()) {
    if (table->cls != Class::kEntity) continue;
    CAPTURE(table->name);
    Record record = read(*table, sample_record(*table, true));
    complete_create(record);
    if (auto done = check_create(record); !done) {
      // A rule between fields may want more than what is required.
      CHECK((table->name == "recording_policy" || table->name == "transcription_policy"));
    }
    for (size_t i = 0; i < table->fields.size(); ++i) {
      if (!table->fields[i].is_required) continue;
      Record without(record);
      without.mark_given(i, false);
      const auto done = check_create(without);
      REQUIRE_FALSE(done.ok());
      CHECK(done.error().path == table->fields[i].name);
    }
  }
}
