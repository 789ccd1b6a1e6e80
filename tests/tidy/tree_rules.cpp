#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <vector>

#include "tidy/rules.hpp"

namespace sivo::tidy {

namespace {

std::string stem_of(std::string_view path) {
  const size_t slash = path.rfind('/');
  const std::string_view name = slash == std::string_view::npos ? path : path.substr(slash + 1);
  return std::string(name.substr(0, name.rfind('.')));
}

std::string_view folder_of(std::string_view path) {
  const size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view{} : path.substr(0, slash);
}

std::string_view name_of(std::string_view path) { return path.substr(path.rfind('/') + 1); }

std::set<std::string> paths_of(std::span<const Source> tree) {
  std::set<std::string> paths;
  for (const Source& source : tree) paths.insert(source.path);
  return paths;
}

// What the files below `folder` include, as it stands in the directives.
std::set<std::string> includes_of(std::span<const Source> tree, std::string_view folder) {
  std::set<std::string> headers;
  for (const Source& source : tree) {
    if (!source.is_cpp() || !source.is_in(folder)) continue;
    for (const Line& line : source.lines) {
      const std::string include = included(line);
      if (!include.empty()) headers.insert(include.substr(1));
    }
  }
  return headers;
}

bool has_test(const std::set<std::string>& paths, const std::string& unit) {
  return paths.contains("tests/" + unit + "_test.cpp") ||
         paths.contains("tests/" + unit + "_test.c");
}

// A program's entry; what it calls is tested.
bool is_main(std::string_view path) { return name_of(path) == "main.cpp"; }

// The headers of its own folder that a file includes, and what those include in turn.
std::set<std::string> own_headers(std::span<const Source> tree, const std::string& path) {
  std::set<std::string> found;
  std::vector<std::string> open = {path};
  while (!open.empty()) {
    const std::string next = open.back();
    open.pop_back();
    const auto source = std::find_if(tree.begin(), tree.end(),
                                     [&](const Source& other) { return other.path == next; });
    if (source == tree.end()) continue;
    for (const Line& line : source->lines) {
      const std::string include = included(line);
      if (include.empty()) continue;
      const std::string header = "src/" + include.substr(1);
      if (folder_of(header) == folder_of(path) && found.insert(header).second)
        open.push_back(header);
    }
  }
  return found;
}

std::string unit_of(const std::string& path) { return path.substr(4, path.rfind('.') - 4); }

// A .cpp without a header of its own is a part of what its folder's headers declare.
bool is_part_of_tested(std::span<const Source> tree, const Source& source,
                       const std::set<std::string>& paths) {
  const std::set<std::string> headers = own_headers(tree, source.path);
  return std::any_of(headers.begin(), headers.end(),
                     [&](const std::string& header) { return has_test(paths, unit_of(header)); });
}

// Headers a test includes, and those of the same folder behind them.
std::set<std::string> tested_headers(std::span<const Source> tree) {
  std::set<std::string> tested;
  for (const std::string& header : includes_of(tree, "tests")) {
    tested.insert("src/" + header);
    tested.merge(own_headers(tree, "src/" + header));
  }
  return tested;
}

bool is_named(std::span<const Source> tree, const Source& self, std::string_view name) {
  return std::any_of(tree.begin(), tree.end(), [&](const Source& source) {
    if (source.path == self.path) return false;
    return std::any_of(source.lines.begin(), source.lines.end(),
                       [&](const Line& line) { return line.text.find(name) != std::string::npos; });
  });
}

std::string_view first_part(std::string_view path) { return path.substr(0, path.find('/')); }

}  // namespace

void check_tests(std::span<const Source> tree, Findings& findings) {
  const std::set<std::string> paths = paths_of(tree);
  const std::set<std::string> tested = tested_headers(tree);
  for (const Source& source : tree) {
    if (!source.is_in("src") || is_main(source.path)) continue;
    const std::string unit = unit_of(source.path);
    const bool has_source = paths.contains("src/" + unit + ".cpp");
    const bool has_header = paths.contains("src/" + unit + ".hpp");
    if (has_test(paths, unit)) continue;
    if (source.extension() == ".cpp" && (has_header || !is_part_of_tested(tree, source, paths)))
      findings.push_back({source.path, 0, "no tests/" + unit + "_test.cpp"});
    if (source.extension() == ".hpp" && !has_source && !tested.contains(source.path))
      findings.push_back({source.path, 0, "no test includes it"});
  }
}

void check_references(std::span<const Source> tree, Findings& findings) {
  std::set<std::string> headers;
  for (const std::string_view folder : {"src", "include", "tests", "examples", "bindings"})
    headers.merge(includes_of(tree, folder));
  for (const Source& source : tree) {
    const bool is_header =
        source.extension() == ".hpp" && (source.is_in("src") || source.is_in("tests"));
    if (is_header) {
      const std::string from_root = source.path.substr(source.path.find('/') + 1);
      if (!headers.contains(from_root) && !headers.contains(std::string(name_of(source.path))))
        findings.push_back({source.path, 0, "nobody includes it"});
    }
    const bool must_be_named = source.is_in("cmake") || source.is_in("tests/golden") ||
                               (source.is_in("examples") && source.extension() == ".json");
    if (must_be_named && !is_named(tree, source, name_of(source.path)) &&
        !is_named(tree, source, stem_of(source.path)))
      findings.push_back({source.path, 0, "no other file names it"});
  }
}

void check_places(std::span<const Source> tree, Findings& findings) {
  constexpr std::array<std::string_view, 22> kTop = {".ci",
                                                     ".clang-format",
                                                     ".clang-tidy",
                                                     ".gitignore",
                                                     "ARCHITECTURE.md",
                                                     "CHANGELOG.md",
                                                     "CMakeLists.txt",
                                                     "CMakePresets.json",
                                                     "CMakeUserPresets.json",
                                                     "CONTRIBUTING.md",
                                                     "LICENSE",
                                                     "Makefile",
                                                     "README.md",
                                                     "SECURITY.md",
                                                     "bindings",
                                                     "cmake",
                                                     "examples",
                                                     "include",
                                                     "src",
                                                     "tests",
                                                     "Testing",
                                                     "compile_commands.json"};
  constexpr std::array<std::string_view, 5> kInstalled = {"sivo.h", "schema.h", "version.h",
                                                          "export.h", "sivo.hpp"};
  std::set<std::string_view> reported;
  for (const Source& source : tree) {
    const std::string_view top = first_part(source.path);
    if (std::find(kTop.begin(), kTop.end(), top) == kTop.end() && reported.insert(top).second)
      findings.push_back({source.path, 0, "the architecture names no " + std::string(top)});
    const bool is_installed =
        std::find(kInstalled.begin(), kInstalled.end(), name_of(source.path)) != kInstalled.end();
    if (source.is_in("include") && (folder_of(source.path) != "include/sivo" || !is_installed))
      findings.push_back({source.path, 0, "include/sivo is exactly what is installed"});
  }
}

}  // namespace sivo::tidy
