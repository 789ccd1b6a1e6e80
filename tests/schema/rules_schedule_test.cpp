#include <doctest/doctest.h>

#include "schema/rules.hpp"

using namespace sivo::schema;

namespace {

using Rule = rules::Expected (*)(const Json&, std::string&);

std::string fault(Rule rule, std::string_view text) {
  const auto json = Json::parse(text);
  REQUIRE(json.ok());
  std::string path = "f";
  return rule(*json, path) ? path : "";
}

}  // namespace

TEST_CASE("a day is null, an interval or intervals") {
  CHECK(fault(rules::hours, "{}").empty());
  CHECK(fault(rules::hours,
              R"({"mon":null,"tue":[],"wed":{"open":"09:00","close":"24:00"},)"
              R"("thu":[{"open":"22:00","close":"02:00"},{"close":"12:00","open":"08:00"}]})")
            .empty());
  CHECK(fault(rules::hours, "[]") == "f");
  CHECK(fault(rules::hours, R"({"monday":null})") == "f.monday");
  CHECK(fault(rules::hours, R"({"mon":true})") == "f.mon");
  CHECK(fault(rules::hours, R"({"mon":{"open":"09:00"}})") == "f.mon");
  CHECK(fault(rules::hours, R"({"mon":{"open":"09:00","close":"10:00","note":"x"}})") ==
        "f.mon.note");
  CHECK(fault(rules::hours, R"({"mon":[null]})") == "f.mon[0]");
}

TEST_CASE("a clock time is HH:MM, and 24:00 only closes") {
  for (const char* bad :
       {"9:00", "09:60", "24:01", "25:00", "0900", "09:00:00", "-1:00", "ab:cd", ""}) {
    CAPTURE(bad);
    const std::string json = R"({"sun":{"open":"00:00","close":")" + std::string(bad) + "\"}}";
    CHECK(fault(rules::hours, json) == "f.sun.close");
  }
  CHECK(fault(rules::hours, R"({"sun":{"open":"24:00","close":"24:00"}})") == "f.sun.open");
  CHECK(fault(rules::hours, R"({"sun":{"open":0,"close":"24:00"}})") == "f.sun.open");
}

TEST_CASE("24 intervals a day are taken, 25 refused") {
  const auto day_of = [](int count) {
    std::string out = "{\"mon\":[";
    for (int i = 0; i < count; ++i) {
      out += i > 0 ? "," : "";
      out += R"({"open":"09:00","close":"10:00"})";
    }
    return out + "]}";
  };
  CHECK(fault(rules::hours, day_of(24)).empty());
  CHECK(fault(rules::hours, day_of(25)) == "f.mon");
}

TEST_CASE("holidays are real dates, once each") {
  CHECK(fault(rules::holidays, R"(["2026-12-25","2028-02-29","2000-02-29","0001-01-01"])").empty());
  CHECK(fault(rules::holidays, R"(["2026-12-25","2026-12-25"])") == "f[1]");
  for (const char* bad : {"2026-02-29", "1900-02-29", "2026-13-01", "2026-00-01", "2026-01-00",
                          "2026-04-31", "0000-01-01", "2026-1-1", "20260101", "2026/01/01"}) {
    CAPTURE(bad);
    CHECK(fault(rules::holidays, "[\"" + std::string(bad) + "\"]") == "f[0]");
  }
  CHECK(fault(rules::holidays, "[1]") == "f[0]");
  CHECK(fault(rules::holidays, "{}") == "f");
}

TEST_CASE("an exception closes a date or gives it hours") {
  CHECK(
      fault(rules::exceptions,
            R"([{"date":"2026-12-24","intervals":[{"open":"09:00","close":"14:00"}],"name":"Eve"},)"
            R"({"date":"2026-12-25","closed":true}])")
          .empty());
  CHECK(fault(rules::exceptions, R"([{"date":"2026-12-24"}])") == "f[0]");
  CHECK(fault(rules::exceptions, R"([{"closed":true}])") == "f[0]");
  CHECK(fault(rules::exceptions, R"([{"date":"2026-12-24","closed":false}])") == "f[0].closed");
  CHECK(fault(rules::exceptions, R"([{"date":"2026-12-24","intervals":[]}])") == "f[0].intervals");
  CHECK(fault(rules::exceptions,
              R"([{"date":"2026-12-24","intervals":[{"open":"x","close":"14:00"}]}])") ==
        "f[0].intervals[0].open");
  CHECK(fault(rules::exceptions, R"([{"date":"2026-12-24","closed":true,"why":1}])") == "f[0].why");
  CHECK(fault(rules::exceptions,
              R"([{"date":"2026-12-24","closed":true},{"date":"2026-12-24","closed":true}])") ==
        "f[1].date");
}
