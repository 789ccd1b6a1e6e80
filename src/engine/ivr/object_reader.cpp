#include "engine/ivr/object_reader.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "base/text.hpp"

namespace sivo::ivr {

using schema::Json;

void Diagnostics::add(std::string_view code, std::string_view node, std::string field,
                      std::string message) {
  const bool is_error = code.starts_with('E');
  has_error_ = has_error_ || is_error;
  if (found_.size() >= kDiagnosticsMax) return;
  found_.push_back({std::string(code), is_error ? Severity::kError : Severity::kWarning,
                    std::string(node), std::move(field), std::move(message)});
}

std::vector<Diagnostic> Diagnostics::take() {
  std::stable_partition(found_.begin(), found_.end(),
                        [](const Diagnostic& d) { return d.severity == Severity::kError; });
  return std::move(found_);
}

std::string pointer(std::string_view path, std::string_view member) {
  std::string text(path);
  text += '/';
  for (const char c : member) {
    if (c == '~') {
      text += "~0";
    } else if (c == '/') {
      text += "~1";
    } else {
      text += c;
    }
  }
  return text;
}

std::string pointer(std::string_view path, size_t index) {
  return std::string(path) + "/" + std::to_string(index);
}

std::string_view json_type_text(const Json& json) {
  switch (json.type()) {
    case Json::Type::kNull:
      return "null";
    case Json::Type::kBool:
      return "a boolean";
    case Json::Type::kNumber:
      return "a number";
    case Json::Type::kString:
      return "a string";
    case Json::Type::kArray:
      return "an array";
    case Json::Type::kObject:
      return "an object";
  }
  return {};
}

std::string read_template(const std::string& text, std::string path, std::string_view node,
                          Diagnostics& diagnostics) {
  std::string literal;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool is_open = text.compare(i, 2, "{{") == 0;
    if (is_open) {
      diagnostics.add("E131", node, std::move(path),
                      "expected text without {{, because this version has no templates, got one "
                      "at column " +
                          std::to_string(i + 1));
      return {};
    }
    if (text.compare(i, 3, "\\{{") == 0) {
      literal += "{{";
      i += 2;
    } else {
      literal += text[i];
    }
  }
  return literal;
}

ObjectReader::ObjectReader(const Json& object, std::string path, std::string_view node,
                           Diagnostics& diagnostics)
    : object_(object),
      path_(std::move(path)),
      node_(node),
      diagnostics_(diagnostics),
      taken_(object.members().size(), false) {}

const Json* ObjectReader::take(std::string_view name) {
  const auto& members = object_.members();
  for (size_t i = 0; i < members.size(); ++i) {
    if (members[i].first != name) continue;
    taken_[i] = true;
    return &members[i].second;
  }
  return nullptr;
}

const Json* ObjectReader::take_required(std::string_view name) {
  const Json* json = take(name);
  if (json == nullptr) fail(name, "expected a value, got none");
  return json;
}

bool ObjectReader::boolean(std::string_view name, bool otherwise) {
  const Json* json = take(name);
  if (json == nullptr) return otherwise;
  if (json->is_bool()) return json->as_bool();
  fail(name, "expected true or false, got " + std::string(json_type_text(*json)));
  return otherwise;
}

int64_t ObjectReader::integer(std::string_view name, const IntegerRule& rule) {
  const Json* json = take(name);
  if (json == nullptr) return rule.otherwise;
  const bool is_integer = json->is_integer();
  if (is_integer && json->as_integer() >= rule.min && json->as_integer() <= rule.max) {
    return json->as_integer();
  }
  const std::string got =
      is_integer ? std::to_string(json->as_integer()) : std::string(json_type_text(*json));
  fail(name, "expected an integer from " + std::to_string(rule.min) + " to " +
                 std::to_string(rule.max) + ", got " + got);
  return rule.otherwise;
}

std::string ObjectReader::text(std::string_view name, size_t size_max) {
  const Json* json = take(name);
  if (json == nullptr) return {};
  if (!json->is_string()) {
    fail(name, "expected a string, got " + std::string(json_type_text(*json)));
    return {};
  }
  const size_t size = count_code_points(json->as_string());
  if (size <= size_max) return json->as_string();
  fail(name,
       "expected at most " + std::to_string(size_max) + " characters, got " + std::to_string(size));
  return {};
}

std::string ObjectReader::template_text(std::string_view name, size_t size_max) {
  return read_template(text(name, size_max), path_of(name), node_, diagnostics_);
}

std::string ObjectReader::keys(std::string_view name, size_t size_max, std::string_view otherwise) {
  const Json* json = take(name);
  if (json == nullptr) return std::string(otherwise);
  const bool is_keys = json->is_string() && json->as_string().size() <= size_max &&
                       std::all_of(json->as_string().begin(), json->as_string().end(), is_dtmf_key);
  if (is_keys) return json->as_string();
  fail(name, "expected at most " + std::to_string(size_max) +
                 " keys of 0-9, *, # and A-D, got something else");
  return std::string(otherwise);
}

size_t ObjectReader::choice(std::string_view name, std::span<const std::string_view> choices,
                            size_t otherwise) {
  const Json* json = take(name);
  if (json == nullptr) return otherwise;
  if (json->is_string()) {
    const auto at = std::find(choices.begin(), choices.end(), json->as_string());
    if (at != choices.end()) return static_cast<size_t>(at - choices.begin());
  }
  std::string expected;
  for (const std::string_view choice : choices) {
    expected += (expected.empty() ? "" : ", ") + std::string(choice);
  }
  fail(name, "expected one of " + expected + ", got something else");
  return otherwise;
}

void ObjectReader::finish() {
  const auto& members = object_.members();
  for (size_t i = 0; i < members.size(); ++i) {
    if (!taken_[i]) fail(members[i].first, "expected only documented fields, got an unknown one");
  }
}

void ObjectReader::fail(std::string_view name, std::string message) {
  report("E101", name, std::move(message));
}

void ObjectReader::report(std::string_view code, std::string_view name, std::string message) {
  diagnostics_.add(code, node_, path_of(name), std::move(message));
}

}  // namespace sivo::ivr
