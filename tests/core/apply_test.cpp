#include "core/apply.hpp"

#include <doctest/doctest.h>

#include "core/apply_site.hpp"
#include "schema/inputs.hpp"
#include "schema/ivr_flow_version.hpp"
#include "schema/queue_member.hpp"
#include "schema/secret.hpp"
#include "schema/sip_trunk.hpp"
#include "schema/tenant.hpp"
#include "schema/user.hpp"
#include "schema/walk.hpp"
#include "schema/webhook_endpoint.hpp"

namespace sivo::core {
namespace {

using schema::Json;

Json changes_of(const ApplyReport& report) {
  auto json = Json::parse(report.changes);
  REQUIRE(json.ok());
  return *json;
}

TEST_CASE("a document creates a tenant from scratch") {
  auto core = open_core();
  const ApplyReport report = applied(*core, kAcme);
  REQUIRE(report.tenant_id);
  CHECK(report.created == 17);
  CHECK(report.updated == 1);  // the settings are there with the tenant
  CHECK(report.unchanged == 0);
  CHECK_FALSE(report.is_dry_run);
  const Id tenant = *report.tenant_id;
  CHECK(rows<User>(*core, tenant).size() == 2);
  CHECK(rows<QueueMember>(*core, tenant).size() == 2);
  const Queue sales = queue_named(*core, tenant, "sales");
  CHECK(sales.overflow_action == OverflowAction::kQueue);
  CHECK(sales.overflow_queue_id == queue_named(*core, tenant, "spare").id);
  const auto versions = rows<IvrFlowVersion>(*core, tenant);
  REQUIRE(versions.size() == 1);
  CHECK(versions[0].is_active);
  CHECK(versions[0].flow_version == 1);
}

TEST_CASE("a document applied twice changes nothing") {
  auto core = open_core();
  applied(*core, kAcme);
  const auto commits = core->status().as<StatusReport>().commits;
  const ApplyReport again = applied(*core, kAcme);
  CHECK(again.created == 0);
  CHECK(again.updated == 0);
  CHECK(again.unchanged == 18);
  CHECK(again.changes == "[]");
  CHECK(core->status().as<StatusReport>().commits == commits);
}

TEST_CASE("an update tells each field's value before and after, references by name") {
  auto core = open_core();
  const Id tenant = *applied(*core, kAcme).tenant_id;
  const ApplyReport report = applied(*core, acme(R"("queues":[
      {"name":"sales","max_wait_time":300,"overflow_queue":null,"overflow_action":"hangup"},
      {"name":"spare","max_wait_time":0}])"));
  CHECK(report.updated == 1);
  CHECK(report.unchanged == 2);
  CHECK(report.changes == R"([{"change":"update","resource":"queues","name":"sales","diff":{)"
                          R"("max_wait_time":{"from":0,"to":300},)"
                          R"("overflow_action":{"from":"queue","to":"hangup"},)"
                          R"("overflow_queue":{"from":"spare","to":null}}}])");
  CHECK(queue_named(*core, tenant, "sales").max_wait_time == 300);
}

TEST_CASE("a long value is shown as its size") {
  auto core = open_core();
  std::string dates;
  for (int i = 0; i < 400; ++i) {
    dates += (i ? ",\"" : "\"") + std::to_string(2000 + i) + "-01-01\"";
  }
  const ApplyReport report =
      applied(*core, acme(R"("schedules":[{"name":"s","holidays":[)" + dates + "]}]"));
  CHECK(report.changes.find("bytes)") != std::string::npos);
  CHECK(report.changes.size() < 1000);
}

TEST_CASE("pruning removes what a listed resource does not name, and only that") {
  auto core = open_core();
  const Id tenant = *applied(*core, kAcme).tenant_id;
  const std::string less = acme(R"("users":[{"email":"ana@x.example"}],"webhook_endpoints":[])");
  CHECK(applied(*core, less).deleted == 0);
  CHECK(rows<User>(*core, tenant).size() == 2);
  const ApplyReport report = applied(*core, less, {.is_pruning = true});
  CHECK(report.deleted == 3);  // Bo, his place in a queue, the endpoint
  CHECK(rows<User>(*core, tenant).size() == 1);
  CHECK(rows<QueueMember>(*core, tenant).size() == 1);
  CHECK(rows<WebhookEndpoint>(*core, tenant).empty());
  CHECK(rows<Queue>(*core, tenant).size() == 2);
  CHECK(changes_of(report).items()[0].find("resource")->as_string() == "webhook_endpoints");
}

TEST_CASE("pruning takes a flow's versions along and refuses what others protect") {
  auto core = open_core();
  const Id tenant = *applied(*core, kAcme).tenant_id;
  const std::string before = exported(*core, tenant);
  const Error error =
      refused(*core, acme(R"("ivr_flows":[{"name":"night"}])"), {.is_pruning = true});
  CHECK(error.status == Status::kInUse);
  CHECK(error.path == "ivr_flows");
  CHECK(error.message.ends_with(": \"main\""));
  CHECK(exported(*core, tenant) == before);
  applied(*core, acme(R"("ivr_flows":[],"dids":[])"), {.is_pruning = true});
  CHECK(rows<IvrFlowVersion>(*core, tenant).empty());
}

TEST_CASE("queues that name each other go together") {
  auto core = open_core();
  const Id tenant = *applied(*core, acme(R"("queues":[
      {"name":"a","overflow_action":"queue","overflow_queue":"b"},
      {"name":"b","overflow_action":"none","overflow_queue":"a"}])"))
                         .tenant_id;
  const ApplyReport report = applied(*core, acme(R"("queues":[])"), {.is_pruning = true});
  CHECK(report.deleted == 2);
  CHECK(rows<Queue>(*core, tenant).empty());
}

TEST_CASE("a row that pruning would remove cannot be named") {
  auto core = open_core();
  applied(*core, kAcme);
  const Error error = refused(*core, acme(R"("users":[{"email":"ana@x.example"}],
                                      "queue_members":[{"queue":"spare","user":"bo@x.example"}])"),
                              {.is_pruning = true});
  CHECK(error.status == Status::kNotFound);
  CHECK(error.path == "queue_members[0].user");
}

TEST_CASE("a dry run reports the same and leaves everything as it was") {
  auto core = open_core();
  const ApplyReport dry = applied(*core, kAcme, {.is_dry_run = true});
  CHECK(dry.is_dry_run);
  CHECK_FALSE(dry.tenant_id);
  CHECK(rows<Tenant>(*core, Id{}).empty());
  const ApplyReport real = applied(*core, kAcme);
  CHECK(dry.changes == real.changes);
  CHECK(dry.created == real.created);

  const std::string before = exported(*core, *real.tenant_id);
  const ApplyReport less =
      applied(*core, acme(R"("dids":[],"users":[{"email":"ana@x.example","full_name":"A"}])"),
              {.is_dry_run = true, .is_pruning = true});
  CHECK(less.deleted == 3);
  CHECK(less.updated == 1);
  CHECK(less.tenant_id == real.tenant_id);
  CHECK(exported(*core, *real.tenant_id) == before);
  CHECK_FALSE(core->poll()->has_value());
}

TEST_CASE("an open group refuses a document and stays open") {
  auto core = open_core();
  REQUIRE(core->begin().ok());
  CHECK(refused(*core, kAcme).status == Status::kState);
  CHECK(refused(*core, kAcme, {.is_dry_run = true}).status == Status::kState);
  CHECK(core->commit().ok());
}

TEST_CASE("an error names the place and nothing is written") {
  struct Case {
    std::string_view lists, path;
    Status status;
  };
  const Case cases[] = {
      {R"("queues":[{"name":"a"},{"name":"b"},{"name":"c","ring_timeout_sec":1}])",
       "queues[2].ring_timeout_sec", Status::kInvalid},
      {R"("queues":[{"strategy":"random"}])", "queues[0].name", Status::kInvalid},
      {R"("queues":[{"name":"a","colour":1}])", "queues[0].colour", Status::kInvalid},
      {R"("queues":[{"name":"a","id":"0192f0c1-2345-7abc-8def-0123456789ab"}])", "queues[0].id",
       Status::kInvalid},
      {R"("queues":[{"name":"a","version":1}])", "queues[0].version", Status::kInvalid},
      {R"("queues":[{"name":"a"},{"name":"b"},{"name":"a"}])", "queues[2]", Status::kInvalid},
      {R"("queues":[7])", "queues[0]", Status::kInvalid},
      {R"("queues":{})", "queues", Status::kInvalid},
      {R"("lines":[])", "lines", Status::kInvalid},
      {R"("users":[{"email":"a@x.example","full_name":"A","status":"paused"}])", "users[0].status",
       Status::kInvalid},
      {R"("users":[{"email":"a@x.example"}])", "users[0].full_name", Status::kInvalid},
      {R"("configuration":{"tenant.timezone":"Mars/Base"})", "configuration.tenant.timezone",
       Status::kInvalid},
      {R"("configuration":{"tenant.slug":"acme"})", "configuration.tenant.slug", Status::kInvalid},
      {R"("schedules":[{"name":"s","hours":{"mon":[{"open":"9","close":"10:00"}]}}])",
       "schedules[0].hours.mon[0].open", Status::kInvalid},
      {R"("ivr_flows":[{"name":"f"}],"dids":[{"number":"+34911234567","ivr_flow":"f"}])",
       "dids[0].trunk", Status::kInvalid},
      {R"("dids":[{"number":"+34911234567","ivr_flow":"x"}])", "dids[0].ivr_flow",
       Status::kNotFound},
      {R"("dids":[{"number":"+34911234567","ivr_flow":null}])", "dids[0].ivr_flow",
       Status::kInvalid},
      {R"("queues":[{"name":"a","overflow_queue":"b"}])", "queues[0].overflow_queue",
       Status::kNotFound},
      {R"("queues":[{"name":"a","overflow_queue":"a","overflow_queue_id":null}])",
       "queues[0].overflow_queue_id", Status::kInvalid},
      {R"("queues":[{"name":"a","overflow_queue_id":"a"}])", "queues[0].overflow_queue_id",
       Status::kInvalid},
      {R"("ivr_flows":[{"name":"f","flow":7}])", "ivr_flows[0].flow", Status::kInvalid},
      {R"("ivr_flows":[{"name":"f","flow":{"format":"sivo.flow/1","name":"f","start":"q",
           "nodes":[{"id":"q"}]}}])",
       "ivr_flows[0].flow.nodes[0].type", Status::kInvalid},
      {R"("sip_trunks":[{"name":"a","host":"a.example","failover_trunk":"b"},
                        {"name":"b","host":"b.example","failover_trunk":"a"}])",
       "sip_trunks[1].failover_trunk", Status::kInvalid},
      {R"("recording_policies":[{"scope":"queue"}])", "recording_policies[0].resource",
       Status::kInvalid},
      {R"("recording_policies":[{"scope":"global","resource":"a"}])",
       "recording_policies[0].resource", Status::kInvalid},
      {R"("secrets":[{"name":"s","value":"***"}])", "secrets[0].value", Status::kInvalid},
  };
  auto core = open_core();
  for (const Case& c : cases) {
    CAPTURE(c.lists);
    const Error error = refused(*core, acme(c.lists));
    CHECK(error.path == c.path);
    CHECK_MESSAGE(error.status == c.status, error.message);
  }
  CHECK(rows<Tenant>(*core, Id{}).empty());
}

TEST_CASE("a flow that does not compile is refused with the place in the document") {
  auto core = open_core();
  const Error error =
      refused(*core, acme(R"("ivr_flows":[{"name":"f","flow":{"format":"sivo.flow/1",
      "name":"f","start":"nowhere","nodes":[{"id":"q","type":"hangup"}]}}])"));
  CHECK(error.status == Status::kInvalid);
  CHECK(error.path.starts_with("ivr_flows[0].flow"));
  CHECK(rows<Tenant>(*core, Id{}).empty());
}

TEST_CASE("messages hold no e-mail and no number") {
  auto core = open_core();
  const Error user = refused(*core, acme(R"("queues":[{"name":"q"}],
      "queue_members":[{"queue":"q","user":"ana@x.example"}])"));
  CHECK(user.path == "queue_members[0].user");
  CHECK(user.message.find("ana") == std::string::npos);
  const Error number = refused(*core, acme(R"("recording_policies":[
      {"scope":"did","resource":"+34911234567"}])"));
  CHECK(number.message.find("3491") == std::string::npos);
}

TEST_CASE("what is no document is refused") {
  auto core = open_core();
  for (const std::string_view json :
       {"", "{", "[]", "null", "{}", R"({"tenant":7})", R"({"tenant":{}})",
        R"({"tenant":{"name":"A"}})", R"({"tenant":{"slug":"A B","name":"A"}})",
        R"({"tenant":{"slug":"acme"}})", R"({"tenant":{"slug":"acme","name":"A","x":1}})",
        R"({"tenant":{"slug":"acme","name":"A"},"queues":[],"queues":[]})"}) {
    CAPTURE(json);
    CHECK(refused(*core, json).status == Status::kInvalid);
  }
  const std::string large(schema::kJsonBytesMax + 1, ' ');
  CHECK(refused(*core, large).status == Status::kInvalid);
}

TEST_CASE("a list has a largest number of rows" * doctest::test_suite("slow")) {
  const auto zeros = [](size_t count) {
    std::string out = "0";
    for (size_t i = 1; i < count; ++i) out += ",0";
    return acme("\"queues\":[" + out + "]");
  };
  CHECK(document::read_document(zeros(document::kRowsMax)).error().path == "queues[0]");
  CHECK(document::read_document(zeros(document::kRowsMax + 1)).error().path == "queues");
}

TEST_CASE("references may be ids of the tenant, and no others") {
  auto core = open_core();
  const Id tenant = *applied(*core, kAcme).tenant_id;
  const std::string spare = to_text(queue_named(*core, tenant, "spare").id);
  const auto with = [&](const std::string& id) {
    return acme(R"("queues":[{"name":"new","overflow_queue_id":")" + id + "\"}]");
  };
  applied(*core, with(spare));
  CHECK(to_text(*queue_named(*core, tenant, "new").overflow_queue_id) == spare);
  const std::string other = R"({"tenant":{"slug":"other","name":"Other"},
      "queues":[{"name":"q","overflow_queue_id":")" +
                            spare + "\"}]}";
  const Error error = refused(*core, other);
  CHECK(error.status == Status::kNotFound);
  CHECK(error.path == "queues[0].overflow_queue_id");
}

TEST_CASE("two tenants have the same names apart, but one number once") {
  auto core = open_core();
  const Id acme_id = *applied(*core, kAcme).tenant_id;
  std::string other(kAcme);
  other.replace(other.find("\"acme\""), 6, "\"zeta\"");
  const Error error = refused(*core, other);
  CHECK(error.status == Status::kExists);
  CHECK(error.path == "dids[0].number");
  other.replace(other.find("+34911234567"), 12, "+34911234568");
  const Id zeta_id = *applied(*core, other).tenant_id;
  CHECK(acme_id != zeta_id);
  CHECK(queue_named(*core, acme_id, "sales").id != queue_named(*core, zeta_id, "sales").id);
  CHECK(applied(*core, kAcme).unchanged == 18);
}

TEST_CASE("a flow is published once for each content") {
  auto core = open_core();
  const auto flow = [](std::string_view nodes) {
    return acme(R"("ivr_flows":[{"name":"main","flow":)" + std::string(nodes) + "}]");
  };
  constexpr std::string_view kOne =
      R"({"format":"sivo.flow/1","name":"m","start":"a","nodes":[{"id":"a","type":"hangup"}]})";
  constexpr std::string_view kOneShuffled =
      R"({"nodes":[{"type":"hangup","id":"a"}],"start":"a","name":"m","format":"sivo.flow/1"})";
  constexpr std::string_view kTwo =
      R"({"format":"sivo.flow/1","name":"m","start":"b","nodes":[{"id":"b","type":"hangup"}]})";
  const Id tenant = *applied(*core, flow(kOne)).tenant_id;
  CHECK(applied(*core, flow(kOne)).updated == 0);
  CHECK(applied(*core, flow(kOneShuffled)).updated == 0);
  const ApplyReport second = applied(*core, flow(kTwo));
  CHECK(second.changes == R"([{"change":"update","resource":"ivr_flows","name":"main",)"
                          R"("diff":{"flow_version":{"from":1,"to":2}}}])");
  applied(*core, flow(kOne));
  size_t active = 0;
  const auto versions = rows<IvrFlowVersion>(*core, tenant);
  for (const auto& version : versions) active += version.is_active ? 1 : 0;
  CHECK(versions.size() == 3);
  CHECK(active == 1);
}

TEST_CASE("a flow given as null has no active version any more") {
  auto core = open_core();
  const Id tenant = *applied(*core, kAcme).tenant_id;
  const std::string none = acme(R"("ivr_flows":[{"name":"main","flow":null}])");
  const ApplyReport report = applied(*core, none);
  CHECK(report.changes.find(R"("flow_version":{"from":1,"to":null})") != std::string::npos);
  CHECK_FALSE(rows<IvrFlowVersion>(*core, tenant).front().is_active);
  CHECK(applied(*core, none).updated == 0);
  applied(*core, kAcme);
  CHECK(rows<IvrFlowVersion>(*core, tenant).size() == 2);
}

TEST_CASE("agents stay logged in through a dry run, an error and a change") {
  auto core = open_core();
  const Id tenant = *applied(*core, kAcme).tenant_id;
  AgentLogin login;
  login.tenant_id = tenant;
  for (const User& user : rows<User>(*core, tenant)) {
    login.user_id = user.id;
    REQUIRE(core->step(Record(login), kNow).ok());
  }
  const auto logged_in = [&] {
    REQUIRE(core->advance(kNow).ok());
    return core->status().as<StatusReport>().agents_logged_in;
  };
  CHECK(logged_in() == 2);
  const std::string lists = acme(R"("queues":[{"name":"sales","wrap_up_time":7}])");
  applied(*core, lists, {.is_dry_run = true});
  CHECK(logged_in() == 2);
  CHECK(queue_named(*core, tenant, "sales").wrap_up_time == 10);
  refused(*core, acme(R"("queues":[{"name":"new"}],"ivr_flows":[{"name":"f","flow":
      {"format":"sivo.flow/1","name":"f","start":"x","nodes":[{"id":"q","type":"hangup"}]}}])"));
  CHECK(logged_in() == 2);
  applied(*core, lists);
  CHECK(logged_in() == 2);
  CHECK(queue_named(*core, tenant, "sales").wrap_up_time == 7);
}

TEST_CASE("queues may overflow into each other, but not in a circle") {
  auto core = open_core();
  const auto queues = [](std::string_view a, std::string_view b, std::string_view c) {
    return acme(R"("queues":[{"name":"a",)" + std::string(a) + R"(},{"name":"b",)" +
                std::string(b) + R"(},{"name":"c",)" + std::string(c) + "}]");
  };
  const auto to = [](const std::string& name) {
    return R"("overflow_action":"queue","overflow_queue":")" + name + '"';
  };
  constexpr std::string_view kNone = R"("overflow_action":"none","overflow_queue":null)";
  const Error circle = refused(*core, queues(to("b"), to("c"), to("a")));
  CHECK(circle.status == Status::kInvalid);
  CHECK(circle.path.ends_with("].overflow_queue"));
  CHECK(rows<Tenant>(*core, Id{}).empty());

  const Id tenant = *applied(*core, queues(to("b"), to("c"), kNone)).tenant_id;
  const auto target = [&](std::string_view name) {
    const Queue queue = queue_named(*core, tenant, name);
    return queue.overflow_action == OverflowAction::kQueue ? queue.overflow_queue_id : std::nullopt;
  };
  CHECK(target("a") == queue_named(*core, tenant, "b").id);
  CHECK(target("b") == queue_named(*core, tenant, "c").id);
  CHECK(applied(*core, queues(to("b"), to("c"), kNone)).updated == 0);
  // Turned round, and by the reference alone.
  CHECK(applied(*core, queues(kNone, to("a"), to("b"))).updated == 3);
  CHECK(target("c") == queue_named(*core, tenant, "b").id);
  CHECK_FALSE(target("a"));
  CHECK(applied(*core, acme(R"("queues":[{"name":"c","overflow_queue":"a"}])")).updated == 1);
  CHECK(target("c") == queue_named(*core, tenant, "a").id);
  CHECK(refused(*core, acme(R"("queues":[{"name":"a",)" + to("c") + "}]")).path ==
        "queues[0].overflow_queue");
}

TEST_CASE("who overflows to whom may be turned round by the action alone") {
  auto core = open_core();
  const auto queues = [](std::string_view a, std::string_view b, std::string_view targets) {
    std::string first = R"("queues":[{"name":"a","overflow_action":")" + std::string(a) + '"';
    std::string second = R"(},{"name":"b","overflow_action":")" + std::string(b) + '"';
    if (!targets.empty()) {
      first += R"(,"overflow_queue":"b")";
      second += R"(,"overflow_queue":"a")";
    }
    return acme(first + second + "}]");
  };
  const Id tenant = *applied(*core, queues("none", "queue", "given")).tenant_id;
  CHECK(applied(*core, queues("queue", "none", "")).updated == 2);
  const Queue a = queue_named(*core, tenant, "a"), b = queue_named(*core, tenant, "b");
  CHECK(a.overflow_action == OverflowAction::kQueue);
  CHECK(a.overflow_queue_id == b.id);
  CHECK(b.overflow_action == OverflowAction::kNone);
  CHECK(b.overflow_queue_id == a.id);
  CHECK_FALSE(core->apply(queues("queue", "queue", ""), {}, kNow).ok());
}

TEST_CASE("a chain of trunks may be turned round") {
  auto core = open_core();
  const auto trunks = [](std::string_view a, std::string_view b) {
    return acme(R"("sip_trunks":[{"name":"a","host":"a.example","failover_trunk":)" +
                std::string(a) + R"(},{"name":"b","host":"b.example","failover_trunk":)" +
                std::string(b) + "}]");
  };
  applied(*core, trunks("null", "\"a\""));
  CHECK(applied(*core, trunks("\"b\"", "null")).updated == 2);
  CHECK(applied(*core, trunks("null", "\"a\"")).updated == 2);
}

TEST_CASE("two people may swap their extensions, and a new one take that of one who goes") {
  auto core = open_core();
  const Id tenant = *applied(*core, kAcme).tenant_id;
  const ApplyReport swap = applied(*core, acme(R"("users":[
      {"email":"ana@x.example","extension":"101"},{"email":"bo@x.example","extension":"100"}])"));
  CHECK(swap.updated == 2);
  CHECK(swap.changes.find(R"("extension":{"from":"101","to":"100"})") != std::string::npos);
  const std::string heir = acme(R"("users":[{"email":"ana@x.example"},
      {"email":"eva@x.example","full_name":"Eva","extension":"100"}])");
  CHECK(refused(*core, heir).path == "users[1].extension");
  applied(*core, heir, {.is_pruning = true});
  CHECK(rows<User>(*core, tenant).size() == 2);
}

TEST_CASE("a given secret is written when it differs, and never shown") {
  auto core = open_core(true);
  const auto with = [](std::string_view password, std::string_view value) {
    return acme(R"("sip_trunks":[{"name":"t","host":"h.example","password":")" +
                std::string(password) + R"("}],"secrets":[{"name":"crm","value":")" +
                std::string(value) + "\"}]");
  };
  const ApplyReport first = applied(*core, with("hunter2", "key-1"));
  CHECK(first.created == 3);
  CHECK(first.changes.find("hunter2") == std::string::npos);
  CHECK(first.changes.find("key-1") == std::string::npos);
  CHECK(applied(*core, with("hunter2", "key-1")).updated == 0);
  CHECK(applied(*core, with("***", "***")).updated == 0);
  const ApplyReport rotated = applied(*core, with("hunter2", "key-2"));
  CHECK(rotated.updated == 1);
  CHECK(rotated.changes.find(R"("value":{"from":"***","to":"***"})") != std::string::npos);
  CHECK(applied(*core, with("hunter2", "key-2")).updated == 0);
}

TEST_CASE("a policy is there once for what it is about") {
  auto core = open_core();
  const Id tenant = *applied(*core, kAcme).tenant_id;
  const std::string sales = to_text(queue_named(*core, tenant, "sales").id);
  const auto create = [&](std::string_view table, const std::string& fields) {
    auto policy = schema::parse_record(*schema::find_table(table), fields);
    REQUIRE(policy.ok());
    document::set_id(*policy, 1, tenant);
    return core->create(*policy, kNow);
  };
  const std::string of_sales = R"({"scope":"queue","resource_id":")" + sales + "\"}";
  for (const std::string_view table : {"recording_policy", "transcription_policy"}) {
    CAPTURE(table);
    const bool is_there = table == "recording_policy";  // in the document
    CHECK(create(table, R"({"scope":"global"})").ok() == !is_there);
    CHECK(create(table, of_sales).ok() == !is_there);
    const auto global = create(table, R"({"scope":"global"})");
    CHECK(global.error().status == Status::kExists);
    CHECK(global.error().path == "scope");
    const auto queue = create(table, of_sales);
    CHECK(queue.error().status == Status::kExists);
    CHECK(queue.error().path == "resource_id");
    CHECK(create(table, R"({"scope":"agent","resource_id":")" + sales + "\"}").ok());
  }
}

}  // namespace
}  // namespace sivo::core
