#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace sivo::tidy {

// One line of a file, seen three ways; `code` has blanks where comments and literals stand, so its
// columns are those of `text`.
struct Line {
  std::string text;
  std::string code;
  std::string comment;
};

struct Source {
  std::string path;  // from the root, "src/base/id.hpp"
  std::vector<Line> lines;

  std::string_view extension() const;
  bool is_cpp() const;  // C or C++
  bool is_in(std::string_view folder) const;
};

// What a rule has against a line; line 0 is the file as a whole.
struct Finding {
  std::string path;
  size_t line = 0;
  std::string what;
};
using Findings = std::vector<Finding>;

Source make_source(std::string path, std::string_view text);

// Every text file of the project below `root`, in the order of their paths; build folders, version
// control and fuzz corpora are left out.
std::vector<Source> read_tree(const std::filesystem::path& root);

// The name between the quotes or brackets of an #include line, with its delimiter in front
// ("<vector" or "\"base/id.hpp"), empty for any other line.
std::string included(const Line& line);

bool is_word_char(char c);
std::string_view trimmed(std::string_view text);

}  // namespace sivo::tidy
