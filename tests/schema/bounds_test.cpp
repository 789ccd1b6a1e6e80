#include <doctest/doctest.h>

#include <limits>

#include "base/time.hpp"
#include "samples.hpp"
#include "schema/record.hpp"

// Properties of every field of every table, drawn from the tables themselves.
using namespace sivo::schema;

namespace {

template <class Check>
void for_each_field(Check check) {
  for (const Table* table : all_tables()) {
    for (size_t i = 0; i < table->fields.size(); ++i) {
      CAPTURE(table->name);
      CAPTURE(table->fields[i].name);
      check(*table, i, table->fields[i]);
    }
  }
}

void check_refused(const Table& table, size_t index, const Value& value) {
  Record record(table);
  const sivo::Result<void> done = record.set(index, value);
  REQUIRE_FALSE(done.ok());
  CHECK(done.error().status == sivo::Status::kInvalid);
  CHECK(done.error().path == table.fields[index].name);
  CHECK(done.error().message.find("expected ") == 0);
  CHECK_FALSE(record.is_given(index));
}

void check_taken(const Table& table, size_t index, const Value& value) {
  Record record(table);
  const sivo::Result<void> done = record.set(index, value);
  if (!done) FAIL_CHECK(done.error().message);
  CHECK(record.is_given(index));
}

}  // namespace

TEST_CASE("integers are taken at their bounds and refused one beyond") {
  for_each_field([](const Table& table, size_t i, const Field& field) {
    if (field.type != Type::kInt) return;
    check_taken(table, i, field.min);
    check_taken(table, i, field.max);
    if (field.min != INT64_MIN) check_refused(table, i, field.min - 1);
    if (field.max != INT64_MAX) check_refused(table, i, field.max + 1);
    check_refused(table, i, std::string_view("1"));
    check_refused(table, i, 1.0);
    check_refused(table, i, true);
  });
}

TEST_CASE("texts are taken at their longest, counted in characters, and refused one longer") {
  for_each_field([](const Table& table, size_t i, const Field& field) {
    if (field.type != Type::kText) return;
    const auto text_of = [](int64_t characters) {
      std::string text;
      for (int64_t n = 0; n < characters; ++n) text += "\xf0\x9f\x98\x80";
      return text;
    };
    check_refused(table, i, std::string_view(text_of(field.length_max() + 1)));
    if (field.min > 0) check_refused(table, i, std::string_view(text_of(field.min - 1)));
    if (field.text_rule != nullptr) return;
    check_taken(table, i, std::string_view(text_of(field.length_max())));
    if (field.min != INT64_MIN) check_taken(table, i, std::string_view(text_of(field.min)));
  });
}

TEST_CASE("texts with control characters or invalid UTF-8 are refused") {
  for_each_field([](const Table& table, size_t i, const Field& field) {
    if (field.type != Type::kText) return;
    for (const std::string_view bad :
         {"a\x01z", "a\nb", "a\x7f", "a\xc2\x85z", "a\xff", "\xed\xa0\x80"}) {
      check_refused(table, i, bad);
    }
    check_refused(table, i, std::string_view("a\0b", 3));
    check_refused(table, i, int64_t{1});
  });
}

TEST_CASE("bytes are taken at their most and refused one more") {
  for_each_field([](const Table& table, size_t i, const Field& field) {
    if (field.type != Type::kBytes) return;
    const std::string most(static_cast<size_t>(field.length_max()), '\xff');
    check_taken(table, i, std::string_view(most));
    check_refused(table, i, std::string_view(most + '\0'));
  });
}

TEST_CASE("times and reals are taken at their bounds and refused beyond") {
  for_each_field([](const Table& table, size_t i, const Field& field) {
    if (field.type == Type::kTime) {
      check_taken(table, i, sivo::kTimeMin);
      check_taken(table, i, sivo::kTimeMax);
      check_refused(table, i, sivo::kTimeMin - 1);
      check_refused(table, i, sivo::kTimeMax + 1);
      check_refused(table, i, std::string_view("2026-02-30T00:00:00Z"));
    }
    if (field.type != Type::kReal) return;
    check_refused(table, i, std::numeric_limits<double>::quiet_NaN());
    check_refused(table, i, std::numeric_limits<double>::infinity());
    if (field.real_max == 0) return;
    check_taken(table, i, field.real_min);
    check_taken(table, i, field.real_max);
    check_refused(table, i, field.real_min - 0.001);
    check_refused(table, i, field.real_max + 0.001);
  });
}

TEST_CASE("enumerations take each of their names and nothing else") {
  for_each_field([](const Table& table, size_t i, const Field& field) {
    if (field.type != Type::kEnum) return;
    for (size_t n = 0; n < field.enumeration->values.size(); ++n) {
      Record record(table);
      REQUIRE(record.set(i, field.enumeration->values[n]).ok());
      CHECK(std::get<int64_t>(record.get(i)) == static_cast<int64_t>(n));
    }
    check_refused(table, i, std::string_view("no such name"));
    check_refused(table, i, std::string_view(""));
    check_refused(table, i, int64_t{-1});
    check_refused(table, i, static_cast<int64_t>(field.enumeration->values.size()));
  });
}

TEST_CASE("null is taken where the field is nullable and only there") {
  for_each_field([](const Table& table, size_t i, const Field& field) {
    if (field.is_nullable) check_taken(table, i, Value{});
    else check_refused(table, i, Value{});
  });
}

TEST_CASE("ids take UUIDs only") {
  for_each_field([](const Table& table, size_t i, const Field& field) {
    if (field.type != Type::kId) return;
    check_taken(table, i, kSampleId);
    for (const std::string_view bad : {"", "1", "0192f0c1-2345-7abc-8def-0123456789a", "{}"}) {
      check_refused(table, i, bad);
    }
  });
}

TEST_CASE("a default satisfies the field's own rules") {
  for_each_field([](const Table& table, size_t i, const Field& field) {
    if (field.is_required || field.is_secret || field.is_read_only) return;
    const Record fresh(table);
    const Value value = fresh.get(i);
    const auto* text = std::get_if<std::string_view>(&value);
    // An input or a live row that is built in the code starts with an empty text.
    if (text != nullptr && text->empty()) return;
    check_taken(table, i, value);
  });
}
