#include <doctest/doctest.h>

#include <algorithm>

#include "core/apply_site.hpp"
#include "schema/tenant.hpp"

namespace sivo::core {
namespace {

using schema::Json;

std::string flow_to(std::string_view name, std::string_view queue) {
  return R"({"name":")" + std::string(name) +
         R"(","flow":{"format":"sivo.flow/1","name":"f","start":"q","on_error":"bye","nodes":[)"
         R"({"id":"bye","type":"hangup"},{"id":"q","type":"queue","queue":")" +
         std::string(queue) + R"("}]}})";
}

TEST_CASE("a queue that a flow names must be in the tenant or in the document") {
  auto core = open_core();
  const Error missing =
      refused(*core, acme(R"("queues":[{"name":"a"}],"ivr_flows":[)" + flow_to("f", "b") + "]"));
  CHECK(missing.status == Status::kNotFound);
  CHECK(missing.path == "ivr_flows[0].flow.nodes[1].queue");
  CHECK(missing.message == "E134: expected a queue of this tenant or document, got \"b\"");
  CHECK(rows<Tenant>(*core, Id{}).empty());

  const std::string given =
      acme(R"("queues":[{"name":"b"}],"ivr_flows":[)" + flow_to("f", "b") + "]");
  const ApplyReport first = applied(*core, given);
  CHECK(first.warnings == "[]");
  const Id tenant = *first.tenant_id;
  applied(*core, acme(R"("ivr_flows":[)" + flow_to("stored", "b") + "]"));
  const std::string id = to_text(queue_named(*core, tenant, "b").id);
  applied(*core, acme(R"("ivr_flows":[)" + flow_to("by id", id) + "]"));
  CHECK(refused(*core, acme(R"("ivr_flows":[)" + flow_to("f", to_text(tenant)) + "]")).path ==
        "ivr_flows[0].flow.nodes[1].queue");
}

TEST_CASE("pruning takes no queue that a flow names") {
  auto core = open_core();
  const Id tenant = *applied(*core, kAcme).tenant_id;
  const auto prune = [&](const std::string& lists) {
    return core->apply(acme(lists), {.is_dry_run = true, .is_pruning = true}, kNow);
  };
  const std::string rest = R"("queues":[{"name":"spare"}],"queue_members":[],)"
                           R"("recording_policies":[])";
  const auto stored = prune(rest);
  REQUIRE_FALSE(stored.ok());
  CHECK(stored.error().status == Status::kInUse);
  CHECK(stored.error().path == "queues");
  CHECK(stored.error().message.ends_with("got \"sales\", which is named by the flow \"main\""));
  const auto given = prune(rest + R"(,"ivr_flows":[)" + flow_to("main", "sales") + "]");
  REQUIRE_FALSE(given.ok());
  CHECK(given.error().status == Status::kNotFound);
  CHECK(given.error().path == "ivr_flows[0].flow.nodes[1].queue");
  // Named by what changes or goes in the same document, it may go.
  CHECK(
      prune(rest + R"(,"ivr_flows":[)" + flow_to("main", "spare") + R"(,{"name":"night"}])").ok());
  CHECK(prune(rest + R"(,"ivr_flows":[{"name":"main","flow":null},{"name":"night"}])").ok());
  CHECK(prune(rest + R"(,"ivr_flows":[],"dids":[])").ok());
  CHECK(rows<Queue>(*core, tenant).size() == 2);
}

TEST_CASE("what a flow's author should look at is a warning with its place") {
  auto core = open_core();
  const std::string blank =
      acme(R"("queues":[{"name":"after sales"}],"ivr_flows":[{"name":"none"},)" +
           flow_to("f", "after sales") + "]");
  const ApplyReport report = applied(*core, blank, {.is_dry_run = true});
  auto warnings = Json::parse(report.warnings);
  REQUIRE(warnings.ok());
  REQUIRE(warnings->items().size() == 1);
  CHECK(warnings->items()[0].find("path")->as_string() == "ivr_flows[1].flow.nodes[1].queue");
  CHECK(warnings->items()[0].find("message")->as_string().find("the edge error") !=
        std::string::npos);
  CHECK(applied(*core, blank).warnings == report.warnings);
  CHECK(applied(*core, blank).warnings == report.warnings);  // unchanged, and still so

  const ApplyReport linted = applied(*core, acme(R"("ivr_flows":[{"name":"g","flow":
      {"format":"sivo.flow/1","name":"g","start":"a","nodes":[
        {"id":"a","type":"play","prompt":"hello"},{"id":"b","type":"hangup"}]}}])"));
  warnings = Json::parse(linted.warnings);
  REQUIRE(warnings.ok());
  REQUIRE(warnings->items().size() == 2);
  CHECK(warnings->items()[0].find("path")->as_string() == "ivr_flows[0].flow.nodes[0].edges.next");
  CHECK(warnings->items()[0].find("message")->as_string().starts_with("W201: "));
  CHECK(warnings->items()[1].find("path")->as_string() == "ivr_flows[0].flow.nodes[1]");
  CHECK(warnings->items()[1].find("message")->as_string().starts_with("W200: "));
}

TEST_CASE("a report holds so many warnings and no more") {
  auto core = open_core();
  const auto warned = [&](size_t loose) {
    std::string nodes = R"({"id":"start_here","type":"hangup"})";
    std::string flows;
    size_t left = loose;
    for (size_t flow = 0; left > 0; ++flow) {
      const size_t here = std::min<size_t>(left, 400);
      left -= here;
      std::string more = nodes;
      for (size_t i = 0; i < here; ++i)
        more += R"(,{"id":"n)" + std::to_string(i) + R"(","type":"hangup"})";
      flows += (flow == 0 ? "" : ",") + std::string(R"({"name":"f)") + std::to_string(flow) +
               R"(","flow":{"format":"sivo.flow/1","name":"f","start":"start_here","nodes":[)" +
               more + "]}}";
    }
    const auto report = applied(*core, acme("\"ivr_flows\":[" + flows + "]"), {.is_dry_run = true});
    return Json::parse(report.warnings)->items().size();
  };
  CHECK(warned(0) == 0);
  CHECK(warned(document::kWarningsMax) == document::kWarningsMax);
  CHECK(warned(document::kWarningsMax + 1) == document::kWarningsMax);
}

TEST_CASE("a pointer into a flow is a path of the document") {
  CHECK(document::flow_path("") == "flow");
  CHECK(document::flow_path("/start") == "flow.start");
  CHECK(document::flow_path("/nodes/12/edges/next") == "flow.nodes[12].edges.next");
  CHECK(document::flow_path("/nodes/0/edges/1") == "flow.nodes[0].edges.1");
}

}  // namespace
}  // namespace sivo::core
