#include <doctest/doctest.h>

#include "samples.hpp"
#include "schema/queue_member.hpp"
#include "schema/user.hpp"
#include "schema/walk.hpp"

using namespace sivo;
using namespace sivo::schema;

namespace {

Record read(const Table& table, std::string_view json) {
  auto record = parse_record(table, json);
  REQUIRE(record.ok());
  return std::move(*record);
}

}  // namespace

TEST_CASE("creation wants what is required and refuses what is read-only") {
  const Table& users = table_of<User>();
  CHECK(check_create(read(users, R"({"email":"a@b.es","full_name":"A"})")).ok());
  const auto missing = check_create(read(users, R"({"email":"a@b.es"})"));
  REQUIRE_FALSE(missing.ok());
  CHECK(missing.error().path == "full_name");
  CHECK(missing.error().message == "expected a value, got none");
  const auto status =
      check_create(read(users, R"({"email":"a@b.es","full_name":"A","status":"paused"})"));
  REQUIRE_FALSE(status.ok());
  CHECK(status.error().path == "status");
}

TEST_CASE("an update refuses sealed and read-only fields but takes the row's id and version") {
  const std::string id(kSampleId);
  const Table& members = table_of<QueueMember>();
  CHECK(check_update(read(members, "{\"id\":\"" + id + "\",\"tenant_id\":\"" + id +
                                       "\",\"version\":3,\"tier\":2}"))
            .ok());
  const auto sealed = check_update(read(members, "{\"user_id\":\"" + id + "\"}"));
  REQUIRE_FALSE(sealed.ok());
  CHECK(sealed.error().path == "user_id");
  const auto read_only =
      check_update(read(members, R"({"created_at":"2026-01-01T00:00:00.000Z"})"));
  REQUIRE_FALSE(read_only.ok());
  CHECK(read_only.error().path == "created_at");
}
