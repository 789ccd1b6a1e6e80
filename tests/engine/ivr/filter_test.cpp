#include "engine/ivr/filter.hpp"

#include <doctest/doctest.h>

#include "engine/ivr/template.hpp"
#include "engine/ivr/template_scope.hpp"

namespace sivo::ivr {
namespace {

using schema::Json;
using testing::json;
using testing::JsonScope;

// Of "{{v | <filters>}}" with the value `v`; a text for what is missing or an error.
std::string filtered(std::string_view value, std::string_view filters,
                     RenderNotes* notes_out = nullptr) {
  const auto compiled = Template::compile("{{v | " + std::string(filters) + "}}");
  if (!compiled) return compiled.error().message;
  const JsonScope scope("{\"language\": \"es\"" +
                        (value.empty() ? "" : ", \"v\": " + std::string(value)) + "}");
  RenderNotes notes;
  const auto made = compiled->value(scope, notes);
  if (notes_out != nullptr) *notes_out = notes;
  return made ? made->dump() : notes.has_error ? "error" : "missing";
}

struct Row {
  const char* value;  // JSON, empty for a missing one
  const char* filters;
  const char* result;
};

void check_rows(std::initializer_list<Row> rows) {
  for (const Row& row : rows) {
    CAPTURE(row.value);
    CAPTURE(row.filters);
    CHECK(filtered(row.value, row.filters) == row.result);
  }
}

}  // namespace

TEST_CASE("default stands for missing, null and the empty text") {
  check_rows({
      {"", "default:'x'", "\"x\""},
      {"null", "default:'x'", "\"x\""},
      {"\"\"", "default:'x'", "\"x\""},
      {"0", "default:'x'", "0"},
      {"false", "default:'x'", "false"},
      {"[]", "default:'x'", "[]"},
      {"", "default:3.50", "3.50"},
      {"", "default:true", "true"},
      {"", "default:null", "null"},
      {"", "upper | default:'x'", "\"x\""},
      {"\" \"", "trim | default:'x'", "\"x\""},
  });
}

TEST_CASE("filters of texts") {
  check_rows({
      {"\"Ñandú\"", "upper", "\"ÑANDÚ\""},
      {"\"ÑANDÚ\"", "lower", "\"ñandú\""},
      {"\" \\t a b\\n\"", "trim", "\"a b\""},
      {"\"+34 (91) 12-3\"", "digits", "\"3491123\""},
      {"\"none\"", "digits", "\"\""},
      {"\"AB1ñ\"", "spell", "\"A B 1 ñ\""},
      {"\"A B\"", "spell", "\"A B\""},
      {"\"\"", "spell", "\"\""},
      {"123", "spell", "\"1 2 3\""},
      {"\"4111111111111111\"", "mask:4", "\"************1111\""},
      {"\"ñañ\"", "mask:1", "\"**ñ\""},
      {"\"abc\"", "mask:0", "\"***\""},
      {"\"abc\"", "mask:3", "\"abc\""},
      {"\"abc\"", "mask:64", "\"abc\""},
      {"\"a-b-c\"", "replace:'-',''", "\"abc\""},
      {"\"aaa\"", "replace:'aa','b'", "\"ba\""},
      {"\"aaa\"", "replace:'a','aa'", "\"aaaaaa\""},
      {"\"a b/ñ\"", "urlencode", "\"a%20b%2F%C3%B1\""},
      {"\"<a> & 'b'\"", "xml", "\"&lt;a&gt; &amp; &apos;b&apos;\""},
      {"true", "upper", "\"TRUE\""},
      {"3.0", "upper", "\"3\""},
  });
}

TEST_CASE("parts of texts and arrays") {
  check_rows({
      {"\"añb\"", "length", "3"},
      {"\"\"", "length", "0"},
      {"[1,2]", "length", "2"},
      {"{\"a\":1}", "length", "1"},
      {"1234", "length", "4"},
      {"\"ñab\"", "first", "\"ñ\""},
      {"\"abñ\"", "last", "\"ñ\""},
      {"\"\"", "first", "\"\""},
      {"\"\"", "last", "\"\""},
      {"[\"x\",{\"y\":1}]", "first", "\"x\""},
      {"[\"x\",{\"y\":1}]", "last", "{\"y\":1}"},
      {"[]", "first", "missing"},
      {"[]", "last", "missing"},
      {"\"abcde\"", "slice:1,3", "\"bc\""},
      {"\"abcde\"", "slice:1", "\"bcde\""},
      {"\"abcde\"", "slice:-2", "\"de\""},
      {"\"abcde\"", "slice:0,-1", "\"abcd\""},
      {"\"abcde\"", "slice:3,1", "\"\""},
      {"\"abcde\"", "slice:2,99", "\"cde\""},
      {"\"abcde\"", "slice:-99,1", "\"a\""},
      {"\"añb\"", "slice:1,2", "\"ñ\""},
      {"[1,2,3]", "slice:1", "[2,3]"},
      {"[1,2,3]", "slice:-1", "[3]"},
      {"[1,2,3]", "slice:5", "[]"},
      {"\"a,b,,c\"", "split:','", "[\"a\",\"b\",\"\",\"c\"]"},
      {"\"abc\"", "split:','", "[\"abc\"]"},
      {"\"\"", "split:','", "[\"\"]"},
      {"[\"a\",1,true,null]", "join:'-'", "\"a-1-true-\""},
      {"[]", "join:','", "\"\""},
      {"\"a b c\"", "split:' ' | last", "\"c\""},
      {"\"a b c\"", "split:' ' | slice:1 | join:'+'", "\"b+c\""},
      {"\"a,b\"", "split:',' | first | upper", "\"A\""},
  });
}

TEST_CASE("numbers are rounded on their digits") {
  check_rows({
      {"2.345", "round:2", "2.35"},
      {"2.5", "round:0", "3"},
      {"\"1.005\"", "round:2", "1.01"},
      {"12345678901234567890.5", "round:0", "12345678901234567891"},
      {"3", "round:2", "3"},
      {"\"abc\"", "round:2", "\"abc\""},
  });
}

TEST_CASE("times are written on a clock, in the language of the session") {
  check_rows({
      {"\"2026-07-01T23:30:00Z\"", "date:'%d/%m/%Y %H:%M','Europe/Madrid'", "\"02/07/2026 01:30\""},
      {"\"2026-07-01T23:30:00Z\"", "date:'%H:%M'", "\"23:30\""},
      {"\"2026-07-01T23:30:00Z\"", "date:'%A'", "\"miércoles\""},
      {"\"2026-07-01\"", "date:'%e de %B'", "\"1 de julio\""},
      {"\"tomorrow\"", "date:'%H'", "\"tomorrow\""},
  });
  JsonScope scope(R"({"v": "2026-01-01T12:00:00Z"})");
  scope.set_zone("America/New_York");
  RenderNotes notes;
  CHECK(Template::compile("{{v | date:'%H %A'}}")->value(scope, notes)->as_string() ==
        "07 Thursday");
}

TEST_CASE("telephone numbers are those of a country") {
  check_rows({
      {"\"911 23 45 67\"", "e164:'34'", "\"+34911234567\""},
      {"911234567", "e164:34", "\"+34911234567\""},
      {"\"911234567\"", "e164:'+34'", "\"+34911234567\""},
      {"\"911234567\"", "e164:'ES'", "\"+34911234567\""},
      {"\"+44 20 7946 0000\"", "e164:'34'", "\"+442079460000\""},
      {"\"112\"", "e164:'34'", "\"112\""},
      {"\"hello\"", "e164:'34'", "\"hello\""},
  });
}

TEST_CASE("json writes any value") {
  check_rows({
      {"{\"a\": [1, null]}", "json", "\"{\\\"a\\\":[1,null]}\""},
      {"\"a\"", "json", "\"\\\"a\\\"\""},
      {"null", "json", "\"null\""},
      {"", "json", "missing"},
  });
}

TEST_CASE("missing and null pass the other filters") {
  for (const char* filter : {"upper", "lower", "trim", "length", "first", "last", "slice:1",
                             "replace:'a','b'", "split:','", "join:','", "digits", "spell",
                             "mask:2", "round:1", "date:'%H'", "e164:'34'", "urlencode", "xml"}) {
    CHECK_MESSAGE(filtered("", filter) == "missing", filter);
    CHECK_MESSAGE(filtered("null", filter) == "null", filter);
  }
}

TEST_CASE("a value that a filter does not take stays as it is, and is noted") {
  check_rows({
      {"[1]", "upper", "[1]"},
      {"{\"a\":1}", "first", "{\"a\":1}"},
      {"\"abc\"", "join:','", "\"abc\""},
      {"true", "round:1", "true"},
      {"5", "date:'%H'", "5"},
  });
  RenderNotes notes;
  filtered("[1]", "upper | lower | upper", &notes);
  CHECK(notes.unfit == std::vector<std::string>{"upper", "lower"});
  filtered("\"x\"", "round:1", &notes);
  CHECK(notes.unfit == std::vector<std::string>{"round"});
  filtered("\"x\"", "upper", &notes);
  CHECK(notes.unfit.empty());
}

TEST_CASE("E131: an unknown filter and wrong arguments are told with column and expectation") {
  struct Wrong {
    const char* filters;
    const char* message;
  };
  for (const Wrong& wrong : {
           Wrong{"shout", "expected a filter (default, upper, lower, "},
           Wrong{"Upper", "expected a filter (default"},
           Wrong{"default", "expected 1 argument of the filter default, got 0"},
           Wrong{"default:1,2", "expected 1 argument of the filter default, got 2"},
           Wrong{"upper:1", "expected no argument of the filter upper, got 1"},
           Wrong{"lower:'a'", "expected no argument of the filter lower, got 1"},
           Wrong{"trim:1", "expected no argument of the filter trim, got 1"},
           Wrong{"length:1", "expected no argument of the filter length, got 1"},
           Wrong{"first:1", "expected no argument of the filter first, got 1"},
           Wrong{"last:1", "expected no argument of the filter last, got 1"},
           Wrong{"digits:1", "expected no argument of the filter digits, got 1"},
           Wrong{"spell:1", "expected no argument of the filter spell, got 1"},
           Wrong{"json:1", "expected no argument of the filter json, got 1"},
           Wrong{"urlencode:1", "expected no argument of the filter urlencode, got 1"},
           Wrong{"xml:1", "expected no argument of the filter xml, got 1"},
           Wrong{"slice", "expected 1 or 2 arguments of the filter slice, got 0"},
           Wrong{"slice:'a'", "expected a whole number from -1000000 to 1000000 as argument"},
           Wrong{"slice:1,1.5", "expected a whole number from -1000000"},
           Wrong{"slice:1,2,3", "expected 1 or 2 arguments of the filter slice, got 3"},
           Wrong{"replace:'a'", "expected 2 arguments of the filter replace, got 1"},
           Wrong{"replace:'','b'", "expected a text that is not empty as argument of the filter"},
           Wrong{"replace:'a',1", "expected a text as argument of the filter replace"},
           Wrong{"split", "expected 1 argument of the filter split"},
           Wrong{"split:''", "expected a text that is not empty"},
           Wrong{"join:1", "expected a text as argument of the filter join"},
           Wrong{"mask", "expected 1 argument of the filter mask"},
           Wrong{"mask:-1", "expected a whole number from 0 to 64 as argument of the filter mask"},
           Wrong{"mask:65", "expected a whole number from 0 to 64"},
           Wrong{"round", "expected 1 argument of the filter round, got 0"},
           Wrong{"round:21", "expected a whole number from 0 to 20"},
           Wrong{"round:-1", "expected a whole number from 0 to 20"},
           Wrong{"date", "expected 1 or 2 arguments of the filter date, got 0"},
           Wrong{"date:'%Q'", "expected one of YymdejHIMSpAaBbuFTR% after %"},
           Wrong{"date:5", "expected a date format such as"},
           Wrong{"date:'%H','Mars/Base'", "expected a time zone such as Europe/Madrid"},
           Wrong{"date:'%H',1", "expected a time zone such as"},
           Wrong{"e164", "expected 1 argument of the filter e164"},
           Wrong{"e164:'999999'", "expected a country such as \"34\" or \"ES\""},
           Wrong{"e164:true", "expected a country such as"},
           Wrong{"upper:", "expected a string, a number, true, false or null"},
           Wrong{"default:x", "expected a string, a number, true, false or null"},
           Wrong{"default:1,", "expected a string, a number, true, false or null"},
           Wrong{"", "expected the name of a filter"},
           Wrong{"| upper", "expected the name of a filter"},
           Wrong{"upper lower", "expected \"|\" or \"}}\""},
       }) {
    CAPTURE(wrong.filters);
    const std::string message = filtered("1", wrong.filters);
    CHECK_MESSAGE(message.starts_with(wrong.message), message);
    CHECK(message.find(" at column ") != std::string::npos);
  }
  CHECK(filtered("1", "upper | nope").ends_with("got an unknown name at column 15"));
}

TEST_CASE("the first and last allowed arguments are allowed") {
  for (const char* filters :
       {"mask:0", "mask:64", "round:0", "round:20", "slice:-1000000,1000000"}) {
    CHECK(Template::compile("{{v | " + std::string(filters) + "}}").ok());
  }
}

TEST_CASE("results of filters are bounded, and a cut one is an error") {
  const std::string long_text = "\"" + std::string(60'000, 'a') + "\"";
  CHECK(filtered(long_text, "replace:'a','bb'") == "error");
  CHECK(filtered(long_text, "spell") == "error");
  CHECK(filtered("\"" + std::string(60'000, ' ') + "\"", "urlencode") == "error");
  CHECK(filtered("\"" + std::string(60'000, '&') + "\"", "xml") == "error");
  CHECK(filtered(long_text, "upper").size() == 60'002);
  const std::string at_limit = "\"" + std::string(kTextBytesMax, 'a') + "\"";
  CHECK(filtered(at_limit, "upper").size() == kTextBytesMax + 2);
  CHECK(filtered("[" + at_limit + ",1]", "join:''") == "error");
  CHECK(filtered("\"" + std::string(kTextBytesMax + 1, 'a') + "\"", "upper") == "error");
}

TEST_CASE("split gives a thousand parts at most") {
  const auto parts = [](size_t separators) {
    return filtered("\"" + std::string(separators, ',') + "\"", "split:',' | length");
  };
  CHECK(parts(0) == "1");
  CHECK(parts(kSplitPartsMax - 1) == std::to_string(kSplitPartsMax));
  CHECK(parts(kSplitPartsMax) == std::to_string(kSplitPartsMax));
  CHECK(filtered("\"" + std::string(kSplitPartsMax, ',') + "\"", "split:',' | last") == "\",\"");
}

TEST_CASE("a filter that cannot work on a declared kind is found before the flow runs") {
  const auto misfit = [](std::string_view filters, Json::Type type) {
    const auto compiled = Template::compile("{{v | " + std::string(filters) + "}}");
    REQUIRE(compiled.ok());
    const FilterCall* call = find_misfit(compiled->expressions()[0].filters, kind_of(type));
    return call == nullptr ? "" : std::string(filter_name(call->name));
  };
  CHECK(misfit("round:2", Json::Type::kObject) == "round");
  CHECK(misfit("round:2", Json::Type::kNumber).empty());
  CHECK(misfit("upper", Json::Type::kArray) == "upper");
  CHECK(misfit("join:','", Json::Type::kString) == "join");
  CHECK(misfit("split:',' | join:','", Json::Type::kString).empty());
  CHECK(misfit("split:',' | upper", Json::Type::kString) == "upper");
  CHECK(misfit("length | date:'%H'", Json::Type::kArray) == "date");
  CHECK(misfit("json | upper", Json::Type::kObject).empty());
  CHECK(misfit("first | upper", Json::Type::kArray).empty());
  CHECK(misfit("slice:1 | join:','", Json::Type::kArray).empty());
  CHECK(misfit("default:'a' | upper", Json::Type::kObject).empty());
}

}  // namespace sivo::ivr
