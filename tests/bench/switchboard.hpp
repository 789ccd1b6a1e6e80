#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sivo/sivo.hpp"

namespace sivo::bench {

inline constexpr int64_t kMorning = INT64_C(1'795'251'600'000'000);  // a Saturday in 2026, 09:00

// What a host reports of a caller, in the order of a call's life: six inputs a complete call.
enum class Fact : uint8_t { kOffered, kAnswered, kKey, kRings, kPickedUp, kHungUp };
inline constexpr int kInputsPerCall = 6;

struct Input {
  uint32_t caller = 0;
  Fact what = Fact::kOffered;
};

// A PBX over the C ABI: one tenant, a menu in front of a queue, and agents that are logged in. Each
// caller takes a key, is offered to an agent, talks and hangs up. It says what is to be reported
// next; when and in which group is for the benchmark to decide.
class Switchboard {
 public:
  struct Options {
    std::string path;  // empty = in memory
    int32_t durability = SIVO_DURABILITY_NONE;
    int agents = 0;
    bool is_paused = false;  // nobody takes calls: callers wait
  };
  explicit Switchboard(const Options& options);

  sivo::core& core() { return core_; }
  // Reports one thing.
  void step(const Input& input, int64_t now_us);
  // Takes every output; what the host will have to report because of it goes to `next`. `told`
  // lists the callers of the actions, which may be many times the same.
  void poll(std::vector<Input>& next, std::vector<uint32_t>* told = nullptr);
  int64_t calls_ended() const { return calls_ended_; }

 private:
  struct Caller {
    std::string channel;
    sivo::id leg;  // of the agent
  };
  Caller& caller(uint32_t index);
  void log_in(const Options& options);

  sivo::core core_;
  std::vector<Caller> callers_;
  int64_t calls_ended_ = 0;
};

}  // namespace sivo::bench
