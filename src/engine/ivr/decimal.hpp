#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sivo::ivr {

// An exact decimal number, 0.DIGITS × 10^exponent: account numbers and amounts are compared and
// rounded as they are written, never as the nearest double.
class Decimal {
 public:
  // "-", digits, fraction, exponent as JSON has them; zeros may lead. Nothing else.
  static std::optional<Decimal> parse(std::string_view text);

  bool is_zero() const { return digits_.empty(); }
  // Half away from zero: 2.5 is 3, -2.5 is -3.
  Decimal rounded(int32_t places) const;
  // A JSON number without exponent, also without ".0"; numbers of 1e21 and more have one when they
  // were written with one ("1.5e+21"), and one that a double takes for zero is "0".
  std::string text() const;

  friend std::strong_ordering operator<=>(const Decimal& a, const Decimal& b);
  friend bool operator==(const Decimal& a, const Decimal& b) { return (a <=> b) == 0; }

 private:
  void normalize();

  bool is_negative_ = false;
  bool has_exponent_ = false;  // as it was written
  std::string digits_;         // no zero at either end; empty is zero
  int64_t exponent_ = 0;
};

// Whether a text that is no JSON number counts as one in comparisons: ^-?\d+(\.\d+)?$ without
// leading zero, so that "0034" and "+34" stay texts.
bool looks_like_number(std::string_view text);

}  // namespace sivo::ivr
