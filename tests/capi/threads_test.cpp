#include <doctest/doctest.h>
#include <sivo/sivo.hpp>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

// What other threads may do while one is inside the core: the tsan preset runs this too.
namespace {

constexpr std::int64_t kNow = 1'800'000'000'000'000;
constexpr int kThreads = 4;
constexpr int kInputsEach = 200;

constexpr const char* kAcme = R"({
  "tenant": {"slug": "acme", "name": "Acme"},
  "queues": [{"name": "sales"}],
  "ivr_flows": [{"name": "main", "flow": {"format": "sivo.flow/1", "name": "main", "start": "q",
                 "nodes": [{"id": "q", "type": "queue", "queue": "sales"}]}}],
  "sip_trunks": [{"name": "carrier", "provider": "custom", "host": "sip.carrier.example"}],
  "dids": [{"number": "+34911234567", "trunk": "carrier", "ivr_flow": "main"}]
})";

// Offers calls from a thread of its own; what finds no room is tried again.
void submit_calls(sivo_core* core, int thread) {
  for (int i = 0; i < kInputsEach;) {
    sivo::record offer(SIVO_KIND_CALL_OFFERED);
    offer.set(SIVO_CALL_OFFERED_TO, "+34911234567");
    offer.set(SIVO_CALL_OFFERED_CHANNEL, std::to_string(thread) + "-" + std::to_string(i));
    const std::int32_t status = sivo_submit(core, offer.get(), nullptr);
    if (status == SIVO_OK) ++i;
    else if (status != SIVO_EFULL) return;
    else std::this_thread::yield();
  }
}

void count_wakeup(void* context) { ++*static_cast<std::atomic<int>*>(context); }

TEST_CASE("threads submit while another one steps, and every input is applied once") {
  sivo_open_options options = {};
  options.size = sizeof options;
  options.seed = 7;
  options.now_us = kNow;
  options.submit_max = 16;
  sivo_core* core = nullptr;
  REQUIRE(sivo_open(&options, &core, nullptr) == SIVO_OK);
  const std::string acme = kAcme;
  REQUIRE(sivo_apply(core, acme.data(), acme.size(), 0, kNow, nullptr, nullptr) == SIVO_OK);
  std::atomic<int> wakeups{0};
  sivo_on_wakeup(core, &count_wakeup, &wakeups);
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) threads.emplace_back(submit_calls, core, i);
  int created = 0;
  std::int64_t now = kNow;
  for (int round = 0; created < kThreads * kInputsEach && round < 1'000'000; ++round) {
    REQUIRE(sivo_advance(core, ++now, nullptr) == SIVO_OK);
    sivo_record* output = nullptr;
    while (sivo_poll(core, &output, nullptr) == SIVO_OK && output != nullptr) {
      created += sivo_record_kind(output) == SIVO_KIND_ANSWER;
      sivo_record_free(output);
    }
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(created == kThreads * kInputsEach);
  CHECK(wakeups == kThreads * kInputsEach);
  sivo_close(core);
}

TEST_CASE("a second thread inside the same core is turned away or waits its turn, never both in") {
  sivo_open_options options = {};
  options.size = sizeof options;
  options.seed = 7;
  options.now_us = kNow;
  sivo_core* core = nullptr;
  REQUIRE(sivo_open(&options, &core, nullptr) == SIVO_OK);
  std::atomic<bool> is_over{false};
  std::atomic<int> wrong{0};
  std::thread other([&] {
    while (!is_over) {
      const std::int32_t status = sivo_advance(core, kNow, nullptr);
      if (status != SIVO_OK && status != SIVO_ETHREAD) ++wrong;
    }
  });
  for (int i = 0; i < 500; ++i) {
    const std::int32_t status = sivo_advance(core, kNow, nullptr);
    if (status != SIVO_OK && status != SIVO_ETHREAD) ++wrong;
  }
  is_over = true;
  other.join();
  CHECK(wrong == 0);
  sivo_close(core);
}

}  // namespace
