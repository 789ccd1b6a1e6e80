#include "base/phone.hpp"

#include <doctest/doctest.h>

#include <array>
#include <string>
#include <string_view>

#include "base/csv_rows.hpp"
#include "base/prng.hpp"

namespace {

using namespace sivo;
using Kind = Number::Kind;

// What the parser makes of a text, in one word.
std::string outcome(std::string_view text, const DialPlan* plan = nullptr) {
  const auto number = parse_number(text, plan);
  if (!number) return "refused";
  switch (number->kind) {
    case Kind::kE164:
      return number->text;
    case Kind::kShortCode:
      return "short " + number->text;
    case Kind::kWithheld:
      return "withheld";
  }
  return "?";
}

// Rows whose documented answer is another than libphonenumber's. The last two columns of the file,
// is_possible and is_valid, judge lengths and number ranges by national data. We carry none: where
// libphonenumber gives a number that it calls impossible, either answer is right for a row below.
struct Difference {
  std::string_view input;
  std::string_view ours;
  std::string_view reason;
};
constexpr std::array<Difference, 4> kDifferences = {{
    {"112", "short 112", "an emergency call is no number of the country"},
    {"+1234567890123456", "refused", "16 digits are more than E.164 has"},
    {"anonymous", "withheld", "a hidden number is a fact, not an error"},
    {"", "withheld", "no number is a fact, not an error"},
}};

TEST_CASE(
    "every awkward way to write a number gives libphonenumber's E.164, or a named difference" *
    doctest::test_suite("shared")) {
  size_t differences = 0;
  for (const auto& row : test::read_shared_csv("telephony/e164_cases.csv")) {
    CAPTURE(row[0]);
    CAPTURE(row[1]);
    const DialPlan* plan = row[1].empty() ? nullptr : find_dial_plan(row[1]);
    REQUIRE((plan != nullptr) == !row[1].empty());
    std::string expected = row[2].empty() ? "refused" : row[2];
    for (const Difference& difference : kDifferences) {
      if (difference.input != row[0]) continue;
      CHECK(expected != difference.ours);
      expected = difference.ours;
      ++differences;
    }
    CHECK(outcome(row[0], plan) == expected);
    const auto number = parse_number(row[0], plan);
    if (number) CHECK(number->extension == row[3]);
  }
  CHECK((differences == 0 || differences == kDifferences.size()));
}

TEST_CASE("a number of every region is understood as dialled there and as E.164" *
          doctest::test_suite("shared")) {
  for (const auto& row : test::read_shared_csv("telephony/e164_examples.csv")) {
    CAPTURE(row[0]);
    CAPTURE(row[5]);
    const DialPlan* plan = find_dial_plan(row[0]);
    REQUIRE(plan != nullptr);
    CHECK(plan->country_code == row[1]);
    CHECK(outcome(row[5], plan) == row[4]);
    CHECK(outcome(row[4], plan) == row[4]);
    CHECK(outcome(row[4]) == row[4]);
    CHECK(is_e164(row[4]));
  }
}

TEST_CASE("the stored form is a plus and 2 to 15 ASCII digits, the first not 0") {
  for (const std::string_view text : {"+12", "+34911234567", "+123456789012345"}) {
    CAPTURE(text);
    CHECK(is_e164(text));
  }
  for (const std::string_view text :
       {"", "+", "+1", "+0123456789", "34911234567", "+34 911", "+1234567890123456",
        "+34911234567 ", "++34911234567", "+3491123456a", "+34911234567\n",
        "\xEF\xBC\x8B"
        "34911234567",
        "+\xD9\xA3\xD9\xA4"}) {
    CAPTURE(text);
    CHECK_FALSE(is_e164(text));
  }
}

TEST_CASE("emergency numbers, extensions and feature codes are short codes at any place") {
  for (const char* region : {"ES", "US", "DE", "RU", "IT", "AR"}) {
    CAPTURE(region);
    const DialPlan* plan = find_dial_plan(region);
    for (const std::string_view code : {"112", "911", "1001", "*69", "0"}) {
      CAPTURE(code);
      CHECK(outcome(code, plan) == "short " + std::string(code));
      CHECK(outcome(code) == "short " + std::string(code));
    }
  }
  CHECK(outcome("sip:1001@pbx.example") == "short 1001");
  CHECK(outcome("*21*0") == "short *21*0");
}

TEST_CASE("a service code that carries a number is refused") {
  CHECK(outcome("*21*911234567#", find_dial_plan("ES")) == "refused");
  CHECK(outcome("#31#911234567", find_dial_plan("ES")) == "refused");
  CHECK(outcome("*123456") == "refused");
}

TEST_CASE("without a plan only international numbers are understood") {
  CHECK(outcome("442079460958") == "+442079460958");
  CHECK(outcome("0034911234567") == "refused");
  CHECK(outcome("911234567") == "refused");
  CHECK(outcome("999123456789") == "refused");
  CHECK(outcome("tel:911234567;phone-context=+34") == "+34911234567");
  CHECK(outcome("tel:911234567;phone-context=example.com") == "refused");
}

TEST_CASE("a plus that the trunk forgot is put back where the plan leaves no doubt") {
  CHECK(outcome("34911234567", find_dial_plan("ES")) == "+34911234567");
  CHECK(outcome("442079460958", find_dial_plan("GB")) == "+442079460958");
  CHECK(outcome("442079460958", find_dial_plan("ES")) == "refused");
}

TEST_CASE("unassigned country codes are refused, long or short tails are not ours to judge") {
  CHECK(outcome("+999123456") == "refused");
  CHECK(outcome("+0123456789") == "refused");
  CHECK(outcome("+34") == "refused");
  CHECK(outcome("+3491") == "+3491");
  CHECK(outcome("+123456789012345") == "+123456789012345");
  CHECK(outcome("+1234567890123456") == "refused");
}

TEST_CASE("a trunk prefix inside an international number falls away, an Italian 0 stays") {
  CHECK(outcome("+33(0)612345678") == "+33612345678");
  CHECK(outcome("+44 (0)20 7946 0958") == "+442079460958");
  CHECK(outcome("+390212345678") == "+390212345678");
  CHECK(outcome("02 1234 5678", find_dial_plan("IT")) == "+390212345678");
  CHECK(outcome("+78001234567") == "+78001234567");
  CHECK(outcome("8 800 123-45-67", find_dial_plan("RU")) == "+78001234567");
}

TEST_CASE("Argentina, Mexico and Brazil have their own ways") {
  const DialPlan* argentina = find_dial_plan("AR");
  CHECK(outcome("0351 15 234-5678", argentina) == "+5493512345678");
  CHECK(outcome("02966 15 23-4567", argentina) == "+5492966234567");
  CHECK(outcome("011 4345-6789", argentina) == "+541143456789");
  CHECK(outcome("+54 11 15 2345 6789") == "+5491123456789");
  CHECK(outcome("044 55 1234 5678", find_dial_plan("MX")) == "+525512345678");
  CHECK(outcome("+52 1 55 1234 5678") == "+525512345678");
  CHECK(outcome("0 15 11 5525-6325", find_dial_plan("BR")) == "+551155256325");
  CHECK(outcome("00 15 34 911234567", find_dial_plan("BR")) == "+34911234567");
}

TEST_CASE("a Russian 810 is international only when the number is too long for Russia") {
  const DialPlan* plan = find_dial_plan("RU");
  CHECK(outcome("8 10 34 911234567", plan) == "+34911234567");
  CHECK(outcome("810 123 45 67", plan) == "+78101234567");
}

TEST_CASE("a tenant's plan adds an outside prefix and an area code") {
  DialPlan plan = *find_dial_plan("US");
  plan.outside_prefix = "9";
  plan.area_code = "212";
  plan.local_digits = 7;
  CHECK(outcome("9 1 212 555 0123", &plan) == "+12125550123");
  CHECK(outcome("9 011 34 911234567", &plan) == "+34911234567");
  CHECK(outcome("9 555 0123", &plan) == "+12125550123");
  CHECK(outcome("555 0123", &plan) == "+12125550123");
  CHECK(outcome("9142000000", &plan) == "+19142000000");
  CHECK(outcome("911", &plan) == "short 911");
  CHECK(outcome("9911", &plan) == "short 9911");
}

TEST_CASE("too many and too few national digits are refused without telling the number") {
  for (const std::string_view text : {"9112345678", "91123456"}) {
    const auto number = parse_number(text, find_dial_plan("ES"));
    REQUIRE_FALSE(number);
    CHECK(number.error().status == Status::kInvalid);
    CHECK(number.error().message.find("9112") == std::string::npos);
  }
}

TEST_CASE("an extension stays beside the number, and a withheld one has neither") {
  const auto number = parse_number("+34911234567 ext. 12", nullptr);
  REQUIRE(number);
  CHECK(*number == Number{Kind::kE164, "+34911234567", "12"});
  CHECK(*parse_number("anonymous", nullptr) == Number{});
}

TEST_CASE("a result is either storable or short, whatever the text") {
  // Texts over the characters that matter; every E.164 result is strict and reads back as itself.
  constexpr std::string_view kAlphabet = "0123456789+()-. *#xet;=:";
  Xoshiro256 random(43);
  for (int i = 0; i < 600; ++i) {
    std::string text;
    for (uint64_t size = random.below(20); size > 0; --size) {
      text += kAlphabet[random.below(random.below(2) == 0 ? 10 : kAlphabet.size())];
    }
    CAPTURE(text);
    for (const char* region : {"ES", "US", "AR", "BR", "RU", "MX"}) {
      const auto number = parse_number(text, find_dial_plan(region));
      if (!number) continue;
      if (number->kind == Kind::kE164) {
        REQUIRE(is_e164(number->text));
      } else {
        REQUIRE(number->text.size() <= kShortCodeSizeMax);
      }
    }
  }
}

}  // namespace
