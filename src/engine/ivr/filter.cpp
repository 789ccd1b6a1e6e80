#include "engine/ivr/filter.hpp"

#include <array>
#include <string>

#include "base/text.hpp"
#include "engine/ivr/date_format.hpp"
#include "engine/ivr/value_text.hpp"

namespace sivo::ivr {
namespace {

using schema::Json;
using Type = Json::Type;

enum class ArgKind : uint8_t {
  kAny,
  kText,
  kSomeText,  // not empty
  kIndex,
  kKept,
  kPlaces,
  kFormat,
  kZone,
  kCountry,
};

constexpr int64_t kIndexMax = 1'000'000;
constexpr int64_t kKeptMax = 64;
constexpr int64_t kPlacesMax = 20;

constexpr JsonKinds kString = kind_of(Type::kString);
constexpr JsonKinds kArray = kind_of(Type::kArray);
constexpr JsonKinds kNumber = kind_of(Type::kNumber);
constexpr JsonKinds kScalar = kString | kNumber | kind_of(Type::kBool);

struct Signature {
  std::string_view name;
  size_t args_min;
  size_t args_max;
  std::array<ArgKind, 2> args;
  JsonKinds takes;
};

// In the order of FilterName.
constexpr std::array<Signature, 20> kSignatures = {{
    {"default", 1, 1, {ArgKind::kAny}, kAnyKind},
    {"upper", 0, 0, {}, kScalar},
    {"lower", 0, 0, {}, kScalar},
    {"trim", 0, 0, {}, kScalar},
    {"length", 0, 0, {}, kScalar | kArray | kind_of(Type::kObject)},
    {"first", 0, 0, {}, kScalar | kArray},
    {"last", 0, 0, {}, kScalar | kArray},
    {"slice", 1, 2, {ArgKind::kIndex, ArgKind::kIndex}, kScalar | kArray},
    {"replace", 2, 2, {ArgKind::kSomeText, ArgKind::kText}, kScalar},
    {"split", 1, 1, {ArgKind::kSomeText}, kScalar},
    {"join", 1, 1, {ArgKind::kText}, kArray},
    {"digits", 0, 0, {}, kScalar},
    {"spell", 0, 0, {}, kScalar},
    {"mask", 1, 1, {ArgKind::kKept}, kScalar},
    {"round", 1, 1, {ArgKind::kPlaces}, kNumber | kString},
    {"date", 1, 2, {ArgKind::kFormat, ArgKind::kZone}, kString},
    {"e164", 1, 1, {ArgKind::kCountry}, kScalar},
    {"json", 0, 0, {}, kAnyKind},
    {"urlencode", 0, 0, {}, kScalar},
    {"xml", 0, 0, {}, kScalar},
}};

const Signature& signature_of(FilterName name) { return kSignatures[static_cast<size_t>(name)]; }

Result<void> check_integer(const Json& arg, int64_t low, int64_t high) {
  if (arg.is_integer() && arg.as_integer() >= low && arg.as_integer() <= high) return {};
  return invalid(
      {}, "expected a whole number from " + std::to_string(low) + " to " + std::to_string(high));
}

Result<void> read_zone(FilterCall& call, const Json& arg) {
  if (!arg.is_string()) return invalid({}, "expected a time zone such as \"Europe/Madrid\"");
  auto zone = schedule::Zone::find(arg.as_string());
  if (!zone) return zone.take_error();
  call.zone = *zone;
  return {};
}

Result<void> read_country(FilterCall& call, const Json& arg) {
  const std::string text = arg.is_string() || arg.is_integer() ? value_text(arg) : std::string();
  const std::string_view code = std::string_view(text).substr(text.starts_with('+') ? 1 : 0);
  call.plan = find_dial_plan(code);
  if (call.plan == nullptr) call.plan = find_dial_plan_of_code(code);
  if (call.plan != nullptr) return {};
  return invalid({}, "expected a country such as \"34\" or \"ES\"");
}

Result<void> read_argument(FilterCall& call, ArgKind kind, const Json& arg) {
  switch (kind) {
    case ArgKind::kAny:
      return {};
    case ArgKind::kText:
      if (arg.is_string()) return {};
      return invalid({}, "expected a text");
    case ArgKind::kSomeText:
      if (arg.is_string() && !arg.as_string().empty()) return {};
      return invalid({}, "expected a text that is not empty");
    case ArgKind::kIndex:
      return check_integer(arg, -kIndexMax, kIndexMax);
    case ArgKind::kKept:
      return check_integer(arg, 0, kKeptMax);
    case ArgKind::kPlaces:
      return check_integer(arg, 0, kPlacesMax);
    case ArgKind::kFormat:
      if (arg.is_string()) return check_date_format(arg.as_string());
      return invalid({}, "expected a date format such as \"%d/%m/%Y\"");
    case ArgKind::kZone:
      return read_zone(call, arg);
    case ArgKind::kCountry:
      return read_country(call, arg);
  }
  return {};
}

Error in_filter(const Signature& signature, Error error) {
  error.message += " as argument of the filter " + std::string(signature.name);
  return error;
}

std::string argument_count(const Signature& signature) {
  if (signature.args_max == 0) return "no argument";
  std::string count = std::to_string(signature.args_min);
  if (signature.args_max > signature.args_min) count += " or " + std::to_string(signature.args_max);
  return count + (signature.args_max == 1 ? " argument" : " arguments");
}

const Signature* find_signature(std::string_view name) {
  for (const Signature& signature : kSignatures) {
    if (signature.name == name) return &signature;
  }
  return nullptr;
}

}  // namespace

Result<FilterCall> make_filter(std::string_view name, std::vector<Json> args) {
  const Signature* signature = find_signature(name);
  if (signature == nullptr) {
    std::string known;
    for (const Signature& other : kSignatures) (known += known.empty() ? "" : ", ") += other.name;
    return invalid({}, "expected a filter (" + known + "), got an unknown name");
  }
  if (args.size() < signature->args_min || args.size() > signature->args_max) {
    return invalid({}, "expected " + argument_count(*signature) + " of the filter " +
                           std::string(name) + ", got " + std::to_string(args.size()));
  }
  FilterCall call;
  call.name = static_cast<FilterName>(signature - kSignatures.data());
  for (size_t i = 0; i < args.size(); ++i) {
    auto read = read_argument(call, signature->args[i], args[i]);
    if (!read) return in_filter(*signature, read.take_error());
  }
  call.args = std::move(args);
  return call;
}

std::string_view filter_name(FilterName name) { return signature_of(name).name; }

JsonKinds filter_takes(FilterName name) { return signature_of(name).takes; }

JsonKinds filter_gives(const FilterCall& call, JsonKinds kinds) {
  switch (call.name) {
    case FilterName::kDefault:
      return kinds | kind_of(call.args[0].type());
    case FilterName::kFirst:
    case FilterName::kLast:
      return (kinds & kArray) != 0 ? kAnyKind : kString;
    case FilterName::kSlice:
      return static_cast<JsonKinds>((kinds & kArray) | kString);
    case FilterName::kLength:
      return kNumber;
    case FilterName::kRound:
      return kNumber | kString;
    case FilterName::kSplit:
      return kArray;
    case FilterName::kUpper:
    case FilterName::kLower:
    case FilterName::kTrim:
    case FilterName::kReplace:
    case FilterName::kJoin:
    case FilterName::kDigits:
    case FilterName::kSpell:
    case FilterName::kMask:
    case FilterName::kDate:
    case FilterName::kE164:
    case FilterName::kJson:
    case FilterName::kUrlencode:
    case FilterName::kXml:
      break;
  }
  return kString;
}

const FilterCall* find_misfit(std::span<const FilterCall> calls, JsonKinds kinds) {
  for (const FilterCall& call : calls) {
    if ((filter_takes(call.name) & kinds) == 0) return &call;
    kinds = filter_gives(call, kinds);
  }
  return nullptr;
}

}  // namespace sivo::ivr
