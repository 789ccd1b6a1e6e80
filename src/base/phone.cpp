#include "base/phone.hpp"

#include <optional>
#include <utility>

#include "base/phone_text.hpp"
#include "base/text.hpp"

namespace sivo {
namespace {

constexpr std::string_view kArgentina = "54";

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_possible(const DialPlan& plan, size_t digits) {
  return digits >= plan.national_digits_min && digits <= plan.national_digits_max;
}

// Argentina dials mobiles as area code, 15, subscriber, and writes them as 9, area code,
// subscriber. Area codes have 2 digits (11 alone), 3 or 4, and with the subscriber 10.
void move_argentine_mobile_mark(std::string& national) {
  constexpr size_t kDigitsWithMark = 12;
  constexpr std::string_view kMark = "15";
  if (national.size() != kDigitsWithMark) return;
  const bool is_buenos_aires = national.starts_with("11");
  for (size_t area = is_buenos_aires ? 2 : 3; area <= (is_buenos_aires ? 2 : 4); ++area) {
    if (std::string_view(national).substr(area, kMark.size()) != kMark) continue;
    national.erase(area, kMark.size());
    national.insert(0, "9");
    return;
  }
}

// The national number without its trunk prefix and carrier code.
std::string strip_trunk(std::string_view national, const DialPlan& plan) {
  const bool is_too_long = national.size() > plan.national_digits_max;
  if (plan.trunk_rule == TrunkRule::kAlways || is_too_long) {
    national.remove_prefix(match_prefix(plan.trunk_prefixes, national));
  }
  const bool has_carrier = plan.carrier_digits > 0 && national.size() > plan.national_digits_max &&
                           is_possible(plan, national.size() - plan.carrier_digits);
  if (has_carrier) national.remove_prefix(plan.carrier_digits);
  std::string out(national);
  if (plan.country_code == kArgentina) move_argentine_mobile_mark(out);
  return out;
}

Result<Number> make_e164(std::string_view country_code, std::string_view national) {
  Number number{Number::Kind::kE164, "+", {}};
  number.text.append(country_code).append(national);
  if (is_e164(number.text)) return number;
  std::string message = "expected at most 15 digits, got ";
  append_int(message, static_cast<int64_t>(country_code.size() + national.size()));
  return invalid({}, std::move(message));
}

// Digits that begin with a country code.
Result<Number> parse_international(std::string_view digits) {
  const std::string_view code = leading_country_code(digits);
  if (code.empty()) return invalid({}, "expected an assigned country code, got another");
  const std::string_view national = digits.substr(code.size());
  if (national.empty()) return invalid({}, "expected digits after the country code, got none");
  const DialPlan* plan = find_dial_plan_of_code(code);
  if (plan == nullptr) return make_e164(code, national);
  const std::string stripped = strip_trunk(national, *plan);
  return make_e164(code, stripped.empty() ? national : std::string_view(stripped));
}

// "34911234567": a country code and a possible number, the "+" forgotten.
bool is_bare_international(std::string_view digits) {
  constexpr size_t kGlobalDigitsMin = 8;  // of a code without a plan of its own
  const std::string_view code = leading_country_code(digits);
  if (code.empty()) return false;
  const DialPlan* plan = find_dial_plan_of_code(code);
  if (plan == nullptr) return digits.size() >= kGlobalDigitsMin;
  return is_possible(*plan, digits.size() - code.size());
}

Result<Number> short_code(std::string_view digits) {
  if (digits.size() <= kShortCodeSizeMax) {
    return Number{Number::Kind::kShortCode, std::string(digits), {}};
  }
  return invalid({}, is_digit(digits.front())
                         ? "expected a whole national number or a short code, got too few digits"
                         : "expected a service code of at most 6 characters, got a longer one");
}

// What follows the international prefix, if the number begins with it. A prefix that may also begin
// a national number ("810" in Russia) counts only when the number is too long to be one.
std::optional<std::string_view> after_international_prefix(std::string_view digits,
                                                           const DialPlan& plan) {
  const size_t size = match_prefix(plan.international_prefixes, digits);
  if (size == 0 || digits.size() <= size || digits[size] == '0') return std::nullopt;
  const bool is_ambiguous = digits.front() != '0' && digits.size() <= plan.national_digits_max;
  const bool leaves_a_code = !leading_country_code(digits.substr(size)).empty();
  if (is_ambiguous || !leaves_a_code) return std::nullopt;
  return digits.substr(size);
}

Result<Number> parse_national(std::string_view digits, const DialPlan& plan) {
  if (plan.local_digits > 0 && digits.size() == plan.local_digits) {
    return make_e164(plan.country_code, std::string(plan.area_code).append(digits));
  }
  const std::string national = strip_trunk(digits, plan);
  if (is_possible(plan, national.size())) return make_e164(plan.country_code, national);
  if (national.size() < plan.national_digits_min) return short_code(digits);
  const bool repeats_code = digits.starts_with(plan.country_code) && is_bare_international(digits);
  if (repeats_code) return parse_international(digits);
  std::string message = "expected at most ";
  append_int(message, plan.national_digits_max);
  message += " national digits, got ";
  append_int(message, static_cast<int64_t>(national.size()));
  return invalid({}, std::move(message));
}

Result<Number> parse_dialled(std::string_view digits, const DialPlan& plan) {
  const size_t outside = match_prefix(plan.outside_prefix, digits);
  if (outside > 0) {
    const std::string_view rest = digits.substr(outside);
    const bool is_whole = after_international_prefix(rest, plan).has_value() ||
                          is_possible(plan, strip_trunk(rest, plan).size()) ||
                          (plan.local_digits > 0 && rest.size() == plan.local_digits);
    if (is_whole) digits = rest;
  }
  if (const auto rest = after_international_prefix(digits, plan)) return parse_international(*rest);
  return parse_national(digits, plan);
}

Result<Number> parse_digits(const WrittenNumber& written, const DialPlan* plan) {
  const std::string_view digits = written.digits;
  if (!is_digit(digits.front())) return short_code(digits);
  if (written.has_plus) return parse_international(digits);
  if (!written.context.empty()) {
    return parse_international(written.context.substr(1) + written.digits);
  }
  if (plan != nullptr) return parse_dialled(digits, *plan);
  if (digits.size() <= kShortCodeSizeMax) return short_code(digits);
  if (is_bare_international(digits)) return parse_international(digits);
  return invalid({}, "expected an international number with +, got one without a dial plan");
}

}  // namespace

bool is_e164(std::string_view text) {
  if (text.size() < 3 || text.size() > kE164DigitsMax + 1) return false;
  if (text[0] != '+' || text[1] == '0') return false;
  for (const char c : text.substr(1)) {
    if (!is_digit(c)) return false;
  }
  return true;
}

Result<Number> parse_number(std::string_view text, const DialPlan* plan) {
  auto written = read_number_text(text);
  if (!written) return written.take_error();
  if (written->is_withheld) return Number{};
  auto number = parse_digits(*written, plan);
  if (number) number->extension = std::move(written->extension);
  return number;
}

}  // namespace sivo
