// Any bytes as the code of a function: it ends within its limits, the same way twice, and what it
// returns is text.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/assert.hpp"
#include "base/text.hpp"
#include "script/engine.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace sivo;
  using namespace sivo::script;
  const std::string_view code(reinterpret_cast<const char*>(data), size);
  const Limits limits = {kNever, 100'000, 512 * 1024};
  const World world = {1'700'000'000'000, 7};
  const auto engine = make_duktape({});
  const auto problem = engine->check(code);
  SIVO_ASSERT(!problem || is_valid_utf8(problem->message));
  const Run run = engine->run(code, R"({"a":[1,"b",{"c":null}]})", limits, world);
  SIVO_ASSERT(run.end != End::kTime && run.peak_bytes <= limits.memory_bytes);
  SIVO_ASSERT(is_valid_utf8(run.value_json) && is_valid_utf8(run.message));
  SIVO_ASSERT(run == engine->run(code, R"({"a":[1,"b",{"c":null}]})", limits, world));
  return 0;
}
