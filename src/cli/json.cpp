#include "cli/json.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "cli/failure.hpp"

namespace sivo::cli {
namespace {

// Its input is the library's own strict output or a document the library has accepted; this reads
// it back and refuses what it cannot follow.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  JsonValue whole() {
    JsonValue value = read(0);
    blanks();
    if (at_ != text_.size()) refuse("the end");
    return value;
  }

 private:
  JsonValue read(int depth) {
    if (depth > kJsonDepthMax) refuse("less depth");
    blanks();
    JsonValue value;
    if (peek() == '{') {
      value.kind = JsonValue::Kind::kObject;
      read_members(value, depth);
    } else if (peek() == '[') {
      value.kind = JsonValue::Kind::kArray;
      read_items(value, depth);
    } else if (peek() == '"') {
      value.kind = JsonValue::Kind::kString;
      value.text = string();
    } else {
      value.text = scalar();
    }
    return value;
  }

  void read_members(JsonValue& value, int depth) {
    ++at_;
    blanks();
    if (take('}')) return;
    do {
      blanks();
      value.names.push_back(string());
      blanks();
      if (!take(':')) refuse("':'");
      value.items.push_back(read(depth + 1));
      blanks();
    } while (take(','));
    if (!take('}')) refuse("'}'");
  }

  void read_items(JsonValue& value, int depth) {
    ++at_;
    blanks();
    if (take(']')) return;
    do {
      value.items.push_back(read(depth + 1));
      blanks();
    } while (take(','));
    if (!take(']')) refuse("']'");
  }

  std::string scalar() {
    const size_t start = at_;
    while (at_ < text_.size() &&
           std::string_view(",]} \t\r\n").find(text_[at_]) == std::string_view::npos)
      ++at_;
    const std::string_view word = text_.substr(start, at_ - start);
    const bool is_number = !word.empty() && (word[0] == '-' || (word[0] >= '0' && word[0] <= '9'));
    if (!is_number && word != "true" && word != "false" && word != "null") refuse("a value");
    return std::string(word);
  }

  std::string string() {
    if (!take('"')) refuse("'\"'");
    std::string result;
    while (peek() != '"') {
      if (peek() != '\\') {
        result += text_[at_++];
        continue;
      }
      ++at_;
      escape(result);
    }
    ++at_;
    return result;
  }

  void escape(std::string& out) {
    static constexpr std::string_view kFrom = "\"\\/bfnrt";
    static constexpr std::string_view kTo = "\"\\/\b\f\n\r\t";
    const char c = peek();
    ++at_;
    if (const size_t found = kFrom.find(c); found != std::string_view::npos) {
      out += kTo[found];
      return;
    }
    if (c != 'u') refuse("an escape");
    uint32_t point = hex4();
    if (point >= 0xd800 && point < 0xdc00 && text_.substr(at_, 2) == "\\u") {
      at_ += 2;
      point = 0x10000 + ((point - 0xd800) << 10) + (hex4() - 0xdc00);
    }
    append_utf8(out, point);
  }

  uint32_t hex4() {
    uint32_t point = 0;
    const std::string_view digits = text_.substr(std::min(at_, text_.size()), 4);
    const auto end = std::from_chars(digits.data(), digits.data() + digits.size(), point, 16);
    if (digits.size() != 4 || end.ptr != digits.data() + 4) refuse("four hexadecimal digits");
    at_ += 4;
    return point;
  }

  static void append_utf8(std::string& out, uint32_t point) {
    const auto add = [&](uint32_t byte) { out += static_cast<char>(byte); };
    if (point < 0x80) {
      add(point);
    } else if (point < 0x800) {
      add(0xC0U | point >> 6);
      add(0x80U | (point & 0x3FU));
    } else if (point < 0x10000) {
      add(0xE0U | point >> 12);
      add(0x80U | (point >> 6 & 0x3FU));
      add(0x80U | (point & 0x3FU));
    } else {
      add(0xF0U | (point >> 18 & 0x07U));
      add(0x80U | (point >> 12 & 0x3FU));
      add(0x80U | (point >> 6 & 0x3FU));
      add(0x80U | (point & 0x3FU));
    }
  }

  void blanks() {
    while (at_ < text_.size() &&
           std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos)
      ++at_;
  }
  char peek() {
    if (at_ >= text_.size()) refuse("more text");
    return text_[at_];
  }
  bool take(char c) {
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  [[noreturn]] void refuse(std::string_view expected) const {
    fail(Exit::kFailed, "JSON byte " + std::to_string(at_), "expected " + std::string(expected));
  }

  std::string_view text_;
  size_t at_ = 0;
};

void append_break(std::string& out, int indent) {
  if (indent < 0) return;
  out += '\n';
  out.append(static_cast<size_t>(indent) * 2, ' ');
}

void render(std::string& out, const JsonValue& value, int indent) {
  const int inner = indent < 0 ? indent : indent + 1;
  switch (value.kind) {
    case JsonValue::Kind::kScalar:
      out += value.text;
      return;
    case JsonValue::Kind::kString:
      out += json_string(value.text);
      return;
    case JsonValue::Kind::kArray:
      out += '[';
      for (size_t i = 0; i < value.items.size(); ++i) {
        if (i > 0) out += ',';
        append_break(out, inner);
        render(out, value.items[i], inner);
      }
      if (!value.items.empty()) append_break(out, indent);
      out += ']';
      return;
    case JsonValue::Kind::kObject:
      out += '{';
      for (size_t i = 0; i < value.items.size(); ++i) {
        if (i > 0) out += ',';
        append_break(out, inner);
        out += json_string(value.names[i]) + (indent < 0 ? ":" : ": ");
        render(out, value.items[i], inner);
      }
      if (!value.items.empty()) append_break(out, indent);
      out += '}';
      return;
  }
}

}  // namespace

const JsonValue* JsonValue::find(std::string_view name) const {
  for (size_t i = 0; i < names.size(); ++i)
    if (names[i] == name) return &items[i];
  return nullptr;
}

std::string JsonValue::shown() const {
  if (kind == Kind::kString) return text;
  if (kind == Kind::kScalar) return text == "null" ? "" : text;
  return render_json(*this);
}

JsonValue parse_json(std::string_view text) { return Reader(text).whole(); }

std::string render_json(const JsonValue& value, int indent) {
  std::string out;
  render(out, value, indent);
  return out;
}

std::string json_string(std::string_view text) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20) {
      out += "\\u00";
      out += kDigits[byte >> 4];
      out += kDigits[byte & 0xfU];
    } else {
      out += c;
    }
  }
  return out + "\"";
}

}  // namespace sivo::cli
