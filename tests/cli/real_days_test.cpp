#include <doctest/doctest.h>

#include <array>

#include "cli/json.hpp"
#include "cli/program.hpp"

namespace sivo::cli {
namespace {

const std::string kData =
    std::string(SIVO_SOURCE_DIR) + "/../shared/data/bank/calls_1999_jan_jul.csv.gz";
const std::string kProgram = std::string(SIVO_BINARY_DIR) + "/examples/cpp/business_day";

// Weekdays and short days, quiet and overloaded ones, from each month.
constexpr std::array<const char*, 22> kDays = {
    "1999-01-03", "1999-01-04", "1999-01-06", "1999-01-08", "1999-01-13", "1999-02-02",
    "1999-02-10", "1999-02-21", "1999-03-11", "1999-03-14", "1999-03-24", "1999-03-31",
    "1999-04-02", "1999-04-15", "1999-04-26", "1999-05-02", "1999-05-12", "1999-05-23",
    "1999-06-09", "1999-06-27", "1999-07-04", "1999-07-05"};

int64_t number(const JsonValue& summary, std::string_view name) {
  const JsonValue* value = summary.find(name);
  REQUIRE(value != nullptr);
  return std::stoll(value->text);
}

void check_day(const std::string& date) {
  const test::Folder folder;
  const test::Ran ran =
      test::run_program(folder, {kProgram, "--calls", kData, "--date", date, "--database",
                                 folder / "day.sivo", "--durability", "none", "--json"});
  CAPTURE(date);
  CAPTURE(ran.err);
  CAPTURE(ran.out);
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
}

}  // namespace

TEST_CASE("every call of twenty-two real days is accounted for") {
  if (!std::filesystem::exists(kData)) {
    MESSAGE("SKIPPED: ", kData, " is not here");
    return;
  }
  if (!std::filesystem::exists(kProgram)) {
    MESSAGE("SKIPPED: ", kProgram, " is not built");
    return;
  }
  for (const char* date : kDays) check_day(date);
}

}  // namespace sivo::cli
