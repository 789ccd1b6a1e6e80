#pragma once

#include <compare>
#include <string>

#include "base/id.hpp"
#include "base/time.hpp"

namespace sivo::call {

// Who may have his place in a queue back: one who hung up while he waited there.
struct ResumeKey {
  Id tenant;
  Id queue;
  std::string number;
  friend auto operator<=>(const ResumeKey&, const ResumeKey&) = default;
};

}  // namespace sivo::call
