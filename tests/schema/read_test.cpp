#include <doctest/doctest.h>

#include "samples.hpp"
#include "schema/audit_log.hpp"
#include "schema/call.hpp"
#include "schema/queue.hpp"
#include "schema/schedule.hpp"
#include "schema/sip_trunk.hpp"
#include "schema/user.hpp"
#include "schema/walk.hpp"

using namespace sivo;
using namespace sivo::schema;

namespace {

template <class S>
Error error_of(std::string_view json) {
  auto record = parse_record(table_of<S>(), json);
  REQUIRE_FALSE(record.ok());
  return record.take_error();
}

}  // namespace

TEST_CASE("an unknown key is refused by name") {
  const Error error = error_of<Queue>(R"({"name":"a","colour":1})");
  CHECK(error.status == Status::kInvalid);
  CHECK(error.path == "colour");
  CHECK(error.message == "expected a field of queue, got an unknown key");
}

TEST_CASE("only the keys that are there are given") {
  const auto record = parse_record(table_of<Queue>(), R"({"name":"a","moh_url":null})");
  REQUIRE(record.ok());
  for (size_t i = 0; i < record->table().fields.size(); ++i) {
    const auto name = record->table().fields[i].name;
    CHECK(record->is_given(i) == (name == "name" || name == "moh_url"));
  }
}

TEST_CASE("a value of the wrong type says what came") {
  CHECK(error_of<Queue>(R"({"wrap_up_time":"10"})").message ==
        "expected an integer from 0 to 3600, got a text");
  CHECK(error_of<Queue>(R"({"wrap_up_time":10.5})").message ==
        "expected an integer from 0 to 3600, got 10.5");
  CHECK(error_of<Queue>(R"({"wrap_up_time":1e1})").path == "wrap_up_time");
  CHECK(error_of<Queue>(R"({"name":5})").message ==
        "expected a text of 1 to 120 characters, got 5");
  CHECK(error_of<Queue>(R"({"announce_position":1})").message == "expected true or false, got 1");
  CHECK(error_of<Queue>(R"({"name":null})").path == "name");
  CHECK(error_of<Queue>(R"({"name":["a"]})").message ==
        "expected a text of 1 to 120 characters, got an array");
  CHECK(error_of<Queue>("[]").path.empty());
  CHECK(error_of<Call>(R"({"started_at":0})").path == "started_at");
  CHECK(error_of<Call>(R"({"direction":0})").path == "direction");
}

TEST_CASE("secret and personal values are not repeated in messages") {
  for (const char* json : {R"({"email":"ana.secret"})", R"({"full_name":"ana\u0001secret"})"}) {
    CHECK(error_of<User>(json).message.find("secret") == std::string::npos);
  }
  const std::string huge(300, 'Q');
  CHECK(error_of<SipTrunk>("{\"password\":\"" + huge + "\"}").message.find("QQ") ==
        std::string::npos);
  CHECK(error_of<SipTrunk>("{\"password\":12345678}").message.find("1234") == std::string::npos);
  CHECK(error_of<Call>(R"({"variables":{"card 4111":1}})").path == "variables.card 4111");
}

TEST_CASE("a long value is shortened in the message at a whole character") {
  std::string json = "{\"strategy\":\"";
  for (int i = 0; i < 500; ++i) json += "ñ";
  const std::string message = error_of<Queue>(json + "\"}").message;
  CHECK(message.size() < 300);
  CHECK(message.find("ñ\"…") != std::string::npos);
}

TEST_CASE("an error inside a JSON field names the place") {
  CHECK(error_of<Schedule>(R"({"hours":{"mon":[{"open":"9:00","close":"18:00"}]}})").path ==
        "hours.mon[0].open");
  CHECK(error_of<SipTrunk>(R"({"allowed_cidrs":["10.0.0.0/8","10.0.0.1/8"]})").path ==
        "allowed_cidrs[1]");
}

TEST_CASE("a masked secret means as it is") {
  auto trunk = parse_record(table_of<SipTrunk>(), R"({"name":"a","host":"b","password":"s3cret"})");
  REQUIRE(trunk.ok());
  REQUIRE(read_into(*trunk, to_json(*trunk)).ok());
  CHECK(trunk->as<SipTrunk>().password == "s3cret");
  const auto other = parse_record(table_of<SipTrunk>(), R"({"password":"***"})");
  CHECK_FALSE(other->is_given(index_of(other->table(), "password_encrypted")));
}

TEST_CASE("a record that is refused in part stays as it was") {
  auto record = parse_record(table_of<Queue>(), R"({"name":"a"})");
  REQUIRE(record.ok());
  CHECK_FALSE(read_into(*record, *Json::parse(R"({"name":"b","weight":-1})")).ok());
  CHECK(record->as<Queue>().name == "a");
}

TEST_CASE("times are read with any offset") {
  const auto call =
      parse_record(table_of<Call>(), R"({"started_at":"2026-11-21T10:30:00.5+01:00"})");
  REQUIRE(call.ok());
  CHECK(render_record(*call).find("\"started_at\":\"2026-11-21T09:30:00.500Z\"") !=
        std::string::npos);
}

TEST_CASE("bytes are hexadecimal") {
  const auto row = parse_record(table_of<AuditLog>(), R"({"hash":"00fFa0"})");
  REQUIRE(row.ok());
  CHECK(row->as<AuditLog>().hash == std::string("\x00\xff\xa0", 3));
  CHECK(render_record(*row).find("\"hash\":\"00ffa0\"") != std::string::npos);
  CHECK(error_of<AuditLog>(R"({"hash":"abc"})").path == "hash");
  CHECK(error_of<AuditLog>(R"({"hash":"zz"})").path == "hash");
}

TEST_CASE("a JSON null clears a nullable JSON field") {
  CHECK(error_of<Schedule>(R"({"hours":null})").path == "hours");
}
