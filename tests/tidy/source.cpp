#include "tidy/source.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>
#include <iterator>

namespace sivo::tidy {

namespace {

constexpr std::array<std::string_view, 9> kTextExtensions = {
    ".c", ".h", ".cpp", ".hpp", ".cmake", ".txt", ".md", ".json", ".sh"};
constexpr std::array<std::string_view, 5> kTextNames = {"Makefile", "run", ".clang-format",
                                                        ".clang-tidy", ".gitignore"};
constexpr std::array<std::string_view, 6> kSkippedFolders = {"build", ".git",   ".cache",
                                                             ".idea", "corpus", ".vscode"};

template <class Names>
bool is_one_of(const Names& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Separates code, comments and literals, one character after the other.
class Splitter {
 public:
  std::vector<Line> split(std::string_view text) {
    size_t start = 0;
    while (start < text.size()) {
      size_t end = text.find('\n', start);
      if (end == std::string_view::npos) end = text.size();
      lines_.push_back(split_line(text.substr(start, end - start)));
      start = end + 1;
    }
    return std::move(lines_);
  }

 private:
  enum class In { kCode, kBlockComment, kRawString };

  Line split_line(std::string_view text) {
    Line line{std::string(text), std::string(text.size(), ' '), {}};
    for (size_t i = 0; i < text.size();) i = step(text, i, line);
    return line;
  }

  // Handles what starts at `i` and returns where the next thing starts.
  size_t step(std::string_view text, size_t i, Line& line) {
    if (in_ == In::kBlockComment) return skip_until("*/", text, i, &line.comment);
    if (in_ == In::kRawString) return skip_until(raw_end_, text, i, nullptr);
    if (text.substr(i, 2) == "//") {
      line.comment += text.substr(i + 2);
      return text.size();
    }
    if (text.substr(i, 2) == "/*") {
      in_ = In::kBlockComment;
      return i + 2;
    }
    if (text[i] == '"' && i > 0 && text[i - 1] == 'R') return open_raw_string(text, i, line);
    if (text[i] == '"' || (text[i] == '\'' && !is_digit_separator(text, i)))
      return skip_literal(text, i, line);
    line.code[i] = text[i];
    return i + 1;
  }

  size_t skip_until(const std::string& end, std::string_view text, size_t i, std::string* into) {
    const size_t found = text.find(end, i);
    const size_t stop = found == std::string_view::npos ? text.size() : found;
    if (into) *into += text.substr(i, stop - i);
    if (found == std::string_view::npos) return text.size();
    in_ = In::kCode;
    return found + end.size();
  }

  size_t open_raw_string(std::string_view text, size_t i, Line& line) {
    const size_t open = text.find('(', i);
    line.code[i] = '"';
    if (open == std::string_view::npos) return text.size();
    raw_end_ = ")" + std::string(text.substr(i + 1, open - i - 1)) + "\"";
    in_ = In::kRawString;
    return open + 1;
  }

  static size_t skip_literal(std::string_view text, size_t i, Line& line) {
    const char quote = text[i];
    line.code[i] = quote;
    for (++i; i < text.size() && text[i] != quote; ++i)
      if (text[i] == '\\') ++i;
    if (i >= text.size()) return text.size();
    line.code[i] = quote;
    return i + 1;
  }

  static bool is_digit_separator(std::string_view text, size_t i) {
    size_t start = i;
    while (start > 0 && (is_word_char(text[start - 1]) || text[start - 1] == '\'')) --start;
    return start < i && std::isdigit(static_cast<unsigned char>(text[start])) != 0;
  }

  std::vector<Line> lines_;
  In in_ = In::kCode;
  std::string raw_end_;
};

// Scripts, CMake and documents: '#' starts a comment in the first two, everything is text.
std::vector<Line> split_plain(std::string_view text) {
  std::vector<Line> lines;
  size_t start = 0;
  while (start < text.size()) {
    const size_t end = std::min(text.find('\n', start), text.size());
    const std::string line(text.substr(start, end - start));
    lines.push_back(Line{line, line, line});
    start = end + 1;
  }
  return lines;
}

}  // namespace

std::string_view Source::extension() const {
  const size_t dot = path.rfind('.');
  return dot == std::string::npos ? std::string_view{} : std::string_view(path).substr(dot);
}

bool Source::is_cpp() const {
  const std::string_view e = extension();
  return e == ".c" || e == ".h" || e == ".cpp" || e == ".hpp";
}

bool Source::is_in(std::string_view folder) const {
  return path.size() > folder.size() && path.starts_with(folder) && path[folder.size()] == '/';
}

Source make_source(std::string path, std::string_view text) {
  Source source{std::move(path), {}};
  source.lines = source.is_cpp() ? Splitter().split(text) : split_plain(text);
  return source;
}

std::vector<Source> read_tree(const std::filesystem::path& root) {
  std::vector<std::filesystem::path> paths;
  auto it = std::filesystem::recursive_directory_iterator(root);
  for (; it != std::filesystem::end(it); ++it) {
    const std::string name = it->path().filename().string();
    if (it->is_directory() && is_one_of(kSkippedFolders, name)) it.disable_recursion_pending();
    if (!it->is_regular_file()) continue;
    if (is_one_of(kTextExtensions, it->path().extension().string()) || is_one_of(kTextNames, name))
      paths.push_back(it->path());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<Source> sources;
  for (const auto& path : paths) {
    std::ifstream file(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    sources.push_back(make_source(path.lexically_relative(root).generic_string(), text));
  }
  return sources;
}

std::string included(const Line& line) {
  std::string_view text = trimmed(line.text);
  if (!text.starts_with("#include")) return {};
  text = trimmed(text.substr(8));
  if (text.empty()) return {};
  const size_t end = text.find(text[0] == '<' ? '>' : '"', 1);
  return std::string(text.substr(0, end));
}

bool is_word_char(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

std::string_view trimmed(std::string_view text) {
  const size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

}  // namespace sivo::tidy
