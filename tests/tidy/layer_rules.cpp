#include <algorithm>
#include <array>
#include <vector>

#include "tidy/rules.hpp"

namespace sivo::tidy {

namespace {

struct Layer {
  std::string_view folder;                    // below src, the most special first
  std::vector<std::string_view> may_include;  // folders and single headers, itself understood
};

// schema and base are the vocabulary of everything above them that is not told otherwise.
const std::vector<std::string_view> kVocabulary = {"schema", "base"};
const std::array<Layer, 20> kLayers = {{
    {"base", {}},
    {"schema", {"base"}},
    {"engine/schedule", kVocabulary},
    {"engine/acd", kVocabulary},
    {"engine/stats", {"engine/schedule", "schema", "base"}},
    {"engine/ivr", {"engine/schedule", "schema", "base"}},
    {"engine/trunk", {"engine/schedule", "schema", "base"}},
    {"engine/webhook", kVocabulary},
    {"engine/policy", {"engine/acd", "schema", "base"}},
    {"engine/call",
     {"engine/acd", "engine/ivr", "engine/schedule", "engine/stats", "engine/trunk",
      "engine/webhook", "schema", "base"}},
    {"engine", kVocabulary},
    {"script", {"base"}},
    {"store", kVocabulary},
    {"crypto", {"base"}},
    {"core", {"engine", "store", "crypto", "script", "schema", "base", "sivo/version.h"}},
    {"sim", {"engine", "schema", "base"}},
    {"net", {"base", "crypto"}},
    {"server", {"core", "net", "schema", "base"}},
    {"capi", {"core", "sim", "server", "sivo", "schema", "base"}},
    {"cli", {"sivo"}},
}};

bool is_below(std::string_view path, std::string_view folder) {
  return path.starts_with(folder) && path.size() > folder.size() && path[folder.size()] == '/';
}

const Layer* layer_of(std::string_view path) {
  if (!path.starts_with("src/")) return nullptr;
  path.remove_prefix(4);
  const auto it = std::find_if(kLayers.begin(), kLayers.end(),
                               [&](const Layer& layer) { return is_below(path, layer.folder); });
  return it == kLayers.end() ? nullptr : &*it;
}

bool may_include(const Layer& layer, std::string_view header) {
  if (is_below(header, layer.folder)) return true;
  return std::any_of(
      layer.may_include.begin(), layer.may_include.end(),
      [&](std::string_view folder) { return is_below(header, folder) || header == folder; });
}

struct Library {
  std::string_view prefix;  // of the header
  std::string_view home;    // the one folder that knows it
};
constexpr std::array<Library, 12> kLibraries = {{
    {"sqlite3", "src/store"},
    {"mbedtls/", "src/crypto"},
    {"psa/", "src/crypto"},
    {"nlohmann/", "src/schema"},
    {"date/", "src/engine/schedule"},
    {"re2/", "src/engine/ivr"},
    {"uv.h", "src/net"},
    {"llhttp.h", "src/net"},
    {"duktape.h", "src/script"},
    {"doctest/", "tests"},
    {"benchmark/", "tests/bench"},
    {"fuzzer/", "tests/fuzz"},
}};

constexpr std::array<std::string_view, 19> kCHeaders = {
    "assert.h", "ctype.h",  "errno.h",  "float.h",  "inttypes.h", "limits.h", "locale.h",
    "math.h",   "setjmp.h", "signal.h", "stdarg.h", "stdbool.h",  "stddef.h", "stdint.h",
    "stdio.h",  "stdlib.h", "string.h", "time.h",   "wchar.h"};
constexpr std::array<std::string_view, 4> kSystemFolders = {"src/store", "src/net", "src/server",
                                                            "src/cli"};

bool is_library_allowed(const Source& source, const Library& library) {
  if (source.is_in(library.home)) return true;
  // A test may look behind the curtain (a raw database as the reference); an example may not.
  return source.is_in("tests");
}

void check_bracketed(const Source& source, size_t line, std::string_view header, Findings& out) {
  for (const Library& library : kLibraries) {
    if (!header.starts_with(library.prefix)) continue;
    if (!is_library_allowed(source, library))
      out.push_back({source.path, line,
                     "<" + std::string(header) + "> belongs to " + std::string(library.home)});
    return;
  }
  const bool is_standard = header.find_first_of("./") == std::string_view::npos ||
                           std::find(kCHeaders.begin(), kCHeaders.end(), header) != kCHeaders.end();
  const bool is_system_folder =
      !source.is_in("src") ||
      std::any_of(kSystemFolders.begin(), kSystemFolders.end(),
                  [&](std::string_view folder) { return source.is_in(folder); });
  if (!is_standard && !is_system_folder && !header.starts_with("sivo/"))
    out.push_back(
        {source.path, line,
         "<" + std::string(header) + "> is neither standard nor a library of this layer"});
}

}  // namespace

void check_layers(const Source& source, Findings& findings) {
  if (!source.is_cpp()) return;
  const Layer* layer = layer_of(source.path);
  const bool is_outside = source.is_in("examples") || source.is_in("bindings");
  if (source.is_in("src") && !layer)
    findings.push_back({source.path, 0, "this folder is no layer of the architecture"});
  if (!layer && !is_outside) return;
  for (size_t i = 0; i < source.lines.size(); ++i) {
    const std::string include = included(source.lines[i]);
    if (include.empty()) continue;
    const std::string header = include.substr(1);
    const bool is_ours = include[0] == '"' || header.starts_with("sivo/");
    if (!is_ours) continue;
    const bool is_beside = is_outside && header.find('/') == std::string::npos;
    const bool is_allowed =
        layer ? may_include(*layer, header) : header.starts_with("sivo/") || is_beside;
    if (!is_allowed)
      findings.push_back({source.path, i + 1,
                          "no arrow from " + std::string(layer ? layer->folder : "examples") +
                              " to \"" + header + "\""});
  }
}

void check_third_party(const Source& source, Findings& findings) {
  if (!source.is_cpp()) return;
  for (size_t i = 0; i < source.lines.size(); ++i) {
    const std::string include = included(source.lines[i]);
    if (include.starts_with('<')) check_bracketed(source, i + 1, include.substr(1), findings);
  }
}

}  // namespace sivo::tidy
