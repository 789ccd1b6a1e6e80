#pragma once

#include <cstdint>
#include <string>

namespace sivo::cli {

// A duration as on a wallboard: 0:07, 12:34, 1:02:03, 2 d 01:02:03.
std::string clock_text(int64_t duration_ms);

}  // namespace sivo::cli
