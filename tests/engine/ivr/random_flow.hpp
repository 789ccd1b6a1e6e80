#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/prng.hpp"
#include "engine/ivr/event.hpp"
#include "engine/ivr/session.hpp"

namespace sivo::ivr::testing {

// Makes valid flow documents of the five nodes, wired at random.
class RandomFlow {
 public:
  explicit RandomFlow(Xoshiro256& random) : random_(random), size_(1 + random.below(8)) {}

  std::string text() {
    std::string nodes;
    for (uint64_t i = 0; i < size_; ++i) nodes += (i ? "," : "") + node(i);
    std::string text =
        R"({"format":"sivo.flow/1","name":"random","start":"n0","nodes":[)" + nodes + "]";
    text += R"(,"on_error":)" + target();
    if (random_.below(3) == 0) text += R"(,"auto_answer":false)";
    if (random_.below(4) == 0) text += R"(,"limits":{"max_steps":5,"max_duration_s":20})";
    return text + "}";
  }

 private:
  std::string target() { return "\"n" + std::to_string(random_.below(size_)) + "\""; }
  std::string prompt() {
    const std::string_view prompts[] = {R"("")", R"("hello")", R"({"by_language":{"en":"hi"}})",
                                        R"(["one",{"silence_ms":100}])"};
    return std::string(prompts[random_.below(4)]);
  }
  std::string edges(std::initializer_list<const char*> names) {
    std::string text;
    for (const char* name : names) {
      if (random_.below(2)) text += "\"" + std::string(name) + "\":" + target() + ",";
    }
    if (!text.empty()) text.pop_back();
    return R"("edges":{)" + text + "}";
  }
  std::string flag(const char* name) {
    return "\"" + std::string(name) + "\":" + (random_.below(2) ? "true," : "false,");
  }
  // Each draw stands in a statement of its own: the order inside an expression is the compiler's.
  std::string node(uint64_t index) {
    std::string text = R"({"id":"n)" + std::to_string(index) + R"(",)";
    if (random_.below(4) == 0) text += R"("assign":{"v":)" + std::to_string(index) + "},";
    switch (random_.below(5)) {
      case 0:
        return text + play() + "}";
      case 1:
        return text + menu() + "}";
      case 2:
        return text + queue() + "}";
      case 3:
        return text + transfer() + "}";
      default:
        return text + R"("type":"hangup","prompt":)" + prompt() + "}";
    }
  }
  std::string number(uint64_t from, uint64_t count) {
    return std::to_string(from + random_.below(count)) + ",";
  }
  std::string play() {
    std::string text = R"("type":"play",)";
    text += flag("barge_in");
    text += flag("buffer_digits");
    text += R"("repeat":)" + number(1, 3);
    text += R"("prompt":)" + prompt();
    return text + "," + edges({"next", "error"});
  }
  std::string queue() {
    std::string text = R"("type":"queue","queue":"q","exit_keys":"*",)";
    text += flag("continue_after_call");
    text += R"("max_wait_s":)" + number(0, 20);
    text += R"("pre_prompt":)" + prompt();
    return text + "," +
           edges({"next", "timeout", "full", "closed", "no_agents", "exit_key", "error"});
  }
  std::string transfer() {
    std::string text = R"("type":"transfer",)";
    text += random_.below(4) ? R"("to":"200",)" : R"("to":"bad one",)";
    text += random_.below(2) ? R"("kind":"bridge",)" : R"("kind":"blind",)";
    text += flag("continue_after_call");
    text += R"("pre_prompt":)" + prompt();
    return text + "," + edges({"next", "busy", "no_answer", "rejected", "invalid", "error"});
  }
  std::string menu() {
    std::string text = R"("type":"menu","variable":"choice",)";
    for (const char* name : {"barge_in", "flush_buffer", "clear_buffer_on_retry"})
      text += flag(name);
    text += R"("max_attempts":)" + number(1, 3);
    text += R"("prompt":)" + prompt();
    text += R"(,"options":[{"digits":"1"},{"digits":"12"},{"digits":"*"}],"edges":{)";
    for (const char* name : {"1", "12", "*"})
      text += "\"" + std::string(name) + "\":" + target() + ",";
    return text + R"("max_retries":)" + target() + "}";
  }

  Xoshiro256& random_;
  uint64_t size_;
};

// An event of any kind, mostly about the actions that were emitted.
inline Event random_event(Xoshiro256& random, const std::vector<Action>& actions) {
  uint32_t id = static_cast<uint32_t>(random.below(40));
  if (!actions.empty() && random.below(8) != 0) {
    const uint64_t back = random.below(actions.size() < 3 ? actions.size() : 3);
    id = actions[actions.size() - 1 - back].id;
  }
  const auto pick = [&](uint64_t count) { return static_cast<uint8_t>(random.below(count)); };
  switch (random.below(24)) {
    case 0:
      return event::Start{random.below(2) == 0};
    case 1:
    case 2:
      return event::Answered{};
    case 3:
      return event::QueueUpdate{id};
    case 4:
      return event::SetVariables{schema::Json::parse(R"({"v":1,"language":"en"})").value()};
    case 5:
      return event::Goto{"n" + std::to_string(random.below(9))};
    case 6:
      return random.below(20) ? Event(event::Answered{}) : Event(event::Abort{"test"});
    case 7:
      if (random.below(20)) return event::Answered{};
      return event::CallEnded{static_cast<event::Party>(pick(4))};
    case 8:
    case 9:
    case 10:
      return event::QueueResult{id, static_cast<event::QueueEnd>(pick(8))};
    case 11:
    case 12:
      return event::TransferResult{id, static_cast<event::TransferEnd>(pick(7))};
    case 13:
      return event::BridgeEnded{id, static_cast<event::Party>(pick(4))};
    case 14:
    case 15:
    case 16:
    case 17:
    case 18:
    case 19:
      return event::PlayFinished{id, static_cast<event::PlayEnd>(pick(3))};
    default:
      return event::Dtmf{std::string(1, "12*#9"[random.below(5)])};
  }
}

}  // namespace sivo::ivr::testing
