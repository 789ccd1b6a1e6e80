#include "tidy/rules.hpp"

namespace sivo::tidy {
namespace {

constexpr std::string_view kHeader = "include/sivo/sivo.h";
constexpr std::string_view kSweep = "tests/capi/out_of_memory_test.c";
constexpr std::string_view kHost = "tests/capi/host.h";  // which the sweep's calls go through

const Source* find(std::span<const Source> tree, std::string_view path) {
  for (const Source& source : tree) {
    if (source.path == path) return &source;
  }
  return nullptr;
}

// The functions of the header whose last parameter is an error, with their lines. A declaration
// ends with a semicolon and may take several lines.
std::vector<std::pair<std::string, size_t>> failing_functions(const Source& header) {
  std::vector<std::pair<std::string, size_t>> found;
  std::string declaration;
  size_t begin = 0;
  for (size_t i = 0; i < header.lines.size(); ++i) {
    const std::string& code = header.lines[i].code;
    if (code.starts_with("SIVO_API")) {
      declaration.clear();
      begin = i + 1;
    }
    declaration += code;
    if (begin == 0 || code.find(';') == std::string::npos) continue;
    const size_t open = declaration.find('(');
    const size_t name = declaration.rfind("sivo_", open);
    if (open != std::string::npos && declaration.find("** err)") != std::string::npos) {
      found.emplace_back(declaration.substr(name, open - name), begin);
    }
    begin = 0;
  }
  return found;
}

}  // namespace

void check_failures(std::span<const Source> tree, Findings& findings) {
  const Source* header = find(tree, kHeader);
  const Source* sweep = find(tree, kSweep);
  if (header == nullptr || sweep == nullptr) return;
  std::string code;
  for (const Source* source : {sweep, find(tree, kHost)}) {
    if (source == nullptr) continue;
    for (const Line& line : source->lines) code += line.code + "\n";
  }
  for (const auto& [name, line] : failing_functions(*header)) {
    if (code.find(name + "(") != std::string::npos) continue;
    findings.push_back(
        {std::string(kHeader), line,
         name + " is not called where each allocation fails (" + std::string(kSweep) + ")"});
  }
}

}  // namespace sivo::tidy
