#include <cstddef>
#include <cstdint>
#include <string_view>

#include "schema/json.hpp"

using sivo::schema::Json;

namespace {

[[noreturn]] void fail() { __builtin_trap(); }

}  // namespace

// What was read is written so that it reads back the same, compact and pretty.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto json = Json::parse({reinterpret_cast<const char*>(data), size});
  if (!json) {
    if (json.error().message.empty()) fail();
    return 0;
  }
  const std::string text = json->dump();
  const auto again = Json::parse(text);
  if (!again || !(*again == *json) || again->dump() != text) fail();
  const auto pretty = Json::parse(json->dump_pretty());
  if (!pretty || !(*pretty == *json)) fail();
  return 0;
}
