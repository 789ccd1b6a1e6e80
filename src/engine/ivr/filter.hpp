#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/dial_plan.hpp"
#include "base/result.hpp"
#include "engine/ivr/scope.hpp"
#include "engine/schedule/zone.hpp"

namespace sivo::ivr {

inline constexpr size_t kSplitPartsMax = 1000;  // the last one holds the rest

// The filters of version 1. A missing value and null pass all but `default` (and `json`, which
// writes null); a value of a kind that a filter does not take stays as it is.
enum class FilterName : uint8_t {
  kDefault,  // :x      x for missing, null and ""
  kUpper,    //         text
  kLower,    //         text
  kTrim,     //         text without white space at both ends
  kLength,   //         characters of a text, items of an array, members of an object
  kFirst,    //         the first character or item; missing when an array is empty
  kLast,     //         the last one
  kSlice,    // :a,b    characters or items from a up to b (left out: the end), from the end if < 0
  kReplace,  // :a,b    b for each a
  kSplit,    // :sep    an array of texts
  kJoin,     // :sep    the texts of an array's items
  kDigits,   //         0 to 9 only
  kSpell,    //         a space between characters, none kept, so that they are spoken singly
  kMask,     // :n      * for each character but the last n
  kRound,    // :n      a number with at most n places, half away from zero
  kDate,     // :f,tz   a time in the format f (date_format.hpp) on the clock tz or the scope's
  kE164,     // :cc     a telephone number dialled in country "34" or "ES", as +34…
  kJson,     //         compact JSON
  kUrlencode,  //         percent-encoded; not encoded again where the sink would
  kXml,        //         XML text; not escaped again where the sink would
};

// Kinds of JSON values, one bit for each schema::Json::Type.
using JsonKinds = uint8_t;
constexpr JsonKinds kind_of(schema::Json::Type type) {
  return static_cast<JsonKinds>(1U << static_cast<unsigned>(type));
}
inline constexpr JsonKinds kAnyKind = 0x3F;

struct FilterCall {
  FilterName name = FilterName::kDefault;
  std::vector<schema::Json> args;
  std::optional<schedule::Zone> zone;  // of date
  const DialPlan* plan = nullptr;      // of e164; the built-in plans live forever
};

// An unknown filter and wrong arguments are errors (E131).
Result<FilterCall> make_filter(std::string_view name, std::vector<schema::Json> args);
std::string_view filter_name(FilterName name);

// What a filter works on, null aside, and what it makes of a value of the given kinds.
JsonKinds filter_takes(FilterName name);
JsonKinds filter_gives(const FilterCall& call, JsonKinds kinds);
// The first of the filters that takes no value of these kinds; null when all fit (W213).
const FilterCall* find_misfit(std::span<const FilterCall> calls, JsonKinds kinds);

struct FilterPlace {
  const Scope& scope;
  RenderNotes& notes;
  bool is_cut = false;  // a result was longer than kTextBytesMax
};

// `value` (null: missing) may lie in `room`; the result lies in it, in `room` or in `call`.
const schema::Json* apply_filter(const FilterCall& call, const schema::Json* value,
                                 schema::Json& room, FilterPlace& place);

}  // namespace sivo::ivr
