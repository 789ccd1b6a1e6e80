#include "engine/ivr/calendar_names.hpp"

#include <doctest/doctest.h>

namespace sivo::ivr {

TEST_CASE("a language is found by its base, whatever its region and case") {
  CHECK(calendar_names("es").days[2] == "miércoles");
  CHECK(calendar_names("es-MX").months[0] == "enero");
  CHECK(calendar_names("ES_es").short_days[5] == "sáb");
  CHECK(calendar_names("ca").language == "ca");
}

TEST_CASE("an unknown language speaks English") {
  CHECK(calendar_names("").days[0] == "Monday");
  CHECK(calendar_names("xx").months[11] == "December");
  CHECK(calendar_names("est").language == "en");
}

TEST_CASE("no language lacks a name") {
  for (const char* language : {"en", "es", "ca", "pt", "fr", "it", "de"}) {
    const CalendarNames& names = calendar_names(language);
    CHECK(names.language == language);
    for (const auto name : names.days) CHECK_FALSE(name.empty());
    for (const auto name : names.short_days) CHECK_FALSE(name.empty());
    for (const auto name : names.months) CHECK_FALSE(name.empty());
    for (const auto name : names.short_months) CHECK_FALSE(name.empty());
  }
}

}  // namespace sivo::ivr
