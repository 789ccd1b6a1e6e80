#include <algorithm>
#include <nlohmann/json.hpp>

#include "schema/json.hpp"

namespace sivo::schema {
namespace {

constexpr size_t kFewMembers = 16;  // up to here every pair is compared, above they are sorted
constexpr size_t kPathKeyMax = 64;  // bytes of a key that a path repeats

using Parser = nlohmann::json;

// "line 3, column 14 (byte 58)", all counted from 1, columns in characters. The parser's position
// is that of the last byte it took, one further at the end of the text.
std::string place_of(std::string_view text, size_t position) {
  const std::string_view before = text.substr(0, std::min(text.size(), position - (position > 0)));
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const size_t start = before.rfind('\n') + 1;  // 0 on the first line
  const auto is_first_byte = [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  };
  const auto column = std::count_if(before.begin() + static_cast<std::ptrdiff_t>(start),
                                    before.end(), is_first_byte) +
                      1;
  return "line " + std::to_string(line) + ", column " + std::to_string(column) + " (byte " +
         std::to_string(position) + ")";
}

// Builds the document from the parser's events. What nlohmann's parser lets through and RFC 8259 or
// this house does not (duplicate keys, any depth, any number of values) is refused here.
class Builder {
 public:
  Builder(std::string_view text, size_t depth_max, size_t values_max)
      : text_(text), depth_max_(depth_max), values_max_(values_max) {}

  bool null() { return add(Json()); }
  bool boolean(bool value) { return add(Json::boolean(value)); }
  // The lexer makes a signed number only of a leading minus, so a signed zero was written "-0".
  bool number_integer(int64_t value) {
    return value == 0 ? add(Json::number("-0")) : add(Json::integer(value));
  }
  bool number_unsigned(uint64_t value) { return add(Json::number(std::to_string(value))); }
  // The text is the source's but for the decimal point, which the lexer turns into the locale's.
  bool number_float(double, const std::string& text) {
    std::string source = text;
    for (char& c : source) {
      const bool is_digit = c >= '0' && c <= '9';
      if (!is_digit && c != '-' && c != '+' && c != 'e' && c != 'E') c = '.';
    }
    return add(Json::number(std::move(source)));
  }
  bool string(std::string& value) { return add(Json::string(std::move(value))); }
  bool binary(Parser::binary_t&) { return false; }  // never in JSON text
  bool start_object(size_t) { return open(Json::object()); }
  bool start_array(size_t) { return open(Json::array()); }
  bool key(std::string& name) {
    levels_.back().key = std::move(name);
    return true;
  }
  bool end_object() {
    if (const std::string* twice = repeated_key(levels_.back().json)) {
      levels_.back().key.clear();
      std::string got;
      append_json_string(got, std::string_view(*twice).substr(0, kPathKeyMax));
      return fail("expected each key once in an object, got " + got + " twice");
    }
    return close();
  }
  bool end_array() { return close(); }
  bool parse_error(size_t position, const std::string&,
                   const nlohmann::detail::exception& problem) {
    constexpr int kNumberOverflow = 406;
    return fail(std::string(problem.id == kNumberOverflow
                                ? "expected a number that a double can hold"
                                : "expected JSON (RFC 8259), got a syntax error") +
                " at " + place_of(text_, position));
  }

  Json& root() { return root_; }
  Error take_error() { return std::move(error_); }

 private:
  struct Level {
    Json json;
    std::string key;  // of the member being read
  };

  bool add(Json value) {
    if (++values_ > values_max_) {
      return fail("expected at most " + std::to_string(values_max_) + " values");
    }
    if (levels_.empty()) root_ = std::move(value);
    else if (levels_.back().json.is_array()) levels_.back().json.push(std::move(value));
    else levels_.back().json.append(std::move(levels_.back().key), std::move(value));
    return true;
  }
  bool open(Json container) {
    if (levels_.size() >= depth_max_) {
      return fail("expected at most " + std::to_string(depth_max_) + " levels of nesting");
    }
    levels_.push_back(Level{std::move(container), {}});
    return true;
  }
  bool close() {
    Json done = std::move(levels_.back().json);
    levels_.pop_back();
    return add(std::move(done));
  }

  static const std::string* repeated_key(const Json& object) {
    const auto& members = object.members();
    if (members.size() <= kFewMembers) {
      for (size_t i = 1; i < members.size(); ++i) {
        for (size_t j = 0; j < i; ++j) {
          if (members[i].first == members[j].first) return &members[i].first;
        }
      }
      return nullptr;
    }
    std::vector<const std::string*> keys;
    keys.reserve(members.size());
    for (const auto& member : members) keys.push_back(&member.first);
    std::sort(keys.begin(), keys.end(), [](auto* a, auto* b) { return *a < *b; });
    const auto same = [](auto* a, auto* b) { return *a == *b; };
    const auto at = std::adjacent_find(keys.begin(), keys.end(), same);
    return at == keys.end() ? nullptr : *at;
  }

  std::string path() const {
    std::string out;
    for (const Level& level : levels_) {
      if (level.json.is_array()) {
        out += '[' + std::to_string(level.json.items().size()) + ']';
      } else if (!level.key.empty()) {
        if (!out.empty()) out += '.';
        out.append(level.key, 0, kPathKeyMax);
      }
    }
    return out;
  }
  bool fail(std::string message) {
    error_ = invalid(path(), std::move(message));
    return false;
  }

  std::string_view text_;
  size_t depth_max_;
  size_t values_max_;
  size_t values_ = 0;
  std::vector<Level> levels_;
  Json root_;
  Error error_;
};

}  // namespace

Result<Json> Json::parse(std::string_view text, size_t depth_max, size_t values_max) {
  if (text.size() > kJsonBytesMax) {
    return invalid({}, "expected at most " + std::to_string(kJsonBytesMax) +
                           " bytes of JSON, got " + std::to_string(text.size()));
  }
  // The lexer skips a byte order mark and takes a zero byte for the end of the text.
  if (text.starts_with("\xef\xbb\xbf")) return invalid({}, "expected JSON, got a byte order mark");
  if (const size_t zero = text.find('\0'); zero != std::string_view::npos) {
    return invalid({}, "expected JSON, got a zero byte at " + place_of(text, zero + 1));
  }
  Builder builder(text, depth_max, values_max);
  if (!Parser::sax_parse(text.begin(), text.end(), &builder)) return builder.take_error();
  return std::move(builder.root());
}

}  // namespace sivo::schema
