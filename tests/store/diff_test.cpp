#include "store/diff.hpp"

#include <doctest/doctest.h>

#include "store/support.hpp"

using namespace sivo;
using namespace sivo::store;
using namespace sivo::store::test;

TEST_CASE("a diff holds the changed fields with both values and no standard field") {
  Queue before, after;
  before.name = "sales";
  after.name = "sal\"es";
  after.version = 9;
  after.moh_url = "https://x.example/a";
  const std::string diff = diff_of(schema::table_of<Queue>(), &before, &after);
  CHECK(diff == R"({"name":{"from":"sales","to":"sal\"es"},)"
                R"("moh_url":{"from":null,"to":"https://x.example/a"}})");
  CHECK(diff_of(schema::table_of<Queue>(), &before, &before) == "{}");
}

TEST_CASE("a secret shows as set or not, never as it is") {
  SipTrunk before, after;
  after.password = "hunter2";
  CHECK(diff_of(schema::table_of<SipTrunk>(), &before, &after) ==
        R"({"password_encrypted":{"from":null,"to":"***"}})");
  before.password = "other";
  CHECK(diff_of(schema::table_of<SipTrunk>(), &before, &after) ==
        R"({"password_encrypted":{"from":"***","to":"***"}})");
}

TEST_CASE("a row that comes or goes has null on the other side") {
  Queue queue;
  queue.name = "sales";
  const std::string created = diff_of(schema::table_of<Queue>(), nullptr, &queue);
  CHECK(created.find(R"("name":{"from":null,"to":"sales"})") != std::string::npos);
  CHECK(created.find("moh_url") == std::string::npos);
  const std::string removed = diff_of(schema::table_of<Queue>(), &queue, nullptr);
  CHECK(removed.find(R"("name":{"from":"sales","to":null})") != std::string::npos);
}
