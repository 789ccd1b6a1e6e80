#include "engine/ivr/escape.hpp"

#include "base/text.hpp"
#include "engine/ivr/code_points.hpp"
#include "engine/ivr/value_text.hpp"

namespace sivo::ivr {
namespace {

bool is_alphanumeric(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_unreserved(char c) {
  return is_alphanumeric(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

bool is_dialable(char c) {
  constexpr std::string_view kPunctuation = "+*#._@:;=-";
  return is_alphanumeric(c) || kPunctuation.find(c) != std::string_view::npos;
}

bool is_xml_char(char32_t c) {
  const bool is_noncharacter = (c & 0xFFFEU) == 0xFFFEU;
  return !is_control(c) && !is_noncharacter;
}

void append_percent(std::string& out, char c) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(c);
  out += '%';
  out += kDigits[byte >> 4];
  out += kDigits[byte & 0xFU];
}

std::string_view entity_of(char32_t c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&apos;";
    default:
      return {};
  }
}

// What becomes of one code point; empty when it is removed.
using Escape = void (*)(std::string& piece, char32_t c, std::string_view bytes);

void escape_spoken(std::string& piece, char32_t c, std::string_view bytes) {
  if (!is_control(c)) piece = bytes;
}

void escape_xml(std::string& piece, char32_t c, std::string_view bytes) {
  if (!is_xml_char(c)) return;
  const std::string_view entity = entity_of(c);
  piece = entity.empty() ? bytes : entity;
}

// Markup keeps its line ends and tabs: they may be all that stands between two attributes.
void escape_markup(std::string& piece, char32_t c, std::string_view bytes) {
  if (c == '\t' || c == '\n' || c == '\r' || is_xml_char(c)) piece = bytes;
}

void escape_percent(std::string& piece, char32_t, std::string_view bytes) {
  for (const char byte : bytes) {
    if (is_unreserved(byte)) piece += byte;
    else append_percent(piece, byte);
  }
}

void escape_nothing(std::string& piece, char32_t, std::string_view bytes) { piece = bytes; }

// Takes the room of each piece off `left`, measured by `measure`.
template <class Measure>
bool append_pieces(std::string& out, std::string_view text, Escape escape, size_t& left,
                   const Measure& measure) {
  std::string piece;
  for (size_t at = 0; at < text.size();) {
    const size_t begin = at;
    const char32_t c = take_code_point(text, at);
    piece.clear();
    escape(piece, c, text.substr(begin, at - begin));
    const size_t size = measure(piece);
    if (size > left) return false;
    left -= size;
    out += piece;
  }
  return true;
}

bool append_chars(std::string& out, std::string_view text, Escape escape, size_t& chars_left) {
  return append_pieces(out, text, escape, chars_left, count_code_points);
}

bool append_bytes(std::string& out, std::string_view text, Escape escape, size_t bytes_max) {
  return append_pieces(out, text, escape, bytes_max,
                       [](const std::string& piece) { return piece.size(); });
}

bool append_unchanged(std::string& out, std::string_view text, size_t& chars_left) {
  const size_t chars = count_code_points(text);
  if (chars > chars_left) return append_chars(out, text, escape_nothing, chars_left);
  chars_left -= chars;
  out += text;
  return true;
}

}  // namespace

bool is_cut_allowed(Sink sink) { return sink == Sink::kTts || sink == Sink::kSsml; }

bool append_value(std::string& out, std::string_view value, Sink sink, size_t& chars_left) {
  switch (sink) {
    case Sink::kTts:
      return append_authored(out, value, sink, chars_left);
    case Sink::kSsml:
      return append_chars(out, value, escape_xml, chars_left);
    case Sink::kUriComponent:
      return append_chars(out, value, escape_percent, chars_left);
    case Sink::kHeader:
    case Sink::kJson:
    case Sink::kDial:
      break;
  }
  return append_unchanged(out, value, chars_left);
}

bool append_authored(std::string& out, std::string_view text, Sink sink, size_t& chars_left) {
  if (is_cut_allowed(sink) && has_control_character(text)) {
    const Escape escape = sink == Sink::kSsml ? escape_markup : escape_spoken;
    return append_chars(out, text, escape, chars_left);
  }
  return append_unchanged(out, text, chars_left);
}

Result<void> check_sink(std::string_view text, Sink sink) {
  if (sink == Sink::kHeader) {
    constexpr std::string_view kBreaks("\r\n\0", 3);
    if (text.find_first_of(kBreaks) == std::string_view::npos) return {};
    return invalid({}, "expected a header value on one line, got one with CR, LF or NUL");
  }
  if (sink != Sink::kDial) return {};
  for (const char c : text) {
    if (is_dialable(c)) continue;
    return invalid({},
                   "expected only +0-9A-Za-z*#._@:;=- in what is dialled or looked up, got "
                   "another character");
  }
  return {};
}

bool append_percent_encoded(std::string& out, std::string_view text, size_t bytes_max) {
  return append_bytes(out, text, escape_percent, bytes_max);
}

bool append_xml(std::string& out, std::string_view text, size_t bytes_max) {
  return append_bytes(out, text, escape_xml, bytes_max);
}

std::string sensitive_mark(const schema::Json& value) {
  return "***(" + std::to_string(count_code_points(value_text(value))) + ")";
}

}  // namespace sivo::ivr
