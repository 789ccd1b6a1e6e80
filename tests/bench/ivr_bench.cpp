#include <stdexcept>

#include "bench.hpp"
#include "engine/ivr/compile.hpp"
#include "engine/ivr/session.hpp"

// The IVR engine alone. A step is a node entered, as in spec/ivr.md section 7.
namespace sivo::bench {
namespace {

using namespace sivo::ivr;

constexpr Micros kNow = 1'800'000'000 * kSecond;
constexpr size_t kBigFlowNodes = 500;

// Two menus and two prompts before the end: "press 1", "you chose 1", "press 1 again", "thanks".
constexpr std::string_view kFlow = R"({
  "format": "sivo.flow/1", "name": "main", "start": "first",
  "nodes": [
    {"id": "first", "type": "menu", "prompt": "For sales press 1, for support press 2.",
     "options": [{"digits": "1"}, {"digits": "2"}],
     "edges": {"1": "chosen", "2": "chosen", "max_retries": "bye"}},
    {"id": "chosen", "type": "play", "prompt": "Thank you.", "edges": {"next": "second"}},
    {"id": "second", "type": "menu", "prompt": "New order: 1, invoice: 2.",
     "options": [{"digits": "1"}, {"digits": "2"}],
     "edges": {"1": "thanks", "2": "thanks", "max_retries": "bye"}},
    {"id": "thanks", "type": "play", "prompt": "We call you back.", "edges": {"next": "bye"}},
    {"id": "bye", "type": "hangup"}
  ]
})";

FlowPtr compiled(std::string_view text) {
  CompileResult result = compile_text(text);
  if (!result.ok()) throw std::runtime_error(result.diagnostics.front().message);
  return result.flow;
}

class Host {
 public:
  explicit Host(FlowPtr flow) : flow_(std::move(flow)) {}

  // A whole session; how many nodes it entered.
  uint32_t run() {
    Session session(flow_);
    actions_.clear();
    feed(session, event::Start{true});
    for (size_t seen = 0; seen < actions_.size(); ++seen) {
      const auto* play = std::get_if<action::Play>(&actions_[seen].body);
      if (play == nullptr) continue;
      if (play->barge_in) feed(session, event::Dtmf{"1"});
      else feed(session, event::PlayFinished{actions_[seen].id, event::PlayEnd::kCompleted});
    }
    if (!session.outcome()) throw std::runtime_error("a session of the benchmark does not end");
    return session.steps();
  }

 private:
  void feed(Session& session, const Event& event) {
    now_ += kSecond;
    const auto done = session.feed(event, now_, actions_);
    if (!done) throw std::runtime_error(done.error().message);
  }

  FlowPtr flow_;
  Micros now_ = kNow;
  std::vector<Action> actions_;
};

void add_steps(Report& report) {
  if (!report.wants("ivr.steps_per_s")) return;
  Host host(compiled(kFlow));
  const double rate = best_rate_of(0.7, [&] {
    uint64_t steps = 0;
    for (int i = 0; i < 1000; ++i) steps += host.run();
    return steps;
  });
  report.add({"ivr.steps_per_s", rate, "steps/s",
              "nodes entered; sessions of two menus, two prompts and a hangup, 5 nodes and 5 events"
              " each, made and ended in the time measured",
              at_least(1e6)});
}

// Menus and prompts in turns, each menu with ways forward and back.
std::string big_flow() {
  const auto name = [](size_t i) { return "\"n" + std::to_string(i % (kBigFlowNodes - 1)) + '"'; };
  std::string text = R"({"format":"sivo.flow/1","name":"big","start":"n0","nodes":[)";
  for (size_t i = 0; i + 1 < kBigFlowNodes; ++i) {
    text += R"({"id":)" + name(i);
    if (i % 2 == 0) {
      text += R"(,"type":"menu","prompt":{"by_language":{"es":"Pulse uno o dos.","en":"Press 1 or)"
              R"( 2."}},"options":[{"digits":"1","label":"on"},{"digits":"2","label":"further"}],)"
              R"("edges":{"1":)" +
              name(i + 1) + R"(,"2":)" + name(i + 37) + R"(,"max_retries":"bye"}},)";
    } else {
      text += R"(,"type":"play","assign":{"place":)" + std::to_string(i) +
              R"(},"prompt":["Thank you.",{"silence_ms":200}],"edges":{"next":)" + name(i + 1) +
              "}},";
    }
  }
  return text + R"({"id":"bye","type":"hangup"}]})";
}

void add_compile(Report& report) {
  if (!report.wants("ivr.compile_500_nodes_ms")) return;
  const std::string text = big_flow();
  const double rate = best_rate_of(0.3, [&] {
    if (compiled(text)->nodes.size() != kBigFlowNodes)
      throw std::runtime_error("the flow of the benchmark lost nodes");
    return 1;
  });
  report.add({"ivr.compile_500_nodes_ms", 1e3 / rate, "ms",
              "parse, validate and compile " + std::to_string(text.size() / 1024) +
                  " KiB of JSON, 250 menus and 249 prompts",
              at_most(20)});
}

}  // namespace

void run_ivr_bench(Report& report) {
  add_steps(report);
  add_compile(report);
}

}  // namespace sivo::bench
