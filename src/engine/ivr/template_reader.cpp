#include "engine/ivr/template_reader.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "engine/ivr/decimal.hpp"

namespace sivo::ivr {
namespace {

using schema::Json;

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Letters of other scripts count: keys of a web service's answer are in its author's language.
bool is_name_char(char c) {
  const auto byte = static_cast<unsigned char>(c);
  const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || byte >= 0x80;
  return is_letter || is_digit(c) || c == '_' || c == '-';
}

}  // namespace

void TemplateReader::skip_space() {
  while (at_ < text_.size() && is_space(text_[at_])) ++at_;
}

bool TemplateReader::at_end() {
  skip_space();
  return at_ == text_.size();
}

bool TemplateReader::starts_with(std::string_view token) {
  skip_space();
  return text_.substr(at_).starts_with(token);
}

bool TemplateReader::take(std::string_view token) {
  if (!starts_with(token)) return false;
  at_ += token.size();
  return true;
}

std::string_view TemplateReader::take_name() {
  skip_space();
  return take_name_here();
}

std::string_view TemplateReader::take_name_here() {
  const size_t begin = at_;
  if (at_ < text_.size() && (is_digit(text_[at_]) || text_[at_] == '-')) return {};
  while (at_ < text_.size() && is_name_char(text_[at_])) ++at_;
  return text_.substr(begin, at_ - begin);
}

Result<char> TemplateReader::take_escape() {
  constexpr std::string_view kWritten = "\\\"'nt";
  constexpr std::string_view kMeant = "\\\"'\n\t";
  const size_t found = at_ < text_.size() ? kWritten.find(text_[at_]) : std::string_view::npos;
  if (found == std::string_view::npos) {
    return error_at(at_, R"(expected \\, \", \', \n or \t in a string, got another escape)");
  }
  ++at_;
  return kMeant[found];
}

Result<std::string> TemplateReader::take_string() {
  if (!starts_with("\"") && !starts_with("'")) return expected("a string in quotes");
  const size_t begin = at_;
  const char quote = text_[at_++];
  std::string out;
  while (at_ < text_.size() && text_[at_] != quote) {
    const char c = text_[at_++];
    if (c != '\\') {
      out += c;
      continue;
    }
    auto escaped = take_escape();
    if (!escaped) return escaped.take_error();
    out += *escaped;
  }
  if (at_ == text_.size()) {
    return error_at(begin, "expected a closing quote, got the end of the text; it opens");
  }
  ++at_;
  return out;
}

std::string_view TemplateReader::take_number() {
  constexpr std::string_view kNumber = "+-.0123456789eE";
  skip_space();
  const size_t end = std::min(text_.find_first_not_of(kNumber, at_), text_.size());
  const std::string_view number = text_.substr(at_, end - at_);
  const std::string_view unsigned_number = number.substr(number.starts_with('-') ? 1 : 0);
  const bool has_leading_zero =
      unsigned_number.size() > 1 && unsigned_number[0] == '0' && is_digit(unsigned_number[1]);
  if (has_leading_zero || !Decimal::parse(number)) return {};
  at_ = end;
  return number;
}

std::optional<int64_t> TemplateReader::take_integer() {
  const size_t begin = at_;
  const Json number = Json::number(std::string(take_number()));
  if (number.is_integer()) return number.as_integer();
  at_ = begin;
  return std::nullopt;
}

Result<Json> TemplateReader::take_literal() {
  if (starts_with("\"") || starts_with("'")) {
    auto text = take_string();
    if (!text) return text.take_error();
    return Json::string(std::move(*text));
  }
  const std::string_view number = take_number();
  if (!number.empty()) return Json::number(std::string(number));
  const size_t begin = at_;
  const std::string_view word = take_name();
  if (word == "true" || word == "false") return Json::boolean(word == "true");
  if (word == "null") return Json();
  at_ = begin;
  return expected("a string, a number, true, false or null");
}

std::string TemplateReader::next_in_words() {
  if (at_end()) return "the end of the text";
  const char c = text_[at_];
  if (c < '!' || c > '~') return "another character";
  if (c == '"') return "a quote";
  return std::string("\"") + c + "\"";
}

Error TemplateReader::expected(std::string_view what) {
  std::string message = "expected " + std::string(what) + ", got " + next_in_words();
  return error_at(at_, std::move(message));
}

Error TemplateReader::error_at(size_t at, std::string message) const {
  message += " at column " + std::to_string(count_code_points(text_.substr(0, at)) + 1);
  return invalid({}, std::move(message));
}

}  // namespace sivo::ivr
