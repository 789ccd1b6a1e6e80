#pragma once

#include <string>
#include <utility>

namespace sivo::sim {

// What a check found wrong; thrown, caught by simulate(), told with the seed and the step.
struct Finding {
  std::string check;  // which rule
  std::string text;
};

inline void expect(bool holds, const char* check, const std::string& text) {
  if (!holds) throw Finding{check, text};
}

}  // namespace sivo::sim
