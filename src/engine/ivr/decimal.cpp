#include "engine/ivr/decimal.hpp"

#include <algorithm>

namespace sivo::ivr {
namespace {

constexpr int64_t kExponentMax = 1'000'000'000;  // larger ones are as good as this
constexpr int64_t kPlainExponentMax = 21;        // 1e21 is 0.1 × 10^22
constexpr int64_t kPlainExponentMin = -324;      // the smallest double above zero is 4.9e-324

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string_view take_digits(std::string_view& text) {
  const auto end = std::find_if_not(text.begin(), text.end(), is_digit);
  const std::string_view digits = text.substr(0, static_cast<size_t>(end - text.begin()));
  text.remove_prefix(digits.size());
  return digits;
}

bool take(std::string_view& text, std::string_view one_of) {
  if (text.empty() || one_of.find(text.front()) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}

// What follows the "e"; false when it is no number.
bool take_exponent(std::string_view& text, int64_t& out) {
  const bool is_negative = text.starts_with('-');
  take(text, "+-");
  const std::string_view digits = take_digits(text);
  int64_t value = 0;
  for (const char c : digits) value = std::min(value * 10 + (c - '0'), kExponentMax);
  out = is_negative ? -value : value;
  return !digits.empty();
}

std::strong_ordering compare_size(const std::string& a, const std::string& b) {
  return a.compare(b) <=> 0;
}

}  // namespace

std::optional<Decimal> Decimal::parse(std::string_view text) {
  Decimal number;
  number.is_negative_ = take(text, "-");
  const std::string_view whole = take_digits(text);
  if (whole.empty()) return std::nullopt;
  std::string_view fraction;
  if (take(text, ".")) {
    fraction = take_digits(text);
    if (fraction.empty()) return std::nullopt;
  }
  int64_t exponent = 0;
  number.has_exponent_ = take(text, "eE");
  if (number.has_exponent_ && !take_exponent(text, exponent)) return std::nullopt;
  if (!text.empty()) return std::nullopt;
  number.digits_.append(whole).append(fraction);
  number.exponent_ = static_cast<int64_t>(whole.size()) + exponent;
  number.normalize();
  return number;
}

void Decimal::normalize() {
  const size_t leading = std::min(digits_.find_first_not_of('0'), digits_.size());
  digits_.erase(0, leading);
  exponent_ -= static_cast<int64_t>(leading);
  while (!digits_.empty() && digits_.back() == '0') digits_.pop_back();
  if (!digits_.empty()) return;
  is_negative_ = false;
  exponent_ = 0;
}

Decimal Decimal::rounded(int32_t places) const {
  const int64_t kept = exponent_ + places;
  if (kept >= static_cast<int64_t>(digits_.size())) return *this;
  Decimal number = *this;
  const bool is_up = kept >= 0 && digits_[static_cast<size_t>(kept)] >= '5';
  number.digits_.resize(kept > 0 ? static_cast<size_t>(kept) : 0);
  if (is_up) {
    // 9.99 carries into a digit that was not there.
    while (!number.digits_.empty() && number.digits_.back() == '9') number.digits_.pop_back();
    if (number.digits_.empty()) {
      number.digits_ = "1";
      ++number.exponent_;
    } else {
      ++number.digits_.back();
    }
  }
  number.normalize();
  return number;
}

std::string Decimal::text() const {
  if (is_zero() || exponent_ < kPlainExponentMin) return "0";
  std::string out = is_negative_ ? "-" : "";
  if (has_exponent_ && exponent_ > kPlainExponentMax) {
    out += digits_.front();
    if (digits_.size() > 1) out.append(".").append(digits_, 1);
    return out += "e+" + std::to_string(exponent_ - 1);
  }
  const auto size = static_cast<int64_t>(digits_.size());
  if (exponent_ <= 0) {
    out += "0.";
    out.append(static_cast<size_t>(-exponent_), '0');
    return out += digits_;
  }
  const auto whole = static_cast<size_t>(std::min(exponent_, size));
  out.append(digits_, 0, whole);
  out.append(static_cast<size_t>(exponent_) - whole, '0');
  if (exponent_ < size) out.append(".").append(digits_, whole);
  return out;
}

std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) {
  if (a.is_negative_ != b.is_negative_) {
    return a.is_negative_ ? std::strong_ordering::less : std::strong_ordering::greater;
  }
  const Decimal& low = a.is_negative_ ? b : a;
  const Decimal& high = a.is_negative_ ? a : b;
  if (low.is_zero() != high.is_zero()) {
    return low.is_zero() ? std::strong_ordering::less : std::strong_ordering::greater;
  }
  if (low.exponent_ != high.exponent_) return low.exponent_ <=> high.exponent_;
  return compare_size(low.digits_, high.digits_);
}

bool looks_like_number(std::string_view text) {
  take(text, "-");
  const std::string_view whole = take_digits(text);
  if (whole.empty() || (whole.size() > 1 && whole.front() == '0')) return false;
  if (take(text, ".") && take_digits(text).empty()) return false;
  return text.empty();
}

}  // namespace sivo::ivr
