#include "schema/generate_names.hpp"

#include <doctest/doctest.h>

#include "samples.hpp"
#include "schema/queue.hpp"
#include "schema/queue_member.hpp"

using namespace sivo;
using namespace sivo::schema;

TEST_CASE("a constant's name is in capitals") {
  CHECK(constant_name("recording.default_format") == "RECORDING_DEFAULT_FORMAT");
  CHECK(constant_name("ring-all") == "RING_ALL");
  CHECK(constant_name("callId") == "CALLID");
}

TEST_CASE("a field is described with bounds, default and rules") {
  const Table& queues = table_of<Queue>();
  CHECK(describe_type(queues, queues.fields[index_of(queues, "ring_timeout_sec")]) ==
        "an integer from 5 to 300, default 20");
  CHECK(describe_type(queues, queues.fields[index_of(queues, "moh_url")]) ==
        "a text of 1 to 2048 characters, or null");
  CHECK(describe_rules(queues.fields[index_of(queues, "name")]) ==
        "required; unique in the tenant");
  const Table& members = table_of<QueueMember>();
  CHECK(describe_rules(members.fields[index_of(members, "user_id")]) ==
        "required; sealed at creation; refers to user, goes with that");
  CHECK_FALSE(class_title(Class::kReport).empty());
}
