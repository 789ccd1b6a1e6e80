#include "engine/ivr/date_format.hpp"

#include <doctest/doctest.h>

#include "base/time.hpp"

namespace sivo::ivr {
namespace {

std::string written(std::string_view format, std::string_view time, const char* zone = nullptr,
                    std::string_view language = "en") {
  REQUIRE(check_date_format(format).ok());
  std::optional<schedule::Zone> clock;
  if (zone != nullptr) clock = *schedule::Zone::find(zone);
  const auto local = read_local_time(time, clock ? &*clock : nullptr);
  return local ? format_local_time(format, *local, calendar_names(language)) : "no time";
}

}  // namespace

TEST_CASE("every letter of the format") {
  struct Row {
    const char* format;
    const char* text;
  };
  for (const Row& row : {
           Row{"%Y", "2026"}, Row{"%y", "26"},         Row{"%m", "02"},       Row{"%d", "05"},
           Row{"%e", "5"},    Row{"%j", "036"},        Row{"%H", "15"},       Row{"%I", "03"},
           Row{"%M", "04"},   Row{"%S", "09"},         Row{"%p", "PM"},       Row{"%A", "Thursday"},
           Row{"%a", "Thu"},  Row{"%B", "February"},   Row{"%b", "Feb"},      Row{"%u", "4"},
           Row{"%%", "%"},    Row{"%F", "2026-02-05"}, Row{"%T", "15:04:09"}, Row{"%R", "15:04"},
       }) {
    CHECK_MESSAGE(written(row.format, "2026-02-05T15:04:09.9Z") == row.text, row.format);
  }
  CHECK(written("día %e", "2026-02-05T15:04:09Z") == "día 5");
}

TEST_CASE("noon and midnight on the twelve-hour clock") {
  CHECK(written("%I %p", "2026-02-05T00:00:00Z") == "12 AM");
  CHECK(written("%I %p", "2026-02-05T12:00:00Z") == "12 PM");
  CHECK(written("%I %p", "2026-02-05T23:59:59Z") == "11 PM");
}

TEST_CASE("a moment is shown on the zone's clock, in its language") {
  CHECK(written("%A %e de %B, %R", "2026-07-01T23:30:00Z", "Europe/Madrid", "es") ==
        "jueves 2 de julio, 01:30");
  CHECK(written("%F %R", "2026-01-01T00:30:00+01:00", "America/New_York") == "2025-12-31 18:30");
  CHECK(written("%j", "2024-12-31T12:00:00Z") == "366");
  CHECK(written("%F", "1969-12-31T23:59:59Z") == "1969-12-31");
  CHECK(written("%F", "0001-01-01T00:00:00Z", "Pacific/Honolulu") == "0000-12-31");
}

TEST_CASE("a date alone is the same day on every clock") {
  CHECK(written("%F %R", "2026-11-21", "America/New_York") == "2026-11-21 00:00");
  CHECK(written("%F", "1950-02-28") == "1950-02-28");
}

TEST_CASE("what is no time") {
  for (const char* text :
       {"", "tomorrow", "2026-13-01T00:00:00Z", "2026-02-30", "2026-11-21T09:30", "1732176000"}) {
    CHECK_MESSAGE(written("%F", text) == "no time", text);
  }
}

TEST_CASE("formats with other letters, none and too long ones are refused") {
  for (const char* format : {"", "%", "%d %", "%x", "%-d", "%é"}) {
    CHECK_MESSAGE(!check_date_format(format).ok(), format);
  }
  CHECK(check_date_format(std::string(kDateFormatBytesMax, 'x')).ok());
  CHECK_FALSE(check_date_format(std::string(kDateFormatBytesMax + 1, 'x')).ok());
}

}  // namespace sivo::ivr
