#include "schema/json.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace sivo::schema {

Json Json::boolean(bool value) {
  Json json;
  json.type_ = Type::kBool;
  json.bool_ = value;
  return json;
}

Json Json::integer(int64_t value) {
  Json json;
  json.type_ = Type::kNumber;
  json.text_ = std::to_string(value);
  return json;
}

Json Json::real(double value) {
  SIVO_ASSERT(std::isfinite(value));
  char buffer[32];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value);
  Json json;
  json.type_ = Type::kNumber;
  json.text_.assign(buffer, end.ptr);
  return json;
}

Json Json::number(std::string text) {
  Json json;
  json.type_ = Type::kNumber;
  json.text_ = std::move(text);
  return json;
}

Json Json::string(std::string value) {
  Json json;
  json.type_ = Type::kString;
  json.text_ = std::move(value);
  return json;
}

Json Json::array() {
  Json json;
  json.type_ = Type::kArray;
  return json;
}

Json Json::object() {
  Json json;
  json.type_ = Type::kObject;
  return json;
}

bool Json::is_integer() const {
  if (type_ != Type::kNumber) return false;
  int64_t value = 0;
  const char* end = text_.data() + text_.size();
  const auto parsed = std::from_chars(text_.data(), end, value);
  return parsed.ec == std::errc{} && parsed.ptr == end;
}

bool Json::as_bool() const {
  SIVO_ASSERT(is_bool());
  return bool_;
}

int64_t Json::as_integer() const {
  SIVO_ASSERT(is_number());
  int64_t value = 0;
  const char* end = text_.data() + text_.size();
  const auto parsed = std::from_chars(text_.data(), end, value);
  SIVO_ASSERT(parsed.ec == std::errc{} && parsed.ptr == end);
  return value;
}

// A number too small for a double reads as zero, as strtod has it.
double Json::as_real() const {
  SIVO_ASSERT(is_number());
  double value = 0;
  std::from_chars(text_.data(), text_.data() + text_.size(), value);
  return value;
}

const std::string& Json::as_string() const {
  SIVO_ASSERT(is_string());
  return text_;
}

const std::string& Json::number_text() const {
  SIVO_ASSERT(is_number());
  return text_;
}

const std::vector<Json>& Json::items() const {
  SIVO_ASSERT(is_array());
  return items_;
}

const std::vector<Json::Member>& Json::members() const {
  SIVO_ASSERT(is_object());
  return members_;
}

const Json* Json::find(std::string_view key) const {
  SIVO_ASSERT(is_object());
  for (const Member& member : members_) {
    if (member.first == key) return &member.second;
  }
  return nullptr;
}

void Json::push(Json item) {
  SIVO_ASSERT(is_array());
  items_.push_back(std::move(item));
}

void Json::set(std::string key, Json value) {
  SIVO_ASSERT(is_object());
  for (Member& member : members_) {
    if (member.first != key) continue;
    member.second = std::move(value);
    return;
  }
  members_.emplace_back(std::move(key), std::move(value));
}

void Json::append(std::string key, Json value) {
  SIVO_ASSERT(is_object());
  members_.emplace_back(std::move(key), std::move(value));
}

bool Json::erase(std::string_view key) {
  SIVO_ASSERT(is_object());
  const auto at = std::find_if(members_.begin(), members_.end(),
                               [&](const Member& member) { return member.first == key; });
  if (at == members_.end()) return false;
  members_.erase(at);
  return true;
}

bool operator==(const Json& a, const Json& b) {
  return a.type_ == b.type_ && a.bool_ == b.bool_ && a.text_ == b.text_ && a.items_ == b.items_ &&
         a.members_ == b.members_;
}

}  // namespace sivo::schema
