#include "engine/ivr/path.hpp"

#include "base/text.hpp"

namespace sivo::ivr {
namespace {

using schema::Json;

constexpr size_t kNameMax = 64;
constexpr std::string_view kPrefix = "vars";

// Of a variable: ^[a-z][a-z0-9_]{0,63}$
bool is_root(std::string_view name) {
  if (name.empty() || name.size() > kNameMax || name[0] < 'a' || name[0] > 'z') return false;
  for (const char c : name) {
    const bool fits = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    if (!fits) return false;
  }
  return true;
}

const Json* item_at(const Json& array, int64_t index) {
  const auto size = static_cast<int64_t>(array.items().size());
  if (index < -size || index >= size) return nullptr;
  return &array.items()[static_cast<size_t>(index < 0 ? index + size : index)];
}

}  // namespace

Result<Path> Path::read(TemplateReader& reader) {
  if (reader.take("$") && !reader.take(".")) return reader.expected("\".\" after \"$\"");
  reader.at_end();  // the path's text begins at its first name
  size_t begin = reader.at();
  std::string_view name = reader.take_name();
  if (name == kPrefix && reader.take(".")) {
    reader.at_end();
    begin = reader.at();
    name = reader.take_name();
  }
  if (!is_root(name)) {
    reader.move_to(begin);
    return reader.expected("a variable's name (a-z, then a-z, 0-9 and _, at most 64)");
  }
  Path path;
  path.root_ = name;
  auto steps = path.read_steps(reader);
  if (!steps) return steps.take_error();
  auto kept = path.keep_text(reader, begin);
  if (!kept) return kept.take_error();
  return path;
}

Result<Path> Path::parse_in_document(std::string_view text) {
  TemplateReader reader(text);
  if (!is_valid_utf8(text)) return invalid({}, "expected a path in UTF-8, got other bytes");
  Path path;
  const bool has_dollar = reader.take("$");
  if (!has_dollar && !reader.starts_with("[")) {
    auto first = path.read_member(reader);
    if (!first) return first.take_error();
  }
  auto steps = path.read_steps(reader);
  if (!steps) return steps.take_error();
  if (!reader.at_end()) return reader.expected("\".\" or \"[\"");
  auto kept = path.keep_text(reader, 0);
  if (!kept) return kept.take_error();
  return path;
}

Result<void> Path::keep_text(TemplateReader& reader, size_t begin) {
  const std::string_view written = trim(reader.text().substr(begin, reader.at() - begin));
  if (written.size() > kPathTextMax) {
    return reader.error_at(begin, "expected a path of at most " + std::to_string(kPathTextMax) +
                                      " bytes, got a longer one");
  }
  text_ = written;
  return {};
}

Result<void> Path::read_steps(TemplateReader& reader) {
  for (;;) {
    Result<void> step;
    if (reader.take(".")) {
      step = read_member(reader);
    } else if (reader.take("[")) {
      step = read_bracket(reader);
    } else {
      return {};
    }
    if (!step) return step;
  }
}

Result<void> Path::read_member(TemplateReader& reader) {
  const std::string_view name = reader.take_name();
  if (name.empty()) return reader.expected("a name");
  return add(reader, {false, 0, std::string(name)});
}

Result<void> Path::read_bracket(TemplateReader& reader) {
  Step step;
  if (reader.starts_with("\"") || reader.starts_with("'")) {
    auto key = reader.take_string();
    if (!key) return key.take_error();
    step.key = std::move(*key);
  } else {
    const auto index = reader.take_integer();
    if (!index) return reader.expected("a whole number or a key in quotes");
    step.is_index = true;
    step.index = *index;
  }
  if (!reader.take("]")) return reader.expected("\"]\"");
  return add(reader, std::move(step));
}

Result<void> Path::add(TemplateReader& reader, Step step) {
  if (steps_.size() == kPathStepsMax) {
    return reader.error_at(reader.at(), "expected at most " + std::to_string(kPathStepsMax) +
                                            " steps in a path, got more");
  }
  steps_.push_back(std::move(step));
  return {};
}

const Json* Path::find(const Scope& scope, Json& room) const {
  const Json* value = scope.find(root_, room);
  return value == nullptr ? nullptr : find_in(*value);
}

const Json* Path::find_in(const Json& document) const {
  const Json* value = &document;
  for (const Step& step : steps_) {
    if (step.is_index) {
      value = value->is_array() ? item_at(*value, step.index) : nullptr;
    } else {
      value = value->is_object() ? value->find(step.key) : nullptr;
    }
    if (value == nullptr) return nullptr;
  }
  return value;
}

}  // namespace sivo::ivr
