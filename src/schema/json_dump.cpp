#include "schema/json.hpp"

namespace sivo::schema {
namespace {

constexpr size_t kIndent = 2;

void append_escape(std::string& out, char c) {
  static constexpr char kDigits[] = "0123456789abcdef";
  switch (c) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\b':
      out += "\\b";
      return;
    case '\f':
      out += "\\f";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      break;
  }
  const auto byte = static_cast<unsigned char>(c);
  out += "\\u00";
  out += kDigits[byte >> 4];
  out += kDigits[byte & 0xfU];
}

bool must_escape(char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; }

void append_line(std::string& out, size_t depth) {
  out += '\n';
  out.append(depth * kIndent, ' ');
}

// Depth is bounded by the parser's; documents built in memory are a few levels deep.
void append_pretty(std::string& out, const Json& json, size_t depth) {
  if (json.is_array() && !json.items().empty()) {
    char before = '[';
    for (const Json& item : json.items()) {
      out += before;
      before = ',';
      append_line(out, depth + 1);
      append_pretty(out, item, depth + 1);
    }
    append_line(out, depth);
    out += ']';
  } else if (json.is_object() && !json.members().empty()) {
    char before = '{';
    for (const auto& [key, value] : json.members()) {
      out += before;
      before = ',';
      append_line(out, depth + 1);
      append_json_string(out, key);
      out += ": ";
      append_pretty(out, value, depth + 1);
    }
    append_line(out, depth);
    out += '}';
  } else {
    json.dump_to(out);
  }
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  size_t from = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (!must_escape(text[i])) continue;
    out.append(text, from, i - from);
    append_escape(out, text[i]);
    from = i + 1;
  }
  out.append(text, from);
  out += '"';
}

void Json::dump_to(std::string& out) const {
  char before = 0;
  switch (type_) {
    case Type::kNull:
      out += "null";
      break;
    case Type::kBool:
      out += bool_ ? "true" : "false";
      break;
    case Type::kNumber:
      out += text_;
      break;
    case Type::kString:
      append_json_string(out, text_);
      break;
    case Type::kArray:
      before = '[';
      if (items_.empty()) out += before;
      for (const Json& item : items_) {
        out += before;
        before = ',';
        item.dump_to(out);
      }
      out += ']';
      break;
    case Type::kObject:
      before = '{';
      if (members_.empty()) out += before;
      for (const Member& member : members_) {
        out += before;
        before = ',';
        append_json_string(out, member.first);
        out += ':';
        member.second.dump_to(out);
      }
      out += '}';
      break;
  }
}

std::string Json::dump() const {
  std::string out;
  dump_to(out);
  return out;
}

std::string Json::dump_pretty() const {
  std::string out;
  append_pretty(out, *this, 0);
  out += '\n';
  return out;
}

}  // namespace sivo::schema
