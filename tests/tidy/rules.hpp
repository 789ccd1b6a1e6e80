#pragma once

#include <span>

#include "tidy/source.hpp"

namespace sivo::tidy {

inline constexpr size_t kFileLinesMax = 600;
inline constexpr size_t kFunctionLinesMax = 70;
inline constexpr size_t kParametersMax = 5;
inline constexpr size_t kColumnsMax = 100;

// A rule looks at one file; a tree rule at all of them.
using Rule = void (*)(const Source& source, Findings& findings);
using TreeRule = void (*)(std::span<const Source> tree, Findings& findings);

// Who may include whom (ARCHITECTURE.md).
void check_layers(const Source& source, Findings& findings);
// A library's header only in the layer that hides it; system headers only where the system is
// touched.
void check_third_party(const Source& source, Findings& findings);
// Words that a folder must not contain: clocks, threads, printing, new and delete …
void check_words(const Source& source, Findings& findings);
void check_comments(const Source& source, Findings& findings);
void check_length(const Source& source, Findings& findings);
void check_columns(const Source& source, Findings& findings);
void check_functions(const Source& source, Findings& findings);
void check_macros(const Source& source, Findings& findings);
void check_names(const Source& source, Findings& findings);

// src/x/y.cpp has tests/x/y_test.cpp; a header without a .cpp is included by some test.
void check_tests(std::span<const Source> tree, Findings& findings);
// Every header is included, every file of cmake/ and tests/golden is named, somewhere.
void check_references(std::span<const Source> tree, Findings& findings);
// No folder or file at the top, or in include/sivo, that the architecture does not name.
void check_places(std::span<const Source> tree, Findings& findings);
// Every function of the C ABI that can fail is called in the test where each allocation fails.
void check_failures(std::span<const Source> tree, Findings& findings);

}  // namespace sivo::tidy
