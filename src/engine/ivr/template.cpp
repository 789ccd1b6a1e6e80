#include "engine/ivr/template.hpp"

#include "base/text.hpp"
#include "engine/ivr/template_reader.hpp"

namespace sivo::ivr {
namespace {

using schema::Json;

constexpr std::string_view kOpen = "{{";
constexpr std::string_view kClose = "}}";
constexpr std::string_view kEscaped = "\\{{";

Error too_many(const TemplateReader& reader, size_t count, std::string_view what) {
  return reader.error_at(reader.at(), "expected at most " + std::to_string(count) + " " +
                                          std::string(what) + ", got more");
}

Result<std::vector<Json>> read_arguments(TemplateReader& reader) {
  std::vector<Json> args;
  if (!reader.take(":")) return args;
  do {
    if (args.size() == kFilterArgumentsMax) {
      return too_many(reader, kFilterArgumentsMax, "arguments of a filter");
    }
    auto arg = reader.take_literal();
    if (!arg) return arg.take_error();
    args.push_back(std::move(*arg));
  } while (reader.take(","));
  return args;
}

Result<FilterCall> read_filter(TemplateReader& reader) {
  reader.at_end();  // the column of an error is that of the name
  const size_t begin = reader.at();
  const std::string_view name = reader.take_name();
  if (name.empty()) return reader.expected("the name of a filter");
  auto args = read_arguments(reader);
  if (!args) return args.take_error();
  auto call = make_filter(name, std::move(*args));
  if (!call) return reader.error_at(begin, call.take_error().message);
  return call;
}

// What stands between "{{" and "}}", and the "}}".
Result<Expression> read_expression(TemplateReader& reader) {
  auto path = Path::read(reader);
  if (!path) return path.take_error();
  Expression expression{std::move(*path), {}};
  while (reader.take("|")) {
    if (expression.filters.size() == kFiltersMax) {
      return too_many(reader, kFiltersMax, "filters in a row");
    }
    auto filter = read_filter(reader);
    if (!filter) return filter.take_error();
    expression.filters.push_back(std::move(*filter));
  }
  if (!reader.take(kClose)) return reader.expected("\"|\" or \"}}\"");
  return expression;
}

// The literal from `at` up to the next expression or the end; returns where it ends.
size_t take_literal_text(std::string_view text, size_t at, std::string& out) {
  for (;;) {
    const size_t open = text.find(kOpen, at);
    if (open == std::string_view::npos) {
      out += text.substr(at);
      return text.size();
    }
    const bool is_escaped = open > at && text[open - 1] == kEscaped[0];
    out += text.substr(at, open - at - (is_escaped ? 1 : 0));
    if (!is_escaped) return open;
    out += kOpen;
    at = open + kOpen.size();
  }
}

}  // namespace

Result<Template> Template::compile(std::string_view text) {
  if (text.size() > kTemplateBytesMax) {
    return invalid({}, "expected a template of at most " + std::to_string(kTemplateBytesMax) +
                           " bytes, got " + std::to_string(text.size()));
  }
  if (!is_valid_utf8(text)) return invalid({}, "expected a template in UTF-8, got other bytes");
  Template compiled;
  TemplateReader reader(text);
  for (;;) {
    const size_t end = take_literal_text(text, reader.at(), compiled.literals_.emplace_back());
    if (end == text.size()) return compiled;
    reader.move_to(end + kOpen.size());
    if (compiled.expressions_.size() == kExpressionsMax) {
      return too_many(reader, kExpressionsMax, "expressions in a template");
    }
    auto expression = read_expression(reader);
    if (!expression) return expression.take_error();
    compiled.expressions_.push_back(std::move(*expression));
  }
}

bool Template::is_single_expression() const {
  return expressions_.size() == 1 && literals_[0].empty() && literals_[1].empty();
}

std::vector<NameUse> Template::names() const {
  std::vector<NameUse> names;
  names.reserve(expressions_.size());
  for (const Expression& expression : expressions_) {
    names.push_back({expression.path.root(), expression.path.text(), expression.is_covered()});
  }
  return names;
}

}  // namespace sivo::ivr
