#include "engine/schedule/calendar.hpp"

#include <doctest/doctest.h>

#include <string>

#include "base/prng.hpp"

namespace sivo::schedule {
namespace {

using schema::Json;

Micros utc(std::string_view text) { return parse_time(text).value(); }

Result<Calendar> compile(const std::string& hours, const std::string& holidays = "[]",
                         const std::string& exceptions = "[]",
                         std::string_view timezone = "Europe/Madrid") {
  const Json h = Json::parse(hours).value();
  const Json d = Json::parse(holidays).value();
  const Json e = Json::parse(exceptions).value();
  return Calendar::compile({timezone, "UTC", &h, &d, &e});
}

const std::string kWeek =
    R"({"mon":{"open":"09:00","close":"18:00"},"tue":[{"open":"09:00","close":"14:00"},
        {"open":"16:00","close":"19:00"}],"wed":null,"fri":{"open":"22:00","close":"02:00"},
        "sun":[{"open":"00:00","close":"24:00"}]})";

DayState state(const Calendar& calendar, std::string_view time) {
  return calendar.at(utc(time)).state;
}

std::string failure(const Result<Calendar>& result) {
  return result.ok() ? "" : result.error().path;
}

}  // namespace

TEST_CASE("case 70: the opening minute is open, the closing minute is closed") {
  const Calendar calendar = compile(kWeek).value();
  CHECK(state(calendar, "2026-11-23T07:59:59.999Z") == DayState::kClosed);
  CHECK(state(calendar, "2026-11-23T08:00:00Z") == DayState::kOpen);
  CHECK(state(calendar, "2026-11-23T16:59:59.999Z") == DayState::kOpen);
  CHECK(state(calendar, "2026-11-23T17:00:00Z") == DayState::kClosed);
}

TEST_CASE("case 72: when the clock goes back, both passes of a local time answer the same") {
  const Calendar calendar = compile(R"({"sun":{"open":"02:15","close":"02:45"}})").value();
  CHECK(state(calendar, "2026-10-25T00:10:00Z") == DayState::kClosed);
  CHECK(state(calendar, "2026-10-25T00:30:00Z") == DayState::kOpen);
  CHECK(state(calendar, "2026-10-25T00:50:00Z") == DayState::kClosed);
  CHECK(state(calendar, "2026-10-25T01:30:00Z") == DayState::kOpen);
  CHECK(state(calendar, "2026-10-25T01:45:00Z") == DayState::kClosed);
}

TEST_CASE("case 73: an opening that the clock skips is the moment after the gap") {
  const Calendar calendar = compile(R"({"sun":{"open":"02:30","close":"12:00"}})").value();
  CHECK(state(calendar, "2026-03-29T00:59:59Z") == DayState::kClosed);
  CHECK(state(calendar, "2026-03-29T01:00:00Z") == DayState::kOpen);
}

TEST_CASE(
    "a closing that the clock skips is the moment after the gap, and so is a whole interval") {
  const Calendar closing = compile(R"({"sun":{"open":"01:00","close":"02:30"}})").value();
  CHECK(state(closing, "2026-03-29T00:59:59Z") == DayState::kOpen);
  CHECK(state(closing, "2026-03-29T01:00:00Z") == DayState::kClosed);
  const Calendar inside = compile(R"({"sun":{"open":"02:10","close":"02:50"}})").value();
  CHECK(state(inside, "2026-03-29T00:59:59Z") == DayState::kClosed);
  CHECK(state(inside, "2026-03-29T01:00:00Z") == DayState::kClosed);
}

TEST_CASE("case 74: an exception opens a holiday") {
  const Calendar calendar =
      compile(
          kWeek, R"(["2026-12-08"])",
          R"([{"date":"2026-12-08","intervals":[{"open":"10:00","close":"12:00"}],"name":"fair"}])")
          .value();
  CHECK(state(calendar, "2026-12-08T10:00:00Z") == DayState::kOpen);
  CHECK(calendar.at(utc("2026-12-08T10:00:00Z")).exception == "fair");
  // The exception decides the rest of the date too: closed, no holiday.
  CHECK(state(calendar, "2026-12-08T15:00:00Z") == DayState::kClosed);
  CHECK(calendar.at(utc("2026-12-08T15:00:00Z")).exception == "fair");
  CHECK(calendar.at(utc("2026-12-09T10:00:00Z")).exception.empty());
}

TEST_CASE("a holiday comes before the weekday, and an exception may close") {
  const Calendar calendar =
      compile(kWeek, R"(["2026-11-23"])", R"([{"date":"2026-11-24","closed":true}])").value();
  CHECK(state(calendar, "2026-11-23T10:00:00Z") == DayState::kHoliday);
  CHECK(state(calendar, "2026-11-24T10:00:00Z") == DayState::kClosed);
  CHECK(state(calendar, "2026-12-01T10:00:00Z") == DayState::kOpen);
}

TEST_CASE("several intervals, a null day and a missing day") {
  const Calendar calendar = compile(kWeek).value();
  CHECK(state(calendar, "2026-11-24T12:59:00Z") == DayState::kOpen);
  CHECK(state(calendar, "2026-11-24T13:00:00Z") == DayState::kClosed);
  CHECK(state(calendar, "2026-11-24T15:00:00Z") == DayState::kOpen);
  CHECK(state(calendar, "2026-11-25T12:00:00Z") == DayState::kClosed);
  CHECK(state(calendar, "2026-11-26T12:00:00Z") == DayState::kClosed);
}

TEST_CASE("an interval past midnight belongs to the date it starts on") {
  const Calendar calendar = compile(kWeek, R"(["2026-11-28"])").value();
  CHECK(state(calendar, "2026-11-27T22:59:00Z") == DayState::kOpen);     // Friday 23:59
  CHECK(state(calendar, "2026-11-28T00:59:00Z") == DayState::kOpen);     // into the holiday
  CHECK(state(calendar, "2026-11-28T01:00:00Z") == DayState::kHoliday);  // Saturday 02:00
  CHECK(state(calendar, "2026-11-27T00:30:00Z") == DayState::kClosed);   // Friday 01:30
  const Calendar closed = compile(kWeek, R"(["2026-11-27"])").value();
  CHECK(state(closed, "2026-11-28T00:30:00Z") == DayState::kClosed);  // the Friday was a holiday
}

TEST_CASE("24:00 closes at midnight; equal open and close are a whole day") {
  const Calendar sunday = compile(kWeek).value();
  CHECK(state(sunday, "2026-11-28T23:00:00Z") == DayState::kOpen);
  CHECK(state(sunday, "2026-11-29T22:59:59Z") == DayState::kOpen);
  CHECK(state(sunday, "2026-11-29T23:00:00Z") == DayState::kClosed);
  const Calendar around =
      compile(R"({"mon":{"open":"08:00","close":"08:00"}})", "[]", "[]", "UTC").value();
  CHECK(state(around, "2026-11-23T07:59:59Z") == DayState::kClosed);
  CHECK(state(around, "2026-11-23T08:00:00Z") == DayState::kOpen);
  CHECK(state(around, "2026-11-24T07:59:59Z") == DayState::kOpen);
  CHECK(state(around, "2026-11-24T08:00:00Z") == DayState::kClosed);
}

TEST_CASE("the schedule's zone wins, the default takes its place") {
  const Json hours = Json::parse(R"({"mon":{"open":"09:00","close":"18:00"}})").value();
  const Calendar own =
      Calendar::compile({"Europe/Madrid", "UTC", &hours, nullptr, nullptr}).value();
  const Calendar other = Calendar::compile({"", "UTC", &hours, nullptr, nullptr}).value();
  CHECK(state(own, "2026-11-23T08:30:00Z") == DayState::kOpen);
  CHECK(state(other, "2026-11-23T08:30:00Z") == DayState::kClosed);
  CHECK(own.zone().name() == "Europe/Madrid");
}

TEST_CASE("an empty schedule is always closed and never changes") {
  const Calendar calendar = Calendar::compile({"UTC", "", nullptr, nullptr, nullptr}).value();
  CHECK(state(calendar, "2026-11-23T08:30:00Z") == DayState::kClosed);
  CHECK(calendar.next_change(utc("2026-11-23T08:30:00Z")) == kNever);
  CHECK(calendar.next_change(kTimeMax) == kNever);
}

TEST_CASE("the next change is the next opening, closing, holiday or end of one") {
  const Calendar calendar = compile(kWeek, R"(["2026-11-24"])").value();
  CHECK(calendar.next_change(utc("2026-11-23T07:00:00Z")) == utc("2026-11-23T08:00:00Z"));
  CHECK(calendar.next_change(utc("2026-11-23T08:00:00Z")) == utc("2026-11-23T17:00:00Z"));
  CHECK(calendar.next_change(utc("2026-11-23T17:00:00Z")) == utc("2026-11-23T23:00:00Z"));
  CHECK(calendar.next_change(utc("2026-11-23T23:00:00Z")) == utc("2026-11-24T23:00:00Z"));
  CHECK(calendar.next_change(utc("2026-11-28T00:00:00Z")) == utc("2026-11-28T01:00:00Z"));
}

TEST_CASE("the next change sees both passes of a repeated hour and the end of a skipped one") {
  const Calendar calendar = compile(R"({"sun":{"open":"02:15","close":"02:45"}})").value();
  CHECK(calendar.next_change(utc("2026-10-25T00:15:00Z")) == utc("2026-10-25T00:45:00Z"));
  CHECK(calendar.next_change(utc("2026-10-25T00:45:00Z")) == utc("2026-10-25T01:15:00Z"));
  const Calendar skipped = compile(R"({"sun":{"open":"02:30","close":"12:00"}})").value();
  CHECK(skipped.next_change(utc("2026-03-29T00:30:00Z")) == utc("2026-03-29T01:00:00Z"));
}

TEST_CASE("a year away is still found, past the horizon is never") {
  const std::string none = "{}";
  const Calendar near = compile(none, R"(["2027-12-01"])").value();
  CHECK(near.next_change(utc("2026-11-23T00:00:00Z")) == utc("2027-11-30T23:00:00Z"));
  const Calendar far = compile(none, R"(["2029-12-01"])").value();
  CHECK(far.next_change(utc("2026-11-23T00:00:00Z")) == kNever);
}

TEST_CASE("the next change agrees with asking every minute") {
  Xoshiro256 random(3);
  const char* clocks[] = {"00:00", "01:30", "02:00", "02:30", "03:00", "09:00", "18:00", "23:59"};
  for (int round = 0; round < 20; ++round) {
    std::string hours = "{";
    for (const char* day : {"sat", "sun", "mon"}) {
      if (hours.size() > 1) hours += ",";
      hours += "\"" + std::string(day) + "\":{\"open\":\"" + clocks[random.below(8)] +
               "\",\"close\":\"" + clocks[random.below(8)] + "\"}";
    }
    const Calendar calendar = compile(hours + "}").value();
    const Micros begin = utc(random.below(2) ? "2026-03-28T12:00:00Z" : "2026-10-24T12:00:00Z");
    Micros expected = begin;
    const Micros next = calendar.next_change(begin);
    while (expected < begin + 2 * kDay && calendar.at(expected).state == calendar.at(begin).state) {
      expected += kMinute;
    }
    if (expected < begin + 2 * kDay) REQUIRE(next == expected);
    if (expected >= begin + 2 * kDay) REQUIRE(next >= expected);
  }
}

TEST_CASE("what is wrong in a schedule is named by its path") {
  CHECK(failure(compile("{}", "[]", "[]", "Europe/Nowhere")) == "timezone");
  CHECK(failure(compile("[]")) == "hours");
  CHECK(failure(compile(R"({"monday":null})")) == "hours");
  CHECK(failure(compile(R"({"mon":5})")) == "hours.mon");
  CHECK(failure(compile(R"({"mon":{"open":"09:00"}})")) == "hours.mon.close");
  CHECK(failure(compile(R"({"mon":{"open":"9:00","close":"18:00"}})")) == "hours.mon.open");
  CHECK(failure(compile(R"({"mon":[{"open":"24:00","close":"18:00"}]})")) == "hours.mon[0].open");
  CHECK(failure(compile(R"({"mon":[{"open":"09:60","close":"18:00"}]})")) == "hours.mon[0].open");
  CHECK(failure(compile(R"({"mon":[{"open":"09:00","close":"24:01"}]})")) == "hours.mon[0].close");
  CHECK(failure(compile(R"({"mon":{"open":"09:00","close":"18:00","note":1}})")) == "hours.mon");
  CHECK(failure(compile("{}", R"(["2026-02-29"])")) == "holidays[0]");
  CHECK(failure(compile("{}", R"(["2026-01-01",20260102])")) == "holidays[1]");
  CHECK(failure(compile("{}", R"({"a":1})")) == "holidays");
  CHECK(failure(compile("{}", "[]", R"([{"date":"2026-01-01"}])")) == "exceptions[0]");
  CHECK(failure(compile("{}", "[]", R"([{"date":"2026-01-01","closed":true,"intervals":[]}])")) ==
        "exceptions[0]");
  CHECK(failure(compile("{}", "[]", R"([{"date":"2026-01-01","closed":1}])")) ==
        "exceptions[0].closed");
  CHECK(failure(compile("{}", "[]", R"([{"closed":true}])")) == "exceptions[0].date");
  CHECK(failure(compile("{}", "[]", R"([{"date":"2026-01-01","intervals":[{"open":"x"}]}])")) ==
        "exceptions[0].intervals[0].open");
  CHECK(failure(compile(
            "{}", "[]",
            R"([{"date":"2026-01-01","closed":true},{"date":"2026-01-01","closed":true}])")) ==
        "exceptions[1].date");
}

TEST_CASE("limits hold at the maximum and break one past it") {
  const auto holidays = [](size_t count) {
    std::string text = "[";
    for (size_t i = 0; i < count; ++i) text += std::string(i ? "," : "") + "\"2026-01-01\"";
    return text + "]";
  };
  CHECK(compile("{}", holidays(kHolidaysMax)).ok());
  CHECK(failure(compile("{}", holidays(kHolidaysMax + 1))) == "holidays");
  const auto intervals = [](size_t count) {
    std::string text = R"({"mon":[)";
    for (size_t i = 0; i < count; ++i) {
      text += std::string(i ? "," : "") + R"({"open":"09:00","close":"10:00"})";
    }
    return text + "]}";
  };
  CHECK(compile(intervals(kIntervalsPerDayMax)).ok());
  CHECK(failure(compile(intervals(kIntervalsPerDayMax + 1))) == "hours.mon");
  const auto named = [](size_t size) {
    return R"([{"date":"2026-01-01","closed":true,"name":")" + std::string(size, 'n') + R"("}])";
  };
  CHECK(compile("{}", "[]", named(kExceptionNameMax)).ok());
  CHECK(failure(compile("{}", "[]", named(kExceptionNameMax + 1))) == "exceptions[0].name");
}

TEST_CASE("a zone that this machine does not know counts as UTC where that is asked for") {
  const schema::Json hours = *schema::Json::parse(R"({"mon":{"open":"09:00","close":"10:00"}})");
  CalendarSource source;
  source.timezone = "No/Where";
  source.hours = &hours;
  CHECK(Calendar::compile(source).error().path == "timezone");
  source.is_unknown_utc = true;
  const auto calendar = Calendar::compile(source);
  REQUIRE(calendar.ok());
  CHECK(calendar->zone().name() == "UTC");
  const auto at = [&](std::string_view moment) {
    return calendar->at(parse_time(moment).value()).state;
  };
  CHECK(at("2026-07-06T09:00:00Z") == DayState::kOpen);
  CHECK(at("2026-07-06T10:00:00Z") == DayState::kClosed);
  CHECK(calendar->next_change(parse_time("2026-07-06T09:30:00Z").value()) ==
        parse_time("2026-07-06T10:00:00Z").value());
}

TEST_CASE("the states have the names of the specification") {
  CHECK(day_state_name(DayState::kOpen) == "open");
  CHECK(day_state_name(DayState::kClosed) == "closed");
  CHECK(day_state_name(DayState::kHoliday) == "holiday");
}

}  // namespace sivo::schedule
