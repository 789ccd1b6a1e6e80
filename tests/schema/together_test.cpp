#include "schema/together.hpp"

#include <doctest/doctest.h>

#include "samples.hpp"
#include "schema/queue.hpp"
#include "schema/recording_policy.hpp"
#include "schema/sip_trunk.hpp"
#include "schema/walk.hpp"

using namespace sivo;
using namespace sivo::schema;

namespace {

template <class S>
std::string fault_of(const S& row) {
  const auto done = check_together(Record(row));
  return done.ok() ? "" : done.error().path;
}

}  // namespace

TEST_CASE("a policy names a resource unless it is global") {
  RecordingPolicy policy;
  CHECK(fault_of(policy).empty());
  policy.resource_id = parse_id(kSampleId);
  CHECK(fault_of(policy) == "resource_id");
  policy.scope = PolicyScope::kQueue;
  CHECK(fault_of(policy).empty());
  policy.resource_id.reset();
  CHECK(fault_of(policy) == "resource_id");
}

TEST_CASE("an overflow names its target") {
  Queue queue;
  queue.id = *parse_id(kSampleId);
  queue.overflow_action = OverflowAction::kQueue;
  CHECK(fault_of(queue) == "overflow_queue_id");
  queue.overflow_queue_id = queue.id;
  CHECK(fault_of(queue) == "overflow_queue_id");
  queue.overflow_queue_id = Id{};
  CHECK(fault_of(queue).empty());
  queue.overflow_action = OverflowAction::kNumber;
  CHECK(fault_of(queue) == "overflow_number");
  queue.overflow_number = "+34911234567";
  CHECK(fault_of(queue).empty());
  queue.overflow_action = OverflowAction::kIvrFlow;
  CHECK(fault_of(queue) == "overflow_ivr_flow_id");
  queue.overflow_action = OverflowAction::kHangup;
  CHECK(fault_of(queue).empty());
}

TEST_CASE("a trunk does not fail over to itself, and registers by a name") {
  SipTrunk trunk;
  trunk.id = *parse_id(kSampleId);
  trunk.failover_trunk_id = trunk.id;
  CHECK(fault_of(trunk) == "failover_trunk_id");
  trunk.failover_trunk_id.reset();
  trunk.registers = true;
  CHECK(fault_of(trunk) == "username");
  trunk.username = "acme";
  CHECK(fault_of(trunk).empty());
}

TEST_CASE("a table without such a rule is always fine") {
  CHECK_FALSE(static_cast<bool>(together_rule(Kind::kCall)));
}
