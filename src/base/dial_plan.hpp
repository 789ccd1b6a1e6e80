#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace sivo {

// When the trunk prefix in front of a national number is dropped.
enum class TrunkRule : uint8_t {
  kAlways,       // no national number begins with it ("0" in most countries)
  kWhenTooLong,  // some do: it is the prefix only if the number is too long with it ("8" in Russia)
};

// How numbers are dialled at one place: a country's rules, changed for a tenant where it differs.
// The texts belong to whoever made the plan. Prefix lists separate their alternatives with "|", "?"
// stands for any digit; the longest that fits counts.
struct DialPlan {
  std::string_view country_code;            // "34"
  std::string_view international_prefixes;  // "00", "0011|0014"
  std::string_view trunk_prefixes;          // "0", "06", "" where there is none
  uint8_t national_digits_min = 1;          // without the trunk prefix; fewer is a short code
  uint8_t national_digits_max = 15;
  TrunkRule trunk_rule = TrunkRule::kAlways;
  uint8_t carrier_digits = 0;  // of a carrier code that may follow the trunk prefix (Brazil: 2)

  // Of the tenant, empty in the built-in plans.
  std::string_view outside_prefix =
      {};  // dialled to get a line ("9"); dropped when a whole number follows
  std::string_view area_code = {};  // put before a number of local_digits digits
  uint8_t local_digits = 0;
};

// The plan of an ISO 3166 region ("ES"; also "AC", "TA", "XK"), or null. Facts of ITU-T E.164 and
// the national plans; lengths are the possible ones over all kinds of numbers. They change over the
// years, so they only judge what is dialled the national way, never a number with "+".
const DialPlan* find_dial_plan(std::string_view region);

// The plan of a country code ("34"; of a shared one, its main country), or null.
const DialPlan* find_dial_plan_of_code(std::string_view country_code);

// The assigned E.164 country code that the digits begin with, countries and global services
// (800, 870, 881, 882, 883, 979…) alike; empty when there is none. No code begins another.
std::string_view leading_country_code(std::string_view digits);

// Size of the prefix of the list that the digits begin with, 0 for none.
size_t match_prefix(std::string_view prefixes, std::string_view digits);

}  // namespace sivo
