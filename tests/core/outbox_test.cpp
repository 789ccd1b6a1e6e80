#include "core/outbox.hpp"

#include <doctest/doctest.h>

#include "schema/actions.hpp"
#include "schema/events.hpp"

namespace sivo::core {
namespace {

Record hangup(const std::string& channel) {
  Hangup action;
  action.channel = channel;
  return Record(action);
}

TEST_CASE("what is staged is seen after the release, in order, and never when dropped") {
  Outbox outbox;
  outbox.stage({hangup("a"), hangup("b")});
  CHECK(!outbox.take());
  CHECK(outbox.size() == 2);
  outbox.release();
  CHECK(outbox.take()->as<Hangup>().channel == "a");
  CHECK(outbox.take()->as<Hangup>().channel == "b");
  outbox.stage({hangup("c")});
  outbox.drop_staged();
  outbox.release();
  CHECK(!outbox.take());
}

TEST_CASE("the latest polled event is remembered") {
  Outbox outbox;
  Event event;
  event.id.bytes[0] = 9;
  outbox.push_ready(Record(event));
  CHECK(outbox.last_event().is_nil());
  (void)outbox.take();
  CHECK(outbox.last_event() == event.id);
}

TEST_CASE("unpolled ends survive as text and come back as repeats; other actions do not") {
  Outbox outbox;
  CHECK(outbox.unpolled_ends().empty());
  StopPlay stop;
  stop.play_id = 7;
  outbox.stage({hangup("a"), Record(MusicStart{}), Record(CancelLeg{}), Record(stop),
                Record(Bridge{}), Record(MusicStop{}), Record(Resume{})});
  const auto ends = Outbox::parse_ends(outbox.unpolled_ends());
  REQUIRE(ends.ok());
  REQUIRE(ends->size() == 5);
  CHECK((*ends)[0].as<Hangup>().channel == "a");
  CHECK((*ends)[0].as<Hangup>().is_repeat);
  CHECK((*ends)[1].as<CancelLeg>().is_repeat);
  CHECK((*ends)[2].as<StopPlay>().play_id == 7);
  CHECK((*ends)[2].as<StopPlay>().is_repeat);
  CHECK((*ends)[3].as<MusicStop>().is_repeat);
  CHECK((*ends)[4].as<Resume>().is_repeat);
  CHECK(Outbox::parse_ends("")->empty());
  CHECK(Outbox::parse_ends("{}").error().status == Status::kCorrupt);
  CHECK(Outbox::parse_ends("[{}]").error().status == Status::kCorrupt);
  CHECK(Outbox::parse_ends(R"([{"kind":"tick","data":{}}])").error().status == Status::kCorrupt);
}

}  // namespace
}  // namespace sivo::core
