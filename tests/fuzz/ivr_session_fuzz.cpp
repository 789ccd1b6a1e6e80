// Any bytes as a seed of a flow and a script of events: a session must keep its promises.
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/assert.hpp"
#include "engine/ivr/compile.hpp"
#include "engine/ivr/random_flow.hpp"
#include "engine/ivr/session.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace sivo;
  using namespace sivo::ivr;
  if (size < 2) return 0;
  Xoshiro256 flow_random(static_cast<uint64_t>(data[0]) << 8 | data[1]);
  const CompileResult result = compile_text(testing::RandomFlow(flow_random).text());
  SIVO_ASSERT(result.ok());
  Session session(result.flow);
  std::vector<Action> actions;
  Micros now = kSecond;
  SIVO_ASSERT(session.feed(event::Start{true}, now, actions).ok());
  for (size_t i = 2; i + 1 < size; i += 2) {
    Xoshiro256 random(data[i]);
    now += static_cast<Micros>(data[i + 1]) * 50 * kMillisecond;
    static_cast<void>(session.feed(testing::random_event(random, actions), now, actions));
    int completed = 0;
    for (const Action& action : actions) {
      completed += std::holds_alternative<action::Completed>(action.body);
    }
    SIVO_ASSERT(completed == (session.outcome() ? 1 : 0));
    auto restored = Session::restore(result.flow, session.snapshot());
    SIVO_ASSERT(restored.ok() && restored->deadline() == session.deadline());
  }
  return 0;
}
