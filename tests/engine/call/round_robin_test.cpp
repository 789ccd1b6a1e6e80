#include "engine/call/center.hpp"

namespace sivo::call::test {
namespace {

Queue in_turn() {
  Queue line;
  line.strategy = Strategy::kRoundRobin;
  return line;
}

struct Line : Center {
  explicit Line(size_t count) {
    furnish(count, in_turn());
    for (size_t i = 0; i < count; ++i) login(i);
  }
  // Who is offered the next caller.
  Id next() {
    const std::string channel = "c" + std::to_string(++called);
    wait_in_line(channel);
    const Id user = *last<Dial>().user_id;
    by_channel<CallHangup>(channel);
    return user;
  }
  void remove_member(size_t agent) {
    const auto row =
        std::find_if(configuration.begin(), configuration.end(), [&](const auto& each) {
          return each.kind() == Kind::kQueueMember &&
                 each.template as<QueueMember>().user_id == agents[agent];
        });
    REQUIRE(row != configuration.end());
    const Id id = row->as<QueueMember>().id;
    configuration.erase(row);
    remove<QueueMember>(id);
  }
  int called = 0;
};

TEST_CASE("round-robin goes on behind a member that was taken out, also after reopening") {
  for (const bool is_reopened : {false, true}) {
    CAPTURE(is_reopened);
    Line center(4);
    CHECK(center.next() == center.agents[0]);
    CHECK(center.next() == center.agents[1]);
    center.remove_member(1);
    if (is_reopened) center.reopen();
    CHECK(center.next() == center.agents[2]);
  }
}

TEST_CASE("a row of before, without levels, says where a member's round-robin goes on") {
  Line center(3);
  CHECK(center.next() == center.agents[0]);
  LiveQueue row = center.rows<LiveQueue>().front();
  const std::string written = row.last_offered;
  row.last_offered = R"({"1":")" + to_text(center.agents[1]) + R"("})";
  CHECK(written == R"({"1":")" + to_text(center.agents[0]) + R"(","levels":{"1":1}})");
  REQUIRE(center.sink.put(schema::table_of<LiveQueue>(), &row).ok());
  center.reopen();
  CHECK(center.next() == center.agents[2]);
}

TEST_CASE("pointers of more tiers than a row has room for do not spoil it") {
  Line center(0);
  for (int64_t tier = 1; tier <= 100; ++tier) {
    center.agents.push_back(center.add_user(std::to_string(1'000 + tier)));
    center.add_member(center.queue, center.agents.back(), tier);
    center.login(center.agents.size() - 1);
    CHECK(center.next() == center.agents.back());
    center.of_agent<AgentLogout>(center.agents.size() - 1);
  }
  const std::string written = center.rows<LiveQueue>().front().last_offered;
  CHECK(written.size() <= 4096);
  CHECK(written.find(R"("70":)") != std::string::npos);
  center.reopen();
}

}  // namespace
}  // namespace sivo::call::test
