#include "engine/call/directory.hpp"

#include "engine/call/center.hpp"

namespace sivo::call::test {
namespace {

TEST_CASE("what belongs to another tenant is not found") {
  Center center;
  center.furnish(1);
  const Id first = center.tenant;
  Tenant other;
  other.slug = "other";
  const Id second = center.add(other);
  Directory& directory = center.engine.directory();
  CHECK(directory.agent(first, center.agents[0]) != nullptr);
  CHECK(directory.agent(second, center.agents[0]) == nullptr);
  CHECK(directory.agent_at(second, "100") == nullptr);
  CHECK(directory.queue(second, center.queue) == nullptr);
  CHECK(directory.queue_named(second, "sales") == nullptr);
  CHECK(directory.did(second, center.did) == nullptr);
  CHECK(directory.active_version(second, center.flow) == nullptr);
}

TEST_CASE("a changed extension is found under its new number only") {
  Center center;
  center.furnish(1);
  User user;
  user.id = center.agents[0];
  user.tenant_id = center.tenant;
  user.extension = "777";
  center.change(user);
  Directory& directory = center.engine.directory();
  CHECK(directory.agent_at(center.tenant, "777") != nullptr);
  CHECK(directory.agent_at(center.tenant, "100") == nullptr);
}

TEST_CASE("a queue is found by its id and by its name") {
  Center center;
  center.furnish(0);
  Directory& directory = center.engine.directory();
  CHECK(directory.queue_named(center.tenant, "sales") != nullptr);
  CHECK(directory.queue_named(center.tenant, to_text(center.queue)) != nullptr);
  center.remove<Queue>(center.queue);
  CHECK(directory.queue_named(center.tenant, "sales") == nullptr);
}

}  // namespace
}  // namespace sivo::call::test
