#include "engine/call/resume_place.hpp"

#include "engine/call/center.hpp"

namespace sivo::call::test {
namespace {

struct Line : Center {
  explicit Line(int64_t resume_sec = 120) {
    Queue line;
    line.abandoned_resume_sec = resume_sec;
    furnish(0, line);
  }
  void arrive(const std::string& channel, const std::string& from, bool is_verified = true) {
    CallOffered in;
    in.channel = channel;
    in.to = "+34911234567";
    in.from = from;
    in.is_number_verified = is_verified;
    REQUIRE(tell(in).ok());
    by_channel<CallAnswered>(channel);
  }
  // Waits for 40 s and hangs up; the moment when he had joined.
  Micros give_up(const std::string& from) {
    arrive("gone", from);
    const Micros joined = now;
    wait(40 * kSecond);
    by_channel<CallHangup>("gone");
    return joined;
  }
};

constexpr const char* kCaller = "+34600000001";

TEST_CASE("who hung up and calls again soon has his place again, once") {
  Line center;
  const Micros joined = center.give_up(kCaller);
  center.arrive("between", "+34600000002");
  center.wait(60 * kSecond);
  center.arrive("c1", kCaller);
  CHECK(center.live_on("c1").joined_at == joined);
  center.agents.push_back(center.add_user("100"));
  center.add_member(center.queue, center.agents[0]);
  center.login(0);
  CHECK(center.last<Dial>().channel == "c1");
  center.by_leg<LegAnswered>(center.last<Dial>().leg_id);
  center.by_channel<CallHangup>("c1");
  center.arrive("c2", kCaller);
  CHECK(center.live_on("c2").joined_at == center.now);
}

TEST_CASE("the place is kept for as long as the queue says, and not longer") {
  for (const bool is_late : {false, true}) {
    Line center;
    const Micros joined = center.give_up(kCaller);
    center.wait(120 * kSecond + (is_late ? 1 : 0));
    center.arrive("c1", kCaller);
    CHECK(center.live().joined_at == (is_late ? center.now : joined));
  }
}

TEST_CASE("only a number that is vouched for, and one caller's, gives a place back") {
  Line center;
  SUBCASE("not verified") {
    center.give_up(kCaller);
    center.arrive("c1", kCaller, false);
  }
  SUBCASE("withheld") {
    center.give_up("anonymous");
    center.arrive("c1", "anonymous");
  }
  SUBCASE("one of our own") {
    center.give_up("+34911234567");
    center.arrive("c1", "+34911234567");
  }
  SUBCASE("another") {
    center.give_up(kCaller);
    center.arrive("c1", "+34600000002");
  }
  SUBCASE("two calls at once when it was given up") {
    center.add_did("+34911000002",
                   center.add_flow("p", R"({"id":"p","type":"play","prompt":"x"})", "p"));
    CallOffered other;
    other.channel = "other";
    other.to = "+34911000002";
    other.from = kCaller;
    REQUIRE(center.tell(other).ok());
    center.give_up(kCaller);
    center.by_channel<CallHangup>("other");
    center.arrive("c1", kCaller);
  }
  SUBCASE("two calls at once when it is asked for") {
    center.give_up(kCaller);
    center.arrive("elsewhere", kCaller, false);
    center.arrive("c1", kCaller);
  }
  SUBCASE("another queue") {
    center.give_up(kCaller);
    center.add_queue("other");
    const Id flow = center.add_flow("f", R"({"id":"q","type":"queue","queue":"other"})", "q");
    center.add_did("+34911000001", flow);
    CallOffered in;
    in.channel = "c1";
    in.to = "+34911000001";
    in.from = kCaller;
    in.is_number_verified = true;
    REQUIRE(center.tell(in).ok());
    center.by_channel<CallAnswered>("c1");
  }
  SUBCASE("switched off") {
    center.give_up(kCaller);
    Queue line = center.queue_row(center.queue);
    line.abandoned_resume_sec = 0;
    center.change(line);
    center.arrive("c1", kCaller);
  }
  CHECK(center.live_on("c1").joined_at == center.now);
}

TEST_CASE("where the wait is limited the absence does not use the limit up") {
  Line center;
  Queue line = center.queue_row(center.queue);
  line.max_wait_time = 60;
  center.change(line);
  center.give_up(kCaller);
  center.wait(100 * kSecond);
  center.arrive("c1", kCaller);
  CHECK(center.live().joined_at == center.now - 40 * kSecond);
  center.wait(20 * kSecond - 1);
  CHECK(center.live().state == CallState::kQueued);
  center.wait(1);
  CHECK(center.cdr_on("c1").status == CallStatus::kNoAnswer);
}

TEST_CASE("a place is known after reopening as it was before") {
  Line center;
  const Micros joined = center.give_up(kCaller);
  REQUIRE(center.rows<LivePlace>().size() == 1);
  center.wait(kSecond);
  center.reopen();
  center.arrive("c1", kCaller);
  CHECK(center.live().joined_at == joined);
  CHECK(center.rows<LivePlace>().empty());
}

TEST_CASE("a place given back once is not given again after reopening") {
  Line center;
  center.give_up(kCaller);
  center.arrive("c1", kCaller);
  center.agents.push_back(center.add_user("100"));
  center.add_member(center.queue, center.agents[0]);
  center.login(0);
  center.by_leg<LegAnswered>(center.last<Dial>().leg_id);
  center.by_channel<CallHangup>("c1");
  center.reopen();
  center.arrive("c2", kCaller);
  CHECK(center.live().joined_at == center.now);
}

TEST_CASE("a number in two calls at once has no place after reopening either") {
  Line center;
  center.add_did("+34911000002",
                 center.add_flow("p", R"({"id":"p","type":"play","prompt":"x"})", "p"));
  CallOffered other;
  other.channel = "other";
  other.to = "+34911000002";
  other.from = kCaller;
  REQUIRE(center.tell(other).ok());
  center.give_up(kCaller);
  center.by_channel<CallHangup>("other");
  center.reopen();
  center.arrive("c1", kCaller);
  CHECK(center.live().joined_at == center.now);
}

TEST_CASE("who was answered, and gave up in a second queue, has his place there after reopening") {
  Line center;
  center.agents.push_back(center.add_user("100"));
  center.add_member(center.queue, center.agents[0]);
  center.login(0);
  Queue second;
  second.abandoned_resume_sec = 120;
  const Id to = center.add_queue("second", second);
  center.add_did("+34911000001",
                 center.add_flow("two", R"({"id":"q","type":"queue","queue":"second"})", "q"));
  center.arrive("c1", kCaller);
  center.by_leg<LegAnswered>(center.last<Dial>().leg_id);
  TransferRequested hand_on;
  hand_on.to_queue_id = to;
  center.by_channel("c1", hand_on);
  const Micros joined = center.now;
  center.wait(40 * kSecond);
  center.by_channel<CallHangup>("c1");
  CHECK(center.cdr_on("c1").status == CallStatus::kAnswered);
  center.reopen();
  CallOffered in;
  in.channel = "c2";
  in.to = "+34911000001";
  in.from = kCaller;
  in.is_number_verified = true;
  REQUIRE(center.tell(in).ok());
  center.by_channel<CallAnswered>("c2");
  CHECK(center.live_on("c2").joined_at == joined);
}

TEST_CASE("a place that nobody can have back leaves the file, and so does its queue's") {
  Line center;
  center.give_up(kCaller);
  center.wait(120 * kSecond + kPlaceSweep - 1);
  CHECK(center.rows<LivePlace>().size() == 1);
  center.wait(1);
  CHECK(center.rows<LivePlace>().empty());
  CHECK(center.engine.deadline() == kNever);
  center.give_up(kCaller);
  center.remove<Queue>(center.queue);
  CHECK(center.rows<LivePlace>().empty());
}

TEST_CASE("a caller who was served, or left by a key, has no place to come back to") {
  Line center;
  center.agents.push_back(center.add_user("100"));
  center.add_member(center.queue, center.agents[0]);
  center.login(0);
  center.arrive("c1", kCaller);
  center.wait(kSecond);
  center.by_leg<LegAnswered>(center.last<Dial>().leg_id);
  center.by_channel<CallHangup>("c1");
  center.wait(kSecond);
  center.arrive("c2", kCaller);
  CHECK(center.live().joined_at == center.now);
}

}  // namespace

TEST_SUITE("slow") {
  TEST_CASE("places beyond the memory's limit push the oldest out") {
    Line center;
    center.give_up("+34600000000");
    LivePlace place = center.rows<LivePlace>().front();
    const auto number = [](size_t i) { return "+347" + std::to_string(10'000'000 + i); };
    for (size_t i = 0; i < kPlacesMax; ++i) {
      place.id = center.ids.next(center.now);
      place.number = number(i);
      ++place.kept_until;
      center.engine.restore(place);
    }
    center.arrive("first", "+34600000000");  // one too many
    CHECK(center.live_on("first").joined_at == center.now);
    center.arrive("second", number(0));
    CHECK(center.live_on("second").joined_at < center.now);
  }
}

}  // namespace sivo::call::test
