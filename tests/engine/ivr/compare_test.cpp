#include "engine/ivr/compare.hpp"

#include <doctest/doctest.h>

#include "base/prng.hpp"
#include "engine/ivr/template_scope.hpp"

namespace sivo::ivr {
namespace {

using schema::Json;
using testing::json;

constexpr std::string_view kMissing = "missing";

// Sides are JSON texts, or kMissing.
Verdict verdict(const Comparison& comparison, std::string_view left, std::string_view right) {
  const Json l = left == kMissing ? Json() : json(left);
  const Json r = right == kMissing ? Json() : json(right);
  return compare(comparison, left == kMissing ? nullptr : &l, right == kMissing ? nullptr : &r);
}

bool holds(std::string_view left, std::string_view op, std::string_view right,
           std::string_view as = "auto", bool is_case_sensitive = false) {
  Comparison comparison;
  comparison.op = *parse_compare_op(op);
  comparison.as = *parse_compare_as(as);
  comparison.is_case_sensitive = is_case_sensitive;
  return verdict(comparison, left, right) == Verdict::kTrue;
}

struct Row {
  const char* left;
  const char* op;
  const char* right;
  bool is_true;
  const char* as = "auto";
};

void check_rows(std::initializer_list<Row> rows) {
  for (const Row& row : rows) {
    CAPTURE(row.left);
    CAPTURE(row.op);
    CAPTURE(row.right);
    CAPTURE(row.as);
    CHECK(holds(row.left, row.op, row.right, row.as) == row.is_true);
  }
}

}  // namespace

TEST_CASE("ops and kinds of comparison have names") {
  for (const char* name : {"eq", "ne", "lt", "le", "gt", "ge", "contains", "starts_with",
                           "ends_with", "matches", "in", "exists", "empty", "truthy"}) {
    const auto op = parse_compare_op(name);
    REQUIRE(op);
    CHECK(compare_op_name(*op) == name);
  }
  CHECK_FALSE(parse_compare_op("like"));
  CHECK(parse_compare_as("boolean") == CompareAs::kBoolean);
  CHECK(parse_compare_as("date") == CompareAs::kDate);
  CHECK_FALSE(parse_compare_as("time"));
  CHECK(is_unary(CompareOp::kExists));
  CHECK(is_unary(CompareOp::kEmpty));
  CHECK(is_unary(CompareOp::kTruthy));
  CHECK_FALSE(is_unary(CompareOp::kIn));
}

TEST_CASE("auto compares by number what is a number or looks like one") {
  check_rows({
      {"3", "eq", "3.0", true},
      {"3", "eq", "\"3\"", true},
      {"\"3.0\"", "eq", "\"3\"", true},
      {"1e2", "eq", "\"100\"", true},
      {"\"9\"", "lt", "\"10\"", true},
      {"9", "gt", "\"10\"", false},
      {"-2", "lt", "-1", true},
      {"2", "le", "2", true},
      {"2", "ge", "2.0", true},
      {"2", "ne", "2.0", false},
      {"\"0.5\"", "eq", "\"0.50\"", true},
      {"12345678901234567890", "eq", "12345678901234567891", false},
      {"\"12345678901234567890\"", "lt", "\"12345678901234567891\"", true},
  });
}

TEST_CASE("a leading zero or plus makes a text of digits a text") {
  check_rows({
      {"\"0034\"", "eq", "\"34\"", false},
      {"\"0034\"", "eq", "34", false},
      {"\"0034\"", "eq", "\"0034\"", true},
      {"\"+34911\"", "eq", "\"34911\"", false},
      {"\"+34911\"", "eq", "\"+34911\"", true},
      {"\"007\"", "eq", "\"7\"", false},
      {"\"0034\"", "eq", "\"34\"", true, "number"},
      {"\"3.0\"", "eq", "\"3\"", false, "string"},
      {"\"10\"", "lt", "\"9\"", true, "string"},
  });
}

TEST_CASE("texts are compared by Unicode, and by case only when asked") {
  check_rows({
      {"\"Ventas\"", "eq", "\"VENTAS\"", true},
      {"\"ÑANDÚ\"", "eq", "\"ñandú\"", true},
      {"\"ΣΊΣΥΦΟΣ\"", "eq", "\"σίσυφος\"", true},
      {"\"Москва\"", "eq", "\"МОСКВА\"", true},
      {"\"a\"", "lt", "\"B\"", true},
      {"\"b\"", "le", "\"B\"", true},
      {"\"é\"", "eq", "\"e\"", false},
      {"\"2026-01-02\"", "lt", "\"2026-01-10\"", true},
      {"true", "eq", "\"True\"", true},
      {"null", "eq", "null", true},
      {"[1,\"a\"]", "eq", "[1,\"a\"]", true},
      {"[1]", "eq", "[2]", false},
      {"[1]", "lt", "[2]", false},
      {"{\"a\":1}", "eq", "{\"a\":1}", true},
  });
  CHECK_FALSE(holds("\"a\"", "eq", "\"A\"", "auto", true));
  CHECK(holds("\"B\"", "lt", "\"a\"", "auto", true));
  CHECK_FALSE(holds("\"abc\"", "contains", "\"B\"", "auto", true));
}

TEST_CASE("case 67: a number and a text that is none have no order") {
  check_rows({
      {"\"abc\"", "gt", "18", false},
      {"\"abc\"", "lt", "18", false},
      {"\"abc\"", "gt", "\"18\"", false},
      {"\"abc\"", "ge", "\"18\"", false},
      {"18", "lt", "\"abc\"", false},
      {"null", "lt", "18", false},
      {"\"\"", "lt", "18", false},
      {"\"abc\"", "ne", "18", true},
      {"\"abc\"", "eq", "18", false},
      {"\"19\"", "gt", "18", true},
      {"\"19\"", "gt", "\"18\"", true},
  });
}

TEST_CASE("case 65: a missing side is never equal and has no order") {
  check_rows({
      {"missing", "eq", "missing", false},
      {"missing", "eq", "\"\"", false},
      {"missing", "eq", "null", false},
      {"missing", "ne", "\"a\"", true},
      {"missing", "ne", "missing", true},
      {"missing", "lt", "1", false},
      {"missing", "le", "missing", false},
      {"1", "gt", "missing", false},
      {"1", "ge", "missing", false},
      {"missing", "contains", "\"a\"", false},
      {"\"a\"", "contains", "missing", false},
      {"\"a\"", "starts_with", "missing", false},
      {"missing", "in", "[1]", false},
      {"1", "in", "missing", false},
  });
  Comparison as_number;
  as_number.as = CompareAs::kNumber;
  CHECK(verdict(as_number, kMissing, "1") == Verdict::kFalse);
}

TEST_CASE("as number a side that is no number is told apart") {
  Comparison comparison;
  comparison.as = CompareAs::kNumber;
  for (const char* op : {"eq", "ne", "lt", "le", "gt", "ge", "in"}) {
    comparison.op = *parse_compare_op(op);
    CHECK(verdict(comparison, "\"abc\"", "1") == Verdict::kNotNumber);
    CHECK(verdict(comparison, "true", "1") == Verdict::kNotNumber);
    CHECK(verdict(comparison, "\"\"", "1") == Verdict::kNotNumber);
    CHECK(verdict(comparison, "1", "1") != Verdict::kNotNumber);
  }
  comparison.op = CompareOp::kEq;
  CHECK(verdict(comparison, "1", "\"abc\"") == Verdict::kNotNumber);
  CHECK(verdict(comparison, "\"1e1\"", "10") == Verdict::kTrue);
  comparison.op = CompareOp::kIn;
  CHECK(verdict(comparison, "2", "\"x, 02\"") == Verdict::kTrue);
}

TEST_CASE("case 66: parts of texts") {
  check_rows({
      {"\"Hola Mundo\"", "contains", "\"mundo\"", true},
      {"\"Hola Mundo\"", "starts_with", "\"HOLA\"", true},
      {"\"Hola Mundo\"", "ends_with", "\"mundo\"", true},
      {"\"Hola Mundo\"", "ends_with", "\"hola\"", false},
      {"\"+34911\"", "starts_with", "\"+34\"", true},
      {"34911", "starts_with", "34", true},
      {"\"abc\"", "contains", "\"\"", true},
      {"[\"a\",\"B\",3]", "contains", "\"b\"", true},
      {"[\"a\",\"B\",3]", "contains", "\"3\"", true},
      {"[\"a\",\"B\",3]", "contains", "\"ab\"", false},
  });
}

TEST_CASE("in takes an array or a list with commas") {
  check_rows({
      {"\"b\"", "in", "[\"a\",\"B\"]", true},
      {"2", "in", "[\"1\",\"2\"]", true},
      {"\"2\"", "in", "\"1, 2 ,3\"", true},
      {"2", "in", "\"1,2.0\"", true},
      {"\"0034\"", "in", "\"34,35\"", false},
      {"\"4\"", "in", "\"1,2,3\"", false},
      {"\"1,2\"", "in", "\"1,2\"", false},
      {"\"\"", "in", "\"a,,b\"", true},
      {"\"a\"", "in", "[]", false},
      {"5", "in", "5", true},
  });
}

TEST_CASE("exists tells null from missing, empty does not") {
  check_rows({
      {"null", "exists", "missing", true},
      {"\"\"", "exists", "missing", true},
      {"missing", "exists", "missing", false},
      {"missing", "empty", "missing", true},
      {"null", "empty", "missing", true},
      {"\"\"", "empty", "missing", true},
      {"[]", "empty", "missing", true},
      {"{}", "empty", "missing", true},
      {"0", "empty", "missing", false},
      {"false", "empty", "missing", false},
      {"\" \"", "empty", "missing", false},
      {"[0]", "empty", "missing", false},
      {"{\"a\":0}", "empty", "missing", false},
  });
}

TEST_CASE("what is truthy") {
  for (const char* value : {"true", "1", "-0.5", "\"a\"", "\"true\"", "\"00\"", "\" \""}) {
    CHECK_MESSAGE(holds(value, "truthy", "missing"), value);
  }
  for (const char* value : {"missing", "false", "0", "0.0", "-0", "0e3", "\"\"", "\"false\"",
                            "\"0\"", "\"no\"", "\"No\"", "null", "[]", "[1]", "{\"a\":1}"}) {
    CHECK_MESSAGE(!holds(value, "truthy", "missing"), value);
  }
}

TEST_CASE("as boolean both sides are what truthy makes of them") {
  check_rows({
      {"\"no\"", "eq", "false", true, "boolean"},
      {"\"yes\"", "eq", "true", true, "boolean"},
      {"0", "eq", "true", false, "boolean"},
      {"0", "ne", "true", true, "boolean"},
      {"false", "lt", "true", true, "boolean"},
  });
}

TEST_CASE("as date both sides are moments, and a date alone is its midnight in UTC") {
  const char* noon_in_madrid = "\"2026-11-21T12:00:00+01:00\"";
  check_rows({
      {noon_in_madrid, "eq", "\"2026-11-21T11:00:00Z\"", true, "date"},
      {noon_in_madrid, "lt", "\"2026-11-21T11:30:00Z\"", true, "date"},
      {noon_in_madrid, "gt", "\"2026-11-21T11:30:00Z\"", false, "date"},
      {noon_in_madrid, "ge", "\"2026-11-21\"", true, "date"},
      {noon_in_madrid, "lt", "\"2026-11-22\"", true, "date"},
      {"\"2026-11-21T00:00:00.000Z\"", "eq", "\"2026-11-21\"", true, "date"},
      {"\"2026-11-21\"", "in", "\"2026-11-20, 2026-11-21\"", true, "date"},
      {"\"2026-11-21\"", "in", "[\"2026-11-20\"]", false, "date"},
  });
}

TEST_CASE("as date what is none is neither before nor after nor equal") {
  for (const char* op : {"eq", "lt", "le", "gt", "ge", "in"}) {
    CAPTURE(op);
    CHECK_FALSE(holds("\"2026-02-30\"", op, "\"2026-02-30\"", "date"));
    CHECK_FALSE(holds("\"21/11/2026\"", op, "\"2026-11-21\"", "date"));
    CHECK_FALSE(holds("\"2026-11-21\"", op, "\"soon\"", "date"));
    CHECK_FALSE(holds("\"\"", op, "\"2026-11-21\"", "date"));
    CHECK_FALSE(holds("20261121", op, "\"2026-11-21\"", "date"));
    CHECK_FALSE(holds("missing", op, "\"2026-11-21\"", "date"));
  }
  CHECK(holds("\"soon\"", "ne", "\"2026-11-21\"", "date"));
}

TEST_CASE("matches takes the whole text by its pattern") {
  Comparison comparison;
  comparison.op = CompareOp::kMatches;
  comparison.pattern = *Pattern::compile("6\\d{8}");
  CHECK(verdict(comparison, "\"612345678\"", kMissing) == Verdict::kTrue);
  CHECK(verdict(comparison, "612345678", kMissing) == Verdict::kTrue);
  CHECK(verdict(comparison, "\"6123456789\"", kMissing) == Verdict::kFalse);
  CHECK(verdict(comparison, kMissing, kMissing) == Verdict::kFalse);
}

TEST_CASE("of any two numbers exactly one order holds, in every spelling") {
  Xoshiro256 random(41);
  for (int i = 0; i < 200; ++i) {
    const auto a = static_cast<int64_t>(random.next() % 2001) - 1000;
    const auto b = static_cast<int64_t>(random.next() % 2001) - 1000;
    const std::string left = std::to_string(a);
    const std::string right = "\"" + std::to_string(b) + ".0\"";
    CHECK(holds(left, "lt", right) == (a < b));
    CHECK(holds(left, "gt", right) == (a > b));
    CHECK(holds(left, "eq", right) == (a == b));
    CHECK(holds(left, "le", right) == (a <= b));
  }
}

}  // namespace sivo::ivr
