#include <doctest/doctest.h>

#include "schema/call.hpp"
#include "schema/ivr_flow_version.hpp"
#include "schema/queue_member.hpp"
#include "schema/recording_policy.hpp"
#include "schema/sip_trunk.hpp"
#include "schema/tenant.hpp"
#include "schema/walk.hpp"

using namespace sivo;
using namespace sivo::schema;

namespace {

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a table's DDL is what the file holds") {
  CHECK(table_ddl(table_of<QueueMember>()) ==
        R"(CREATE TABLE "queue_member" (
  "id" BLOB NOT NULL CHECK(length("id")=16),
  "tenant_id" BLOB NOT NULL CHECK(length("tenant_id")=16),
  "created_at" INTEGER NOT NULL,
  "updated_at" INTEGER NOT NULL,
  "version" INTEGER NOT NULL,
  "queue_id" BLOB NOT NULL CHECK(length("queue_id")=16),
  "user_id" BLOB NOT NULL CHECK(length("user_id")=16),
  "tier" INTEGER NOT NULL,
  "level" INTEGER NOT NULL,
  PRIMARY KEY ("tenant_id","id"),
  FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY ("tenant_id","queue_id") REFERENCES "queue"("tenant_id","id"))"
        R"( DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY ("tenant_id","user_id") REFERENCES "user"("tenant_id","id"))"
        R"( DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;
CREATE INDEX "queue_member__queue_id" ON "queue_member" ("tenant_id","queue_id","id");
CREATE INDEX "queue_member__user_id" ON "queue_member" ("tenant_id","user_id","id");
CREATE UNIQUE INDEX "queue_member__unique_queue_id_user_id" ON "queue_member" )"
        R"(("tenant_id","queue_id","user_id");
)");
}

TEST_CASE("a tenant is its own tenant, and its slug is unique in the file") {
  const std::string ddl = table_ddl(table_of<Tenant>());
  CHECK(has(ddl, R"(PRIMARY KEY ("id"), CHECK("id"="tenant_id"))"));
  CHECK(has(ddl, R"(CREATE UNIQUE INDEX "tenant__slug" ON "tenant" ("slug"))"));
  CHECK(has(ddl, R"("plan" TEXT NOT NULL CHECK()"
                 R"("plan"='starter' OR "plan"='pro' OR "plan"='enterprise'))"));
  CHECK_FALSE(has(ddl, "FOREIGN KEY"));
}

TEST_CASE("a secret's column is bytes, a bool is 0 or 1") {
  const std::string ddl = table_ddl(table_of<SipTrunk>());
  CHECK(has(ddl, "\"password_encrypted\" BLOB,"));
  CHECK(has(ddl, R"("register" INTEGER NOT NULL CHECK("register"=0 OR "register"=1))"));
}

TEST_CASE("at most one version of a flow is active") {
  CHECK(has(table_ddl(table_of<IvrFlowVersion>()),
            R"(ON "ivr_flow_version" ("tenant_id","flow_id") WHERE "is_active"=1;)"));
}

TEST_CASE("where one of the columns that must not repeat may be null, the null counts too") {
  const std::string ddl = table_ddl(table_of<RecordingPolicy>());
  CHECK(has(ddl, R"(CREATE UNIQUE INDEX "recording_policy__unique_scope_resource_id" ON )"
                 R"("recording_policy" ("tenant_id","scope","resource_id");)"));
  CHECK(has(ddl, R"(CREATE UNIQUE INDEX "recording_policy__unique_scope_resource_id_null" ON )"
                 R"("recording_policy" ("tenant_id","scope") WHERE "resource_id" IS NULL;)"));
}

TEST_CASE("a call's references do not hold what they name") {
  const std::string ddl = table_ddl(table_of<Call>());
  CHECK_FALSE(has(ddl, R"(REFERENCES "queue")"));
  CHECK(has(ddl, R"(CREATE INDEX "call__queue_id" ON "call" ("tenant_id","queue_id","id"))"));
  CHECK(has(ddl, "\"mos_score\" REAL,"));
}

TEST_CASE("each statement ends its line with a semicolon") {
  for (const Table* table : all_tables()) {
    if (!table->is_stored()) continue;
    CAPTURE(table->name);
    const std::string ddl = table_ddl(*table);
    CHECK(ddl.find(';') == ddl.find(";\n"));
    CHECK(ddl.ends_with(";\n"));
  }
}
