#pragma once

#include <string>
#include <vector>

#include "tidy/source.hpp"

namespace sivo::tidy {

// A function, a lambda or a test case as it stands in clang-formatted text: good guesses, no
// parser.
struct Function {
  std::string name;
  size_t first_line = 0;
  size_t last_line = 0;  // equals first_line's statement for a declaration without a body
  std::vector<std::string> parameters;
};

std::vector<Function> functions_of(const Source& source);

}  // namespace sivo::tidy
