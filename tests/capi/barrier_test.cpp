#include "capi/barrier.hpp"

#include <doctest/doctest.h>

#include <new>
#include <stdexcept>
#include <string>

#include "capi/handle.hpp"
#include "schema/inputs.hpp"

namespace sivo::capi {
namespace {

// What a call reported, and the error object freed.
struct Outcome {
  int32_t status;
  int32_t error_status;
  std::string message;
  std::string path;
};

Outcome take(int32_t status, sivo_error* err) {
  Outcome out{status, sivo_error_status(err), sivo_error_message(err), sivo_error_path(err)};
  sivo_error_free(err);
  return out;
}

template <class Work>
Outcome guard(Work&& work) {
  sivo_error* err = nullptr;
  const int32_t status = guarded(&err, work);
  return take(status, err);
}

template <class Work>
Outcome run(sivo_core* core, Work&& work) {
  sivo_error* err = nullptr;
  const int32_t status = on_core(core, &err, work);
  return take(status, err);
}

class OpenCore {
 public:
  OpenCore() {
    sivo_open_options options{};
    options.size = sizeof options;
    options.seed = 7;
    REQUIRE(sivo_open(&options, &core_, nullptr) == SIVO_OK);
  }
  ~OpenCore() { sivo_close(core_); }
  OpenCore(const OpenCore&) = delete;
  OpenCore& operator=(const OpenCore&) = delete;
  sivo_core* get() { return core_; }

 private:
  sivo_core* core_ = nullptr;
};

const auto kNothing = [](core::Core&) -> Result<void> { return {}; };

TEST_CASE("work that succeeds clears the error") {
  sivo_error* err = nullptr;
  CHECK(guarded(&err, []() -> Result<void> { return {}; }) == SIVO_OK);
  CHECK(err == nullptr);
  CHECK(guarded(nullptr, []() -> Result<void> { return {}; }) == SIVO_OK);
}

TEST_CASE("an expected failure keeps status, message and path") {
  const Outcome out = guard([]() -> Result<void> { return invalid("a.b", "expected x, got y"); });
  CHECK(out.status == SIVO_EINVAL);
  CHECK(out.error_status == SIVO_EINVAL);
  CHECK(out.message == "expected x, got y");
  CHECK(out.path == "a.b");
}

TEST_CASE("bad_alloc becomes SIVO_ENOMEM with an error that needs no memory") {
  sivo_error* first = nullptr;
  sivo_error* second = nullptr;
  const auto fail_to_allocate = []() -> Result<void> { throw std::bad_alloc(); };
  CHECK(guarded(&first, fail_to_allocate) == SIVO_ENOMEM);
  CHECK(guarded(&second, fail_to_allocate) == SIVO_ENOMEM);
  CHECK(first == second);
  CHECK(sivo_error_status(first) == SIVO_ENOMEM);
  sivo_error_free(first);
  CHECK(sivo_error_status(second) == SIVO_ENOMEM);
  sivo_error_free(second);
}

TEST_CASE("a broken invariant becomes SIVO_EINTERNAL and says where") {
  const Outcome out = guard([]() -> Result<void> {
    SIVO_ASSERT(1 + 1 == 3);
    return {};
  });
  CHECK(out.status == SIVO_EINTERNAL);
  CHECK(out.message.find("1 + 1 == 3") != std::string::npos);
  CHECK(out.message.find("barrier_test.cpp:") != std::string::npos);
}

TEST_CASE("every other exception becomes SIVO_EINTERNAL") {
  const Outcome known = guard([]() -> Result<void> { throw std::runtime_error("x"); });
  CHECK(known.status == SIVO_EINTERNAL);
  CHECK(known.message == "expected no exception, got x");
  const Outcome unknown = guard([]() -> Result<void> { throw 7; });
  CHECK(unknown.status == SIVO_EINTERNAL);
  CHECK(!unknown.message.empty());
}

TEST_CASE("a handle is live until it is freed, and only as what it is") {
  sivo_query query;
  CHECK(is_live(&query));
  CHECK(!is_live(reinterpret_cast<sivo_record*>(&query)));
  CHECK(!is_live(static_cast<sivo_query*>(nullptr)));
  alignas(sivo_list) unsigned char place[sizeof(sivo_list)];
  auto* list = std::construct_at(reinterpret_cast<sivo_list*>(place));
  CHECK(is_live(list));
  std::destroy_at(list);
  CHECK(!is_live(list));
}

TEST_CASE("a second thread inside a core is turned away and disturbs nothing") {
  OpenCore core;
  const Outcome out = run(core.get(), [&](core::Core&) -> Result<void> {
    CHECK(run(core.get(), kNothing).status == SIVO_ETHREAD);
    CHECK(sivo_deadline(core.get()) == INT64_MAX);
    sivo_close(core.get());  // would be fatal
    return {};
  });
  CHECK(out.status == SIVO_OK);
  CHECK(run(core.get(), kNothing).status == SIVO_OK);
}

TEST_CASE("after bad_alloc a core goes on from its last commit") {
  OpenCore core;
  REQUIRE(sivo_begin(core.get(), nullptr) == SIVO_OK);
  CHECK(run(core.get(), [](core::Core&) -> Result<void> { throw std::bad_alloc(); }).status ==
        SIVO_ENOMEM);
  CHECK(sivo_rollback(core.get(), nullptr) == SIVO_ESTATE);  // the group is over
  CHECK(sivo_advance(core.get(), 1, nullptr) == SIVO_OK);
}

TEST_CASE("a status of no memory counts as bad_alloc") {
  OpenCore core;
  REQUIRE(sivo_begin(core.get(), nullptr) == SIVO_OK);
  CHECK(run(core.get(), [](core::Core&) -> Result<void> {
          return Error{Status::kNoMemory, "no memory", {}};
        }).status == SIVO_ENOMEM);
  CHECK(sivo_rollback(core.get(), nullptr) == SIVO_ESTATE);
}

TEST_CASE("after a broken invariant every call says so and the core still closes") {
  OpenCore core;
  CHECK(run(core.get(), [](core::Core&) -> Result<void> {
          SIVO_ASSERT(false);
          return {};
        }).status == SIVO_EINTERNAL);
  sivo_record* out = nullptr;
  sivo_record tick;
  tick.record.emplace(schema::table_of<Tick>());
  CHECK(sivo_step(core.get(), &tick, 1, nullptr) == SIVO_EPOISONED);
  CHECK(sivo_advance(core.get(), 1, nullptr) == SIVO_EPOISONED);
  CHECK(sivo_poll(core.get(), &out, nullptr) == SIVO_EPOISONED);
  CHECK(sivo_begin(core.get(), nullptr) == SIVO_EPOISONED);
  CHECK(sivo_commit(core.get(), nullptr) == SIVO_EPOISONED);
  CHECK(sivo_rollback(core.get(), nullptr) == SIVO_EPOISONED);
  CHECK(sivo_trace_start(core.get(), "t", nullptr) == SIVO_EPOISONED);
  CHECK(sivo_trace_stop(core.get(), nullptr) == SIVO_EPOISONED);
  CHECK(sivo_act_as(core.get(), nullptr, nullptr) == SIVO_EPOISONED);
  CHECK(sivo_status(core.get(), &out, nullptr) == SIVO_EPOISONED);
  CHECK(sivo_submit(core.get(), &tick, nullptr) == SIVO_EPOISONED);
  CHECK(out == nullptr);
}

}  // namespace
}  // namespace sivo::capi
