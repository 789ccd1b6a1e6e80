#include "engine/call/center.hpp"

namespace sivo::call::test {
namespace {

Queue fewest() {
  Queue line;
  line.strategy = Strategy::kFewestCalls;
  line.wrap_up_time = 0;
  line.fewest_calls_window_sec = 3'600;
  return line;
}

struct Line : Center {
  Line() {
    furnish(2, fewest());
    login(0);
  }
  void serve(int count) {
    for (int i = 0; i < count; ++i) {
      const std::string name = "c" + std::to_string(++served);
      talk(name);
      by_channel<CallHangup>(name);
    }
  }
  // Who is offered the next caller.
  Id next() {
    outputs.clear();
    wait_in_line("next");
    const Id user = *last<Dial>().user_id;
    by_channel<CallHangup>("next");
    return user;
  }
  void set_reachable(size_t agent, bool is_reachable) {
    DeviceState state;
    state.is_reachable = is_reachable;
    of_agent(agent, state);
  }
  int served = 0;
};

TEST_CASE("what fewest-calls has counted is known after reopening") {
  for (const bool is_reopened : {false, true}) {
    Line center;
    center.login(1);
    center.set_reachable(1, false);
    center.serve(3);
    center.set_reachable(1, true);
    center.set_reachable(0, false);
    center.serve(1);
    center.set_reachable(0, true);
    center.wait(kSecond);
    if (is_reopened) center.reopen();
    CHECK(center.next() == center.agents[1]);
    center.wait(kHour);  // all of it is too long ago: the smaller id
    CHECK(center.next() == center.agents[0]);
  }
}

TEST_CASE("who came late is not flooded after reopening: he counts as much as the others") {
  Line center;
  center.serve(5);
  center.login(1);
  center.reopen();
  CHECK(center.next() == center.agents[0]);
}

TEST_CASE("an answer's row goes with its window, its member, its queue and the strategy") {
  Line center;
  center.serve(2);
  REQUIRE(center.rows<LiveAnswer>().size() == 2);
  SUBCASE("the window") {
    center.wait(kHour);
    center.serve(1);
    CHECK(center.rows<LiveAnswer>().size() == 1);
    return;
  }
  SUBCASE("the member") {
    for (const Record& row : center.configuration) {
      if (row.kind() != Kind::kQueueMember) continue;
      if (row.as<QueueMember>().user_id == center.agents[0]) {
        center.remove<QueueMember>(row.as<QueueMember>().id);
        break;
      }
    }
  }
  SUBCASE("the agent") { center.remove<User>(center.agents[0]); }
  SUBCASE("the queue") { center.remove<Queue>(center.queue); }
  SUBCASE("the strategy") {
    Queue line = center.queue_row(center.queue);
    line.strategy = Strategy::kLongestIdle;
    center.change(line);
  }
  CHECK(center.rows<LiveAnswer>().empty());
}

TEST_CASE("an answer of a queue or an agent that is gone is thrown out when the file is opened") {
  Line center;
  center.serve(1);
  LiveAnswer stray = center.rows<LiveAnswer>().front();
  stray.id = center.ids.next(center.now);
  stray.user_id = center.tenant;
  REQUIRE(center.sink.put(schema::table_of<LiveAnswer>(), &stray).ok());
  center.reopen();
  CHECK(center.rows<LiveAnswer>().size() == 1);
}

}  // namespace
}  // namespace sivo::call::test
