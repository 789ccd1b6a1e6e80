#include "engine/ivr/letter_case.hpp"

#include <doctest/doctest.h>

#include <span>

#include "engine/ivr/letter_case_ranges.hpp"

namespace sivo::ivr {
namespace {

void check_order(std::span<const CaseRange> ranges) {
  for (size_t i = 0; i < ranges.size(); ++i) {
    CHECK(ranges[i].first <= ranges[i].last);
    CHECK((ranges[i].last - ranges[i].first) % ranges[i].stride == 0);
    CHECK(ranges[i].delta != 0);
    if (i > 0) CHECK(ranges[i - 1].last < ranges[i].first);
  }
}

}  // namespace

TEST_CASE("the ranges are sorted and apart") {
  check_order(kToLower);
  check_order(kToUpper);
}

TEST_CASE("letters of the scripts of our callers change their case") {
  CHECK(upper_text("straße ñandú çà œuvre žluťoučký") == "STRAßE ÑANDÚ ÇÀ ŒUVRE ŽLUŤOUČKÝ");
  CHECK(lower_text("ÁÉÍÓÚÜÑ ŁÓDŹ ĲSSEL ẞ") == "áéíóúüñ łódź ĳssel ß");
  CHECK(upper_text("αβγς ώ") == "ΑΒΓΣ Ώ");
  CHECK(lower_text("ΑΒΓΣ Ώ") == "αβγσ ώ");
  CHECK(upper_text("привет ёж ґ") == "ПРИВЕТ ЁЖ Ґ");
  CHECK(lower_text("ПРИВЕТ ЁЖ Ґ") == "привет ёж ґ");
  CHECK(upper_text("ա ა") == "Ա Ა");
  CHECK(lower_text("123 +-#*@[`{") == "123 +-#*@[`{");
}

TEST_CASE("letters that differ in case only fold to the same") {
  CHECK(fold_text("ΣΊΣΥΦΟΣ") == fold_text("σίσυφος"));
  CHECK(fold_text("\u212A") == "k");  // the Kelvin sign
  CHECK(fold_text("\u017F") == "s");  // the long s
  CHECK(fold_text("\u00B5") == fold_text("\u03BC"));
  CHECK(fold_text("ẞ") == fold_text("ß"));
  CHECK(fold_text("Ǆ") == fold_text("ǆ"));
  CHECK(fold_text("ǅ") == fold_text("ǆ"));
}

TEST_CASE("letters that are no pair stay apart") {
  CHECK(fold_text("ß") != fold_text("ss"));
  CHECK(fold_text("ı") != fold_text("i"));
  CHECK(fold_text("İ") != fold_text("i"));
  CHECK(fold_text("é") != fold_text("e"));
}

TEST_CASE("folding twice is folding once, for every code point") {
  for (char32_t c = 0; c <= 0x1FFFF; c += c < 0x2D00 ? 1 : 7) {
    const char32_t folded = fold_case(c);
    if (fold_case(folded) != folded) FAIL_CHECK(static_cast<uint32_t>(c));
  }
}

}  // namespace sivo::ivr
