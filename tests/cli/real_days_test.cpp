#include <doctest/doctest.h>

#include <array>

#include "cli/json.hpp"
#include "cli/program.hpp"

namespace sivo::cli {
namespace {

const std::string kData =
    std::string(SIVO_SOURCE_DIR) + "/../shared/data/bank/calls_1999_jan_jul.csv.gz";
const std::string kProgram = std::string(SIVO_BINARY_DIR) + "/examples/cpp/business_day";

// Mostly the short days of the week, so that they are done in a moment; all of them are in the slow
// suite.
constexpr std::array<const char*, 20> kDays = {
    "1999-01-02", "1999-01-08", "1999-01-09", "1999-01-16", "1999-01-23",
    "1999-02-05", "1999-02-06", "1999-02-13", "1999-03-06", "1999-03-11",
    "1999-03-27", "1999-04-01", "1999-04-02", "1999-04-10", "1999-04-17",
    "1999-05-08", "1999-05-22", "1999-06-05", "1999-05-23", "1999-07-10"};

int64_t number(const JsonValue& summary, std::string_view name) {
  const JsonValue* value = summary.find(name);
  REQUIRE(value != nullptr);
  return std::stoll(value->text);
}

// Calls of the day; 0 when the record has none.
int64_t check_day(const std::string& date, const std::string& record = kData) {
  const test::Folder folder;
  const test::Ran ran =
      test::run_program(folder, {kProgram, "--calls", record, "--date", date, "--database",
                                 folder / "day.sivo", "--durability", "none", "--json"});
  CAPTURE(date);
  CAPTURE(ran.err);
  CAPTURE(ran.out);
  if (ran.err.find("there are none") != std::string::npos) return 0;
  REQUIRE(ran.code == 0);
  const JsonValue summary = parse_json(ran.out);
  const int64_t offered = number(summary, "offered");
  CHECK(offered > 0);
  CHECK(number(summary, "call_records") == offered);
  CHECK(number(summary, "served") + number(summary, "left_in_menu") +
            number(summary, "left_in_queue") + number(summary, "turned_away") +
            number(summary, "still_there") ==
        offered);
  // Nobody is turned away by a flow that has no such end.
  CHECK(number(summary, "turned_away") == 0);
  const JsonValue* recorded = summary.find("recorded");
  REQUIRE(recorded != nullptr);
  // Everybody who left inside the real IVR leaves inside ours.
  CHECK(number(summary, "left_in_menu") == number(summary, "recorded_left_in_menu"));
  CHECK(number(*recorded, "wanted") + number(summary, "recorded_left_in_menu") == offered);
  CHECK(summary.find("problems")->items.empty());
  return offered;
}

bool is_here() {
  for (const std::string& path : {kData, kProgram}) {
    if (std::filesystem::exists(path)) continue;
    MESSAGE("SKIPPED: ", path, " is not here");
    return false;
  }
  return true;
}

}  // namespace

TEST_CASE("every call of twenty real days is accounted for") {
  if (!is_here()) return;
  for (const char* date : kDays) CHECK(check_day(date) > 0);
}

TEST_SUITE_BEGIN("slow");

TEST_CASE("every call of seven months is accounted for") {
  if (!is_here()) return;
  constexpr int kRows = 249'942;  // of the record
  constexpr std::array<int, 7> kDaysOfMonth = {31, 28, 31, 30, 31, 30, 31};
  // Unpacked once, not for each day.
  const test::Folder folder;
  const test::Ran unpacked = test::run_program(folder, {"gzip", "-dc", kData});
  REQUIRE(unpacked.code == 0);
  const std::string record = folder / "calls.csv";
  test::write_text(record, unpacked.out);
  int64_t calls = 0;
  for (size_t month = 0; month < kDaysOfMonth.size(); ++month) {
    for (int day = 1; day <= kDaysOfMonth[month]; ++day) {
      const std::string number = (day < 10 ? "0" : "") + std::to_string(day);
      calls += check_day("1999-0" + std::to_string(month + 1) + "-" + number, record);
    }
  }
  CHECK(calls == kRows);
}

TEST_SUITE_END();

}  // namespace sivo::cli
