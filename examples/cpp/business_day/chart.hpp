#pragma once

#include <string>
#include <string_view>

// Bars and columns of text; Unicode where the terminal speaks it, else ASCII.
class Chart {
 public:
  explicit Chart(bool is_unicode) : is_unicode_(is_unicode) {}
  // By the locale of the environment.
  static Chart of_terminal();

  bool is_unicode() const { return is_unicode_; }
  // A bar of `share` (0 to 1) of the columns, in eighths of a column where Unicode has them.
  std::string bar(double share, int columns) const;

 private:
  bool is_unicode_;
};

std::string left(std::string_view text, size_t columns);
std::string right(std::string_view text, size_t columns);
// "1 234"
std::string count_text(int64_t number);
std::string percent_text(double share);  // "84.1 %"
std::string decimal(double value, int digits);
