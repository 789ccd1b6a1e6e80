#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "engine/ivr/escape.hpp"
#include "engine/ivr/filter.hpp"
#include "engine/ivr/path.hpp"
#include "engine/ivr/scope.hpp"
#include "engine/ivr/value_text.hpp"

namespace sivo::ivr {

inline constexpr size_t kRenderedCharsMax = 10'000;  // of a rendered template, by default
inline constexpr size_t kTemplateBytesMax = kTextBytesMax;
inline constexpr size_t kExpressionsMax = 256;    // of a template
inline constexpr size_t kFiltersMax = 16;         // of an expression
inline constexpr size_t kFilterArgumentsMax = 8;  // read before they are counted against the filter

// {{ path | filter:arg,… | filter }}
struct Expression {
  Path path;
  std::vector<FilterCall> filters;

  // Whether a missing value is made something by `default`, so that it is no undefined variable.
  bool is_covered() const;
  // Null when the value is missing, which is noted. What is returned lies in the scope, in `room`
  // or in the expression.
  const schema::Json* find(const Scope& scope, schema::Json& room, FilterPlace& place) const;
};

// A variable that a template reads, for the analysis of flows.
struct NameUse {
  std::string name;  // the first name
  std::string path;  // as it is written, the name included
  bool is_covered;
};

// A text with expressions, compiled once; immutable, so any thread may render it. Values are never
// rendered again. "\{{" is a literal "{{".
class Template {
 public:
  Template() = default;  // the empty text
  // An error (E131) says what was expected, what came, and the column.
  static Result<Template> compile(std::string_view text);

  bool is_literal() const { return expressions_.empty(); }
  // The whole text when it is literal, else what stands before the first expression.
  std::string_view literal() const { return literals_.empty() ? std::string_view() : literals_[0]; }
  // Nothing but one expression: its value keeps its JSON type.
  bool is_single_expression() const;

  // The parts in turn: literals()[0], expressions()[0], literals()[1]…; one literal more than there
  // are expressions, none at all in an empty template.
  std::span<const std::string> literals() const { return literals_; }
  std::span<const Expression> expressions() const { return expressions_; }
  std::vector<NameUse> names() const;

  // Appends the text for the sink. Where prompts are cut at chars_max (is_truncated) other sinks
  // fail; a failure is in the notes, and `out` is as it was.
  void append_to(std::string& out, const Scope& scope, Sink sink, RenderNotes& notes,
                 size_t chars_max = kRenderedCharsMax) const;
  std::string text(const Scope& scope, Sink sink, RenderNotes& notes,
                   size_t chars_max = kRenderedCharsMax) const;

  // The value of a single expression without a copy where that is possible; any other template
  // makes a string in `room`. Null: missing (noted), or failed.
  const schema::Json* find(const Scope& scope, schema::Json& room, RenderNotes& notes,
                           size_t chars_max = kRenderedCharsMax) const;
  // A copy of it; nothing when it is missing or failed.
  std::optional<schema::Json> value(const Scope& scope, RenderNotes& notes,
                                    size_t chars_max = kRenderedCharsMax) const;

 private:
  std::vector<std::string> literals_;
  std::vector<Expression> expressions_;
};

}  // namespace sivo::ivr
