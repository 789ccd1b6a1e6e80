#include "engine/ivr/compare.hpp"

#include <algorithm>
#include <array>
#include <compare>

#include "base/text.hpp"
#include "base/time.hpp"
#include "engine/ivr/decimal.hpp"
#include "engine/ivr/letter_case.hpp"
#include "engine/ivr/value_text.hpp"

namespace sivo::ivr {
namespace {

using schema::Json;

constexpr std::array<std::string_view, 14> kOpNames = {
    "eq",          "ne",        "lt",      "le", "gt",     "ge",    "contains",
    "starts_with", "ends_with", "matches", "in", "exists", "empty", "truthy"};
constexpr std::array<std::string_view, 5> kAsNames = {"auto", "string", "number", "boolean",
                                                      "date"};

template <class Enum, size_t kCount>
std::optional<Enum> find_name(const std::array<std::string_view, kCount>& names,
                              std::string_view name) {
  const auto at = std::find(names.begin(), names.end(), name);
  if (at == names.end()) return std::nullopt;
  return static_cast<Enum>(at - names.begin());
}

Verdict verdict(bool is_true) { return is_true ? Verdict::kTrue : Verdict::kFalse; }

bool is_container(const Json& value) { return value.is_array() || value.is_object(); }

std::optional<Decimal> number_of(const Json& value) {
  if (value.is_number()) return Decimal::parse(value.number_text());
  if (value.is_string()) return Decimal::parse(value.as_string());
  return std::nullopt;
}

// The number that a value is without being told so.
std::optional<Decimal> plain_number_of(const Json& value) {
  if (value.is_string() && !looks_like_number(value.as_string())) return std::nullopt;
  return number_of(value);
}

std::optional<Micros> moment_of(const Json& value) {
  constexpr size_t kDateSize = 10;  // 2026-11-21
  if (!value.is_string()) return std::nullopt;
  const std::string& text = value.as_string();
  return parse_time(text.size() == kDateSize ? text + "T00:00:00Z" : text);
}

// One side with what has been found out about it, so that a long list costs its own length only.
class Operand {
 public:
  Operand(const Comparison& comparison, const Json& value)
      : value_(value), is_case_sensitive_(comparison.is_case_sensitive) {
    if (comparison.as == CompareAs::kAuto) number_ = plain_number_of(value);
    if (comparison.as == CompareAs::kNumber) number_ = number_of(value);
    if (comparison.as == CompareAs::kDate) moment_ = moment_of(value);
  }

  const Json& value() const { return value_; }
  const std::optional<Decimal>& number() const { return number_; }
  const std::optional<Micros>& moment() const { return moment_; }
  const std::string& text() {
    if (!text_) text_ = is_case_sensitive_ ? value_text(value_) : fold_text(value_text(value_));
    return *text_;
  }

 private:
  const Json& value_;
  bool is_case_sensitive_;
  std::optional<Decimal> number_;
  std::optional<Micros> moment_;
  std::optional<std::string> text_;
};

// How left stands to right; unordered when there is no answer.
std::partial_ordering order_texts(Operand& left, Operand& right) {
  if (is_container(left.value()) && is_container(right.value())) {
    const bool is_same = left.value() == right.value();
    return is_same ? std::partial_ordering::equivalent : std::partial_ordering::unordered;
  }
  return left.text().compare(right.text()) <=> 0;
}

std::partial_ordering order_plainly(Operand& left, Operand& right) {
  if (left.number() && right.number()) return *left.number() <=> *right.number();
  const auto by_text = order_texts(left, right);
  const bool is_mixed = left.number().has_value() != right.number().has_value();
  return is_mixed && by_text != 0 ? std::partial_ordering::unordered : by_text;
}

std::partial_ordering order_moments(const Operand& left, const Operand& right) {
  if (!left.moment() || !right.moment()) return std::partial_ordering::unordered;
  return *left.moment() <=> *right.moment();
}

// Nothing: as a number, and one side is none.
std::optional<std::partial_ordering> order(CompareAs as, Operand& left, Operand& right) {
  switch (as) {
    case CompareAs::kAuto:
      return order_plainly(left, right);
    case CompareAs::kString:
      return order_texts(left, right);
    case CompareAs::kBoolean:
      return static_cast<int>(is_truthy(&left.value())) <=>
             static_cast<int>(is_truthy(&right.value()));
    case CompareAs::kDate:
      return order_moments(left, right);
    case CompareAs::kNumber:
      break;
  }
  if (!left.number() || !right.number()) return std::nullopt;
  return *left.number() <=> *right.number();
}

bool is_equal(const Comparison& comparison, Operand& left, const Json& right) {
  Operand other(comparison, right);
  const auto found = order(comparison.as, left, other);
  return found && *found == 0;
}

bool holds(CompareOp op, std::partial_ordering order) {
  if (op == CompareOp::kEq) return order == 0;
  if (op == CompareOp::kNe) return order != 0;
  if (op == CompareOp::kLt) return order < 0;
  if (op == CompareOp::kLe) return order <= 0;
  if (op == CompareOp::kGt) return order > 0;
  return order >= 0;
}

bool has_item(const Comparison& comparison, const Json& array, Operand& item) {
  return std::any_of(array.items().begin(), array.items().end(),
                     [&](const Json& other) { return is_equal(comparison, item, other); });
}

bool is_in_list(const Comparison& comparison, Operand& left, std::string_view list) {
  for (;;) {
    const size_t end = std::min(list.find(','), list.size());
    const Json item = Json::string(std::string(trim(list.substr(0, end))));
    if (is_equal(comparison, left, item)) return true;
    if (end == list.size()) return false;
    list.remove_prefix(end + 1);
  }
}

Verdict compare_in(const Comparison& comparison, Operand& left, const Json& right) {
  if (comparison.as == CompareAs::kNumber && !left.number()) return Verdict::kNotNumber;
  if (right.is_array()) return verdict(has_item(comparison, right, left));
  if (!right.is_string()) return verdict(is_equal(comparison, left, right));
  return verdict(is_in_list(comparison, left, right.as_string()));
}

bool compare_parts(const Comparison& comparison, Operand& left, Operand& right) {
  if (comparison.op == CompareOp::kContains && left.value().is_array()) {
    return has_item(comparison, left.value(), right);
  }
  if (comparison.op == CompareOp::kStartsWith) return left.text().starts_with(right.text());
  if (comparison.op == CompareOp::kEndsWith) return left.text().ends_with(right.text());
  return left.text().find(right.text()) != std::string::npos;
}

bool compare_one(const Comparison& comparison, const Json* left) {
  if (comparison.op == CompareOp::kExists) return left != nullptr;
  if (comparison.op == CompareOp::kEmpty) return is_empty(left);
  return is_truthy(left);
}

bool matches(const Comparison& comparison, const Json* left) {
  SIVO_ASSERT(comparison.pattern.has_value());
  return left != nullptr && comparison.pattern->matches(value_text(*left));
}

}  // namespace

std::optional<CompareOp> parse_compare_op(std::string_view name) {
  return find_name<CompareOp>(kOpNames, name);
}

std::string_view compare_op_name(CompareOp op) { return kOpNames[static_cast<size_t>(op)]; }

bool is_unary(CompareOp op) {
  return op == CompareOp::kExists || op == CompareOp::kEmpty || op == CompareOp::kTruthy;
}

std::optional<CompareAs> parse_compare_as(std::string_view name) {
  return find_name<CompareAs>(kAsNames, name);
}

Verdict compare(const Comparison& comparison, const Json* left, const Json* right) {
  const CompareOp op = comparison.op;
  if (is_unary(op)) return verdict(compare_one(comparison, left));
  if (op == CompareOp::kMatches) return verdict(matches(comparison, left));
  if (left == nullptr || right == nullptr) return verdict(op == CompareOp::kNe);
  Operand known(comparison, *left);
  if (op == CompareOp::kIn) return compare_in(comparison, known, *right);
  Operand other(comparison, *right);
  if (op == CompareOp::kContains || op == CompareOp::kStartsWith || op == CompareOp::kEndsWith) {
    return verdict(compare_parts(comparison, known, other));
  }
  const auto found = order(comparison.as, known, other);
  return found ? verdict(holds(op, *found)) : Verdict::kNotNumber;
}

bool is_truthy(const Json* value) {
  if (value == nullptr) return false;
  if (value->is_bool()) return value->as_bool();
  if (value->is_number()) {
    const auto number = Decimal::parse(value->number_text());
    return number && !number->is_zero();
  }
  if (!value->is_string()) return false;
  const std::string text = fold_text(value->as_string());
  return !text.empty() && text != "false" && text != "0" && text != "no";
}

bool is_empty(const Json* value) {
  if (value == nullptr || value->is_null()) return true;
  if (value->is_string()) return value->as_string().empty();
  if (value->is_array()) return value->items().empty();
  return value->is_object() && value->members().empty();
}

}  // namespace sivo::ivr
