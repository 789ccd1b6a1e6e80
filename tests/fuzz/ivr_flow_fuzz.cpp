// Any bytes as a flow document: compile_text must answer, and a flow it accepts must run.
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/assert.hpp"
#include "engine/ivr/compile.hpp"
#include "engine/ivr/session.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace sivo::ivr;
  const CompileResult result =
      compile_text(std::string_view(reinterpret_cast<const char*>(data), size));
  if (!result.ok()) {
    SIVO_ASSERT(!result.diagnostics.empty());
    return 0;
  }
  Session session(result.flow);
  std::vector<Action> actions;
  SIVO_ASSERT(session.feed(event::Start{true}, sivo::kSecond, actions).ok());
  for (int i = 0; i < 100 && session.deadline() != sivo::kNever; ++i) {
    session.tick(session.deadline(), actions);
  }
  return 0;
}
