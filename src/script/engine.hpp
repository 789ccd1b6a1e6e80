#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.hpp"

// The sandbox of the function node: the body of function(vars) in JavaScript, ES5.1 with const, **,
// shorthand properties, Symbol, Proxy and Reflect, Object.assign, startsWith, Array.find.
namespace sivo::script {

// No run starts with less: an engine cannot even be set up.
inline constexpr size_t kMemoryBytesMin = 256 * 1024;
inline constexpr size_t kCodeBytesMax = 64 * 1024;
inline constexpr size_t kVariablesBytesMax = 4 * 1024 * 1024;
inline constexpr size_t kResultBytesMax = 1024 * 1024;
inline constexpr size_t kMessageBytesMax = 500;

struct Limits {
  Micros wall_us = 50 * kMillisecond;  // kNever: the clock is not read
  uint64_t fuel = 10'000'000;          // bytecodes; native work counts what it costs in them
  size_t memory_bytes = 8 * 1024 * 1024;
};

// What a run sees of the outside: Date stands still at wall_ms, Math.random follows the seed.
struct World {
  int64_t wall_ms = 0;
  uint64_t seed = 0;
};

// kTime alone was decided by the real clock; every other end comes again with the same input.
enum class End : uint8_t { kValue, kError, kFuel, kTime, kMemory };

struct Run {
  End end = End::kError;
  std::string value_json;  // of kValue; undefined is null
  std::string message;     // of kError, one line
  uint32_t line = 0;       // of kError, 0 when it is not known
  uint64_t fuel = 0;       // spent, counted in portions of about a thousand
  size_t peak_bytes = 0;
  bool operator==(const Run&) const = default;
};

struct Problem {
  uint32_t line = 0;
  std::string message;
};

// An engine keeps nothing between calls, and one may be used by several threads at once. A call
// needs 256 KiB of stack.
class ScriptEngine {
 public:
  virtual ~ScriptEngine() = default;
  ScriptEngine() = default;
  ScriptEngine(const ScriptEngine&) = delete;
  ScriptEngine& operator=(const ScriptEngine&) = delete;

  // Whether the code compiles; nothing of it runs.
  virtual std::optional<Problem> check(std::string_view code) = 0;
  // `vars_json` is any JSON value; the code may change it, nobody sees that.
  virtual Run run(std::string_view code, std::string_view vars_json, const Limits& limits,
                  const World& world) = 0;
};

// Microseconds from any start, never backwards; it must not throw.
using MonotonicClock = std::function<Micros()>;
MonotonicClock real_clock();

// Without a clock (a simulation) nothing ends by time.
std::unique_ptr<ScriptEngine> make_duktape(MonotonicClock clock);

}  // namespace sivo::script
