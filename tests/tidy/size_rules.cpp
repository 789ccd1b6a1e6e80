#include <algorithm>
#include <array>

#include "tidy/functions.hpp"
#include "tidy/rules.hpp"

namespace sivo::tidy {

namespace {

constexpr std::string_view kGenerated = "include/sivo/schema.h";

// Columns are code points: the comments use … and µ.
size_t columns_of(std::string_view text) {
  return static_cast<size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

bool is_length(std::string_view parameter) {
  return parameter.starts_with("size_t ") &&
         (parameter.ends_with("_len") || parameter.ends_with("_size") ||
          parameter.ends_with("_bytes") || parameter.ends_with("_count") ||
          parameter.ends_with(" len") || parameter.ends_with(" size"));
}

// In C the receiver is written out, text comes with its length, and an error object ends the list:
// none of the three is counted.
size_t count_parameters(const Function& function) {
  const std::vector<std::string>& list = function.parameters;
  if (!function.name.starts_with("sivo_")) return list.size();
  size_t count = 0;
  for (size_t i = 0; i < list.size(); ++i) {
    const bool is_handle = list[i].find("sivo_") != std::string::npos;
    const bool is_receiver = i == 0 && is_handle && list[i].find('*') != std::string::npos;
    const bool is_error = list[i].find("sivo_error") != std::string::npos;
    if (!is_receiver && !is_error && !is_length(list[i])) ++count;
  }
  return count;
}

}  // namespace

void check_length(const Source& source, Findings& findings) {
  if (!source.is_cpp() || source.path == kGenerated) return;
  if (source.lines.size() > kFileLinesMax)
    findings.push_back({source.path, source.lines.size(),
                        std::to_string(source.lines.size()) + " lines: two ideas in one file"});
}

void check_columns(const Source& source, Findings& findings) {
  const std::string_view e = source.extension();
  if (e == ".md" || e == ".json" || e == ".txt" || source.path == kGenerated) return;
  for (size_t i = 0; i < source.lines.size(); ++i) {
    const std::string& text = source.lines[i].text;
    if (columns_of(text) > kColumnsMax)
      findings.push_back({source.path, i + 1, std::to_string(columns_of(text)) + " columns"});
    const bool is_makefile = source.path == "Makefile";
    if (!is_makefile && text.find('\t') != std::string::npos)
      findings.push_back({source.path, i + 1, "a tab"});
    if (text.ends_with(' ') || text.ends_with('\r'))
      findings.push_back({source.path, i + 1, "a blank at the end of the line"});
  }
}

void check_functions(const Source& source, Findings& findings) {
  if (!source.is_cpp()) return;
  for (const Function& function : functions_of(source)) {
    const size_t lines = function.last_line - function.first_line + 1;
    if (lines > kFunctionLinesMax)
      findings.push_back({source.path, function.first_line,
                          function.name + " has " + std::to_string(lines) + " lines"});
    const size_t parameters = count_parameters(function);
    if (parameters > kParametersMax)
      findings.push_back({source.path, function.first_line,
                          function.name + " has " + std::to_string(parameters) + " parameters"});
  }
}

void check_names(const Source& source, Findings& findings) {
  constexpr std::array<std::string_view, 7> kVague = {"utils",  "util",    "common", "helpers",
                                                      "helper", "manager", "misc"};
  std::string_view path = source.path;
  while (!path.empty()) {
    const size_t slash = std::min(path.find('/'), path.size());
    const std::string_view part = path.substr(0, slash);
    const std::string_view stem = part.substr(0, part.find('.'));
    if (std::find(kVague.begin(), kVague.end(), stem) != kVague.end())
      findings.push_back({source.path, 0, "«" + std::string(stem) + "» says nothing"});
    const bool has_upper =
        std::any_of(stem.begin(), stem.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    if (has_upper && source.is_cpp())
      findings.push_back({source.path, 0, "file names are snake_case"});
    path.remove_prefix(std::min(slash + 1, path.size()));
  }
  if (source.extension() != ".hpp") return;
  const bool is_guarded =
      std::any_of(source.lines.begin(), source.lines.end(), [](const Line& line) {
        return trimmed(line.code) == "#pragma once" ||
               trimmed(line.code).starts_with("#ifndef SIVO_");
      });
  if (!is_guarded) findings.push_back({source.path, 1, "no #pragma once"});
}

}  // namespace sivo::tidy
