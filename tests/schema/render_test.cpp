#include <doctest/doctest.h>

#include "schema/call.hpp"
#include "schema/queue_member.hpp"
#include "schema/sip_trunk.hpp"
#include "schema/walk.hpp"

using namespace sivo;
using namespace sivo::schema;

TEST_CASE("a row is rendered in the order of its declaration") {
  QueueMember member;
  member.id = *parse_id("0192f0c1-2345-7abc-8def-0123456789ab");
  member.tier = 2;
  member.updated_at = 1'500;
  CHECK(render_record(Record(member)) ==
        R"({"id":"0192f0c1-2345-7abc-8def-0123456789ab",)"
        R"("tenant_id":"00000000-0000-0000-0000-000000000000",)"
        R"("created_at":"1970-01-01T00:00:00.000Z","updated_at":"1970-01-01T00:00:00.001Z",)"
        R"("version":0,"queue_id":"00000000-0000-0000-0000-000000000000",)"
        R"("user_id":"00000000-0000-0000-0000-000000000000","tier":2,"level":1})");
}

TEST_CASE("JSON fields are written verbatim, reals shortest, text escaped") {
  Call call;
  call.variables = R"({"n":12345678901234567890})";
  call.mos_score = 4.1;
  call.caller_id_name = "A \"B\"\\";
  const std::string json = render_record(Record(call));
  CHECK(json.find(R"("variables":{"n":12345678901234567890})") != std::string::npos);
  CHECK(json.find(R"("mos_score":4.1,)") != std::string::npos);
  CHECK(json.find(R"("caller_id_name":"A \"B\"\\")") != std::string::npos);
  CHECK(json.find(R"("agent_id":null)") != std::string::npos);
}

TEST_CASE("a secret shows only whether it is set") {
  SipTrunk trunk;
  CHECK(render_record(Record(trunk)).find("\"password_encrypted\":null") != std::string::npos);
  trunk.password = "";
  CHECK(render_record(Record(trunk)).find("\"password_encrypted\":null") != std::string::npos);
  trunk.password = "x";
  CHECK(render_record(Record(trunk)).find("\"password_encrypted\":\"***\"") != std::string::npos);
}
