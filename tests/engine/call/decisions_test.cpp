#include "engine/call/center.hpp"

namespace sivo::call::test {
namespace {

// How each offer ended, in the order in which they were made.
std::vector<std::string> offer_ends(const Center& center) {
  std::vector<Id> legs;
  std::map<Id, std::string> ends;
  for (const Event& event : center.all_of<Event>()) {
    if (!event.type.starts_with("offer.")) continue;
    auto data = schema::parse_record(schema::table_of<OfferEvent>(), event.data);
    REQUIRE(data.ok());
    const auto& offer = data->as<OfferEvent>();
    if (event.type == "offer.created") {
      legs.push_back(offer.leg_id);
      continue;
    }
    ends[offer.leg_id] += event.type.substr(6) + ":" + offer.outcome.value_or("") + " ";
  }
  std::vector<std::string> out;
  for (const Id& leg : legs) out.push_back(ends[leg]);
  return out;
}

using Ends = std::vector<std::string>;

TEST_CASE("every offer has one end: who is shown a caller is told when there is none any more") {
  Queue line;
  line.strategy = Strategy::kRingAll;
  Center center;
  center.furnish(2, line);
  center.login(0);
  center.login(1);
  center.wait_in_line("c1");
  const Id first = center.all_of<Dial>().front().leg_id;
  SUBCASE("another was faster") {
    center.by_leg<LegAnswered>(first);
    CHECK(offer_ends(center) == Ends{"accepted:accepted ", "cancelled:lost_race "});
  }
  SUBCASE("the caller hangs up") {
    center.by_channel<CallHangup>("c1");
    CHECK(offer_ends(center) == Ends{"cancelled:cancelled ", "cancelled:cancelled "});
  }
  SUBCASE("a supervisor ends the call") {
    center.by_channel<EndRequested>("c1");
    CHECK(offer_ends(center) == Ends{"cancelled:cancelled ", "cancelled:cancelled "});
  }
  SUBCASE("the agent pauses") {
    center.of_agent<AgentPause>(0);
    CHECK(offer_ends(center) == Ends{"cancelled:cancelled ", ""});
  }
  SUBCASE("the host cannot set it up") {
    LegFailed failed;
    failed.cause = "NORMAL_TEMPORARY_FAILURE";
    center.by_leg(first, failed);
    CHECK(offer_ends(center)[0] == "cancelled:host_error ");
  }
  SUBCASE("the phone is not there") {
    LegFailed failed;
    failed.cause = "USER_NOT_REGISTERED";
    center.by_leg(first, failed);
    CHECK(offer_ends(center)[0] == "rejected:unreachable ");
  }
  SUBCASE("the host was restarted") {
    REQUIRE(center.tell(HostRestarted{}).ok());
    CHECK(offer_ends(center) == Ends{"cancelled:cancelled ", "cancelled:cancelled "});
  }
}

TEST_CASE("an agent who waited for a callback's customer in vain is told so") {
  Queue line;
  line.callback_enabled = true;
  line.callback_key = "1";
  Center center;
  center.furnish(1, line);
  center.wait_in_line("c1");
  Dtmf key;
  key.digit = "1";
  center.by_channel("c1", key);
  center.login(0);
  center.by_leg<LegAnswered>(center.last<Dial>().leg_id);
  REQUIRE(center.last<Dial>().purpose == LegPurpose::kCallback);
  LegFailed busy;
  busy.cause = "USER_BUSY";
  center.by_leg(center.last<Dial>().leg_id, busy);
  CHECK(offer_ends(center) == Ends{"cancelled:cancelled "});
}

}  // namespace
}  // namespace sivo::call::test
