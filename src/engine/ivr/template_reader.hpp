#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "schema/json.hpp"

namespace sivo::ivr {

// Takes tokens of the template language off a text that it does not own. Whitespace between tokens
// is skipped by every take. Errors name the column, in characters from 1.
class TemplateReader {
 public:
  explicit TemplateReader(std::string_view text, size_t at = 0) : text_(text), at_(at) {}

  std::string_view text() const { return text_; }
  size_t at() const { return at_; }
  void move_to(size_t at) { at_ = at; }

  bool at_end();
  bool take(std::string_view token);
  bool starts_with(std::string_view token);
  // The longest run of characters that may stand in a name; empty when the next one may not.
  std::string_view take_name();
  // The same without whitespace in front, for the name behind a dot.
  std::string_view take_name_here();
  // A string in single or double quotes; \\ \" \' \n \t stand for what they do in JSON.
  Result<std::string> take_string();
  std::optional<int64_t> take_integer();
  // A string, a number, true, false or null.
  Result<schema::Json> take_literal();

  // "expected <what>, got <what comes next> at column <n>".
  Error expected(std::string_view what);
  Error error_at(size_t at, std::string message) const;

 private:
  void skip_space();
  std::string_view take_number();
  std::string next_in_words();
  Result<char> take_escape();

  std::string_view text_;
  size_t at_;
};

}  // namespace sivo::ivr
