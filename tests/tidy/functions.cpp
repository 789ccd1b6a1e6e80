#include "tidy/functions.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

namespace sivo::tidy {

namespace {

constexpr std::array<std::string_view, 10> kControl = {"if", "else", "for",   "while", "switch",
                                                       "do", "try",  "catch", "case",  "default"};
constexpr std::array<std::string_view, 6> kNotNames = {"decltype", "alignas",  "__attribute__",
                                                       "explicit", "noexcept", "requires"};

template <class Names>
bool is_one_of(const Names& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::string_view first_word(std::string_view text) {
  size_t end = 0;
  while (end < text.size() && is_word_char(text[end])) ++end;
  return text.substr(0, end);
}

std::string_view last_word(std::string_view text) {
  text = trimmed(text);
  size_t start = text.size();
  while (start > 0 && is_word_char(text[start - 1])) --start;
  return text.substr(start);
}

bool is_macro_name(std::string_view name) {
  return name.size() > 2 && std::none_of(name.begin(), name.end(), [](char c) {
           return std::islower(static_cast<unsigned char>(c)) != 0;
         });
}

// Depth of brackets of every kind while walking over a declaration from left to right.
class Depth {
 public:
  void feed(std::string_view text, size_t i) {
    const char c = text[i];
    if (c == '(' || c == '[' || c == '{') ++brackets_;
    else if (c == ')' || c == ']' || c == '}') --brackets_;
    else if (c == '<' && opens_template(text, i)) ++angles_;
    else if (c == '>' && angles_ > 0 && text[i - 1] != '-') --angles_;
  }
  bool is_zero() const { return brackets_ == 0 && angles_ == 0; }

 private:
  static bool opens_template(std::string_view text, size_t i) {
    const std::string_view before = last_word(text.substr(0, i));
    const bool is_attached = i > 0 && is_word_char(text[i - 1]);
    return before == "template" || (is_attached && before != "operator");
  }
  int brackets_ = 0;
  int angles_ = 0;
};

struct Parameters {
  size_t open = 0;  // of the parenthesis
  size_t close = 0;
  std::vector<std::string> list;
};

std::vector<std::string> split_commas(std::string_view text) {
  std::vector<std::string> parts;
  Depth depth;
  size_t start = 0;
  for (size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size()) depth.feed(text, i);
    if (i < text.size() && !(text[i] == ',' && depth.is_zero())) continue;
    const std::string_view part = trimmed(text.substr(start, i - start));
    if (!part.empty() && part != "void") parts.emplace_back(part);
    start = i + 1;
  }
  return parts;
}

size_t closing(std::string_view text, size_t open) {
  int depth = 0;
  for (size_t i = open; i < text.size(); ++i) {
    if (text[i] == '(') ++depth;
    if (text[i] == ')' && --depth == 0) return i;
  }
  return std::string_view::npos;
}

// The parameter list of a declaration: the first parenthesis outside of brackets that follows a
// name.
std::optional<Parameters> find_parameters(std::string_view head) {
  Depth depth;
  for (size_t i = 0; i < head.size(); ++i) {
    const bool is_outside = depth.is_zero();
    if (head[i] == '=' && is_outside &&
        head.substr(0, i).find("operator") == std::string_view::npos)
      return std::nullopt;
    if (head[i] == '(' && is_outside) {
      const size_t close = closing(head, i);
      if (close == std::string_view::npos) return std::nullopt;
      const std::string_view name = last_word(head.substr(0, i));
      const bool is_call_operator = name == "operator" && close == i + 1;
      if (!name.empty() && !is_one_of(kNotNames, name) && !is_call_operator)
        return Parameters{i, close, split_commas(head.substr(i + 1, close - i - 1))};
      if (name.empty() && head.substr(0, i).find("operator") != std::string_view::npos)
        return Parameters{i, close, split_commas(head.substr(i + 1, close - i - 1))};
      if (is_call_operator) {
        i = close;
        const size_t open = head.find('(', i);
        if (open == std::string_view::npos) return std::nullopt;
        const size_t end = closing(head, open);
        if (end == std::string_view::npos) return std::nullopt;
        return Parameters{open, end, split_commas(head.substr(open + 1, end - open - 1))};
      }
    }
    depth.feed(head, i);
  }
  return std::nullopt;
}

// "[&](int x) -> bool" at the end of a statement: where its bracket opens.
std::optional<size_t> find_lambda(std::string_view head) {
  int depth = 0;
  for (size_t i = head.size(); i-- > 0;) {
    if (head[i] == ')' || head[i] == ']') ++depth;
    if (head[i] == '(' || head[i] == '[') --depth;
    if (depth < 0 || head[i] == ';' || (depth == 0 && head[i] == ',')) return std::nullopt;
    if (head[i] != '[' || depth != 0) continue;
    const bool is_attribute = i + 1 < head.size() && head[i + 1] == '[';
    const bool is_subscript = i > 0 && (is_word_char(head[i - 1]) || head[i - 1] == ']');
    if (is_attribute || is_subscript) return std::nullopt;
    return i;
  }
  return std::nullopt;
}

enum class Brace { kScope, kFunction, kBlock, kValue };

bool is_scope_head(std::string_view head) {
  while (head.starts_with("template")) {
    Depth depth;
    size_t i = head.find('<');
    if (i == std::string_view::npos) break;
    for (depth.feed(head, i); ++i < head.size() && !depth.is_zero();) depth.feed(head, i);
    head = trimmed(head.substr(i));
  }
  if (head.find('(') != std::string_view::npos) return false;
  for (const std::string_view word : {"inline", "static", "typedef", "const", "constexpr"})
    if (first_word(head) == word) head = trimmed(head.substr(word.size()));
  constexpr std::array<std::string_view, 6> kScopes = {"namespace", "class", "struct",
                                                       "union",     "enum",  "extern"};
  return is_one_of(kScopes, first_word(head));
}

bool ends_like_a_body(std::string_view tail) {
  tail = trimmed(tail);
  if (tail.empty()) return true;
  const bool is_initialised = tail.starts_with(":");
  const char last = tail.back();
  if (is_initialised) return last == ')' || last == '}';
  return tail.find('=') == std::string_view::npos;
}

Brace classify(std::string_view head, bool is_in_parentheses) {
  if (find_lambda(head)) return Brace::kFunction;
  if (is_in_parentheses) return Brace::kValue;
  if (head.empty() || is_one_of(kControl, first_word(head))) return Brace::kBlock;
  if (is_scope_head(head) || head.starts_with("TEST_SUITE")) return Brace::kScope;
  const auto parameters = find_parameters(head);
  if (!parameters || first_word(head) == "return") return Brace::kValue;
  return ends_like_a_body(head.substr(parameters->close + 1)) ? Brace::kFunction : Brace::kValue;
}

class Scanner {
 public:
  std::vector<Function> scan(const Source& source) {
    bool is_directive = false;
    for (size_t i = 0; i < source.lines.size(); ++i) {
      const std::string& code = source.lines[i].code;
      is_directive = is_directive || trimmed(code).starts_with("#");
      if (is_directive) {
        is_directive = code.ends_with('\\');
        continue;
      }
      line_ = i + 1;
      for (const char c : code) feed(c);
      end_line();
    }
    return std::move(functions_);
  }

 private:
  struct Open {
    Brace brace;
    size_t function;  // index, of a kFunction
    std::string head;
    int parentheses;
    size_t head_line;
  };

  void feed(char c) {
    if (c == '{') return open();
    if (c == '}') return close();
    if (c == '(') ++parentheses_;
    if (c == ')') --parentheses_;
    if (c == ';' && parentheses_ <= 0) return end_statement();
    if (head_.empty() && c == ' ') return;
    if (head_.empty()) head_line_ = line_;
    head_ += c;
    if (c == ':' && (head_ == "public:" || head_ == "private:" || head_ == "protected:"))
      head_.clear();
  }

  // A macro that stands alone ends with its line.
  void end_line() {
    const std::string_view head = trimmed(head_);
    if (parentheses_ == 0 && head.ends_with(')') && is_macro_name(first_word(head))) head_.clear();
    if (!head_.empty()) head_ += ' ';
  }

  void open() {
    const std::string head(trimmed(head_));
    const Brace brace = classify(head, parentheses_ > 0);
    if (brace == Brace::kFunction) {
      const auto lambda = find_lambda(head);
      add(lambda ? std::string_view(head).substr(*lambda) : head, lambda.has_value());
    }
    open_.push_back({brace, functions_.size() - 1, head_, parentheses_, head_line_});
    head_.clear();
    parentheses_ = 0;
  }

  void add(std::string_view head, bool is_lambda) {
    Function function{"lambda", is_lambda ? line_ : head_line_, line_, {}};
    if (is_lambda) {
      const size_t start = head.find('(');
      const size_t end = start == std::string_view::npos ? start : closing(head, start);
      if (end != std::string_view::npos)
        function.parameters = split_commas(head.substr(start + 1, end - start - 1));
    } else if (const auto parameters = find_parameters(head)) {
      function.name = last_word(head.substr(0, parameters->open));
      if (!is_macro_name(function.name)) function.parameters = parameters->list;
    }
    functions_.push_back(std::move(function));
  }

  void close() {
    if (open_.empty()) return;
    Open last = std::move(open_.back());
    open_.pop_back();
    if (last.brace == Brace::kFunction) functions_[last.function].last_line = line_;
    const bool is_expression = last.brace == Brace::kValue ||
                               (last.brace == Brace::kFunction && find_lambda(trimmed(last.head)));
    head_ = is_expression ? last.head + "{}" : "";
    parentheses_ = is_expression ? last.parentheses : 0;
    head_line_ = last.head_line;
  }

  void end_statement() {
    const bool is_declaration = open_.empty() || open_.back().brace == Brace::kScope;
    const std::string head(trimmed(head_));
    const bool is_alias = head.starts_with("using ") || head.starts_with("typedef ");
    if (is_declaration && !is_alias && find_parameters(head)) add(head, false);
    head_.clear();
    parentheses_ = 0;
  }

  std::vector<Function> functions_;
  std::vector<Open> open_;
  std::string head_;
  size_t head_line_ = 0;
  size_t line_ = 0;
  int parentheses_ = 0;
};

}  // namespace

std::vector<Function> functions_of(const Source& source) { return Scanner().scan(source); }

}  // namespace sivo::tidy
