#pragma once

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/apply.hpp"
#include "schema/queue.hpp"
#include "schema/walk.hpp"

// A core in memory, and documents applied to it.
namespace sivo::core {

inline constexpr Micros kNow = 1'800'000'000'000'000;

inline std::unique_ptr<Core> open_core(bool has_key = false, std::string path = {}) {
  OpenOptions options;
  options.path = std::move(path);
  options.durability = Durability::kNone;
  options.now = kNow;
  options.seed = 7;
  if (has_key) options.master_key.emplace().fill(0x5a);
  auto core = Core::open(std::move(options));
  REQUIRE(core.ok());
  return std::move(*core);
}

inline constexpr std::string_view kAcme = R"({
  "tenant": {"slug": "acme", "name": "Acme"},
  "configuration": {"tenant.timezone": "Europe/Paris"},
  "pause_reasons": [{"name": "Lunch"}],
  "users": [
    {"email": "Ana@x.example", "full_name": "Ana", "extension": "100"},
    {"email": "bo@x.example", "full_name": "Bo", "extension": "101", "role": "supervisor"}],
  "queues": [
    {"name": "sales", "overflow_action": "queue", "overflow_queue": "spare",
     "overflow_after_sec": 60},
    {"name": "spare"}],
  "queue_members": [
    {"queue": "sales", "user": "ana@x.example", "tier": 1, "level": 1},
    {"queue": "spare", "user": "bo@x.example", "tier": 2}],
  "schedules": [{"name": "office", "hours": {"mon": {"open": "09:00", "close": "18:00"}}}],
  "ivr_flows": [
    {"name": "main", "flow": {"format": "sivo.flow/1", "name": "main", "start": "q",
      "nodes": [{"id": "q", "type": "queue", "queue": "sales"}]}},
    {"name": "night", "description": "closed"}],
  "sip_trunks": [
    {"name": "pstn", "host": "sip.x.example", "failover_trunk": "second"},
    {"name": "second", "host": "sip2.x.example"}],
  "dids": [{"number": "+34911234567", "trunk": "pstn", "ivr_flow": "main", "schedule": "office",
            "out_of_hours_ivr_flow": "night"}],
  "recording_policies": [{"scope": "queue", "resource": "sales"}, {"scope": "global"}],
  "webhook_endpoints": [{"name": "crm", "url": "https://x.example/hook"}]
})";

inline ApplyReport applied(Core& core, std::string_view json, Core::ApplyFlags flags = {}) {
  auto report = core.apply(json, flags, kNow);
  INFO((report.ok() ? std::string() : report.error().path + ": " + report.error().message));
  REQUIRE(report.ok());
  return report->as<ApplyReport>();
}

inline Error refused(Core& core, std::string_view json, Core::ApplyFlags flags = {}) {
  auto report = core.apply(json, flags, kNow);
  REQUIRE_FALSE(report.ok());
  return report.take_error();
}

// A document of one tenant with more lists.
inline std::string acme(std::string_view lists) {
  return R"({"tenant":{"slug":"acme","name":"Acme"},)" + std::string(lists) + '}';
}

inline std::string exported(Core& core, const Id& tenant) {
  auto document = core.export_tenant(tenant);
  REQUIRE(document.ok());
  return document->as<Document>().text;
}

template <class S>
std::vector<S> rows(Core& core, const Id& tenant) {
  std::vector<S> out;
  auto done = document::for_each_row(core, schema::table_of<S>(), tenant, {},
                                     [&](Record& row) -> Result<void> {
                                       out.push_back(row.as<S>());
                                       return {};
                                     });
  REQUIRE(done.ok());
  return out;
}

inline Queue queue_named(Core& core, const Id& tenant, std::string_view name) {
  for (const Queue& queue : rows<Queue>(core, tenant)) {
    if (queue.name == name) return queue;
  }
  FAIL("no such queue");
  return {};
}

}  // namespace sivo::core
