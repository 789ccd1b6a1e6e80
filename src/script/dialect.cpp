#include "script/dialect.hpp"

#include <array>

namespace sivo::script {
namespace {

struct Construct {
  std::string_view mark;  // a word, or signs
  std::string_view remedy;
};

// The first that stands in the line is named, so what may hold others comes first.
constexpr std::array<Construct, 11> kConstructs = {{
    {"`", "template literals: use 'text' + value"},
    {"=>", "arrow functions: use function (x) { return ...; }"},
    {"let", "let: use var"},
    {"class", "classes: use a function or a plain object"},
    {"async", "async: a function node cannot wait"},
    {"await", "await: a function node cannot wait"},
    {"yield", "generators: use a loop"},
    {"import", "import: a function node has no modules"},
    {"export", "export: a function node has no modules"},
    {"of", "for-of: use for (var i = 0; i < list.length; i++)"},
    {"...", "spread: use apply or concat"},
}};
constexpr std::string_view kDestructuring = "destructuring: read the properties one by one";

bool is_word_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '$';
}

std::string_view line_of(std::string_view code, uint32_t line) {
  for (uint32_t i = 1; i < line; ++i) {
    const size_t end = code.find('\n');
    if (end == std::string_view::npos) return {};
    code.remove_prefix(end + 1);
  }
  return code.substr(0, code.find('\n'));
}

// Without texts in quotes and the comment at the end.
std::string without_texts(std::string_view line) {
  std::string bare;
  char quote = 0;
  for (size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (quote != 0) {
      if (c == '\\') ++i;
      if (c == quote) quote = 0;
      continue;
    }
    if (c == '"' || c == '\'') quote = c;
    if (c == '/' && line.substr(i, 2) == "//") break;
    bare.push_back(c);
  }
  return bare;
}

bool holds(std::string_view line, std::string_view mark) {
  const bool is_word = is_word_char(mark.front());
  for (size_t at = line.find(mark); at != std::string_view::npos; at = line.find(mark, at + 1)) {
    const size_t end = at + mark.size();
    const bool is_whole = (at == 0 || (!is_word_char(line[at - 1]) && line[at - 1] != '.')) &&
                          (end == line.size() || !is_word_char(line[end]));
    if (!is_word || is_whole) return true;
  }
  return false;
}

// "var {a} = x" and "const [a] = x".
bool is_destructuring(std::string_view line) {
  for (const std::string_view word : {"var", "const"}) {
    const size_t at = line.find(word);
    if (at == std::string_view::npos) continue;
    const size_t next = line.find_first_not_of(" \t", at + word.size());
    if (next != std::string_view::npos && (line[next] == '{' || line[next] == '[')) return true;
  }
  return false;
}

}  // namespace

std::string newer_construct(std::string_view code, uint32_t line) {
  const std::string bare = without_texts(line_of(code, line));
  for (const Construct& construct : kConstructs)
    if (holds(bare, construct.mark)) return std::string(construct.remedy);
  return is_destructuring(bare) ? std::string(kDestructuring) : std::string();
}

}  // namespace sivo::script
