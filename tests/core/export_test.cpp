#include <doctest/doctest.h>

#include "base/prng.hpp"
#include "core/apply.hpp"
#include "core/core.hpp"
#include "schema/walk.hpp"

namespace sivo::core {
namespace {

using schema::Json;

constexpr Micros kNow = 1'800'000'000'000'000;

std::unique_ptr<Core> open_core(uint64_t seed) {
  OpenOptions options;
  options.durability = Durability::kNone;
  options.now = kNow;
  options.seed = seed;
  options.master_key.emplace().fill(1);
  auto core = Core::open(std::move(options));
  REQUIRE(core.ok());
  return std::move(*core);
}

ApplyReport applied(Core& core, std::string_view json, bool is_pruning = false) {
  auto report = core.apply(json, {.is_pruning = is_pruning}, kNow);
  INFO((report.ok() ? std::string() : report.error().path + ": " + report.error().message));
  REQUIRE(report.ok());
  return report->as<ApplyReport>();
}

std::string exported(Core& core, const Id& tenant) {
  auto document = core.export_tenant(tenant);
  REQUIRE(document.ok());
  return document->as<Document>().text;
}

// Random but legal documents of one tenant. What may hold on to a row that another document does
// not name is always given, so that any document may follow any other with pruning.
class Generator {
 public:
  explicit Generator(uint64_t seed) : random_(seed) {}

  std::string document() {
    const size_t users = below(6), queues = 1 + below(5), flows = 1 + below(3);
    const size_t trunks = 1 + below(4), schedules = below(3);
    leads_up_ = chance();
    Json out = Json::object();
    out.append("tenant", object({{"slug", text("acme")}, {"name", text(word())}}));
    out.append("configuration", object({{"ai.max_turns", number(1 + below(200))},
                                        {"tenant.default_locale", text("en")}}));
    out.append("users", list(users, [&](size_t i) { return user(i); }));
    out.append("queues", list(queues, [&](size_t i) { return queue(i, queues); }));
    if (users > 0) {
      out.append("queue_members", list(std::min(users, queues), [&](size_t i) {
                   return object({{"queue", name("q", i)},
                                  {"user", text("u" + std::to_string(i) + "@x.example")},
                                  {"tier", number(1 + below(3))}});
                 }));
    }
    out.append("schedules", list(schedules, [&](size_t i) { return schedule(i); }));
    out.append("ivr_flows", list(flows, [&](size_t i) { return flow(i); }));
    out.append("sip_trunks", list(trunks, [&](size_t i) { return trunk(i, trunks); }));
    out.append("dids", list(below(4), [&](size_t i) { return did(i, flows, trunks, schedules); }));
    out.append("recording_policies", list(queues, [&](size_t i) {
                 return object({{"scope", text("queue")},
                                {"resource", name("q", i)},
                                {"retention_days", number(1 + below(90))}});
               }));
    out.append(
        "pause_reasons", list(below(4), [&](size_t i) {
          return object({{"name", name("p", i)}, {"is_productive", Json::boolean(chance())}});
        }));
    out.append(
        "webhook_endpoints", list(below(3), [&](size_t i) {
          return object({{"name", name("w", i)}, {"url", text("https://x.example/" + word())}});
        }));
    return out.dump();
  }

 private:
  using Members = std::vector<Json::Member>;
  size_t below(size_t bound) { return static_cast<size_t>(random_.below(bound)); }
  bool chance() { return below(2) == 0; }
  std::string word() {
    std::string out;
    for (size_t i = 0; i < 6; ++i) out += static_cast<char>('a' + below(26));
    return out;
  }
  static Json text(std::string value) { return Json::string(std::move(value)); }
  static Json number(size_t value) { return Json::integer(static_cast<int64_t>(value)); }
  static Json name(const char* prefix, size_t i) { return text(prefix + std::to_string(i)); }
  static Json object(Members members) {
    Json out = Json::object();
    for (auto& [key, value] : members) out.append(key, std::move(value));
    return out;
  }
  template <class Make>
  static Json list(size_t count, Make make) {
    Json out = Json::array();
    for (size_t i = 0; i < count; ++i) out.push(make(i));
    return out;
  }

  Json user(size_t i) {
    Json out = object({{"email", text("u" + std::to_string(i) + "@x.example")},
                       {"full_name", text(word() + " \"é\" /" + word())}});
    const std::string extension = std::to_string(100 + (i * 7 + offset_) % 20);
    out.append("extension", chance() ? text(extension) : Json());
    if (chance()) out.append("skills", object({{"english", number(1 + below(10))}}));
    return out;
  }
  Json queue(size_t i, size_t count) {
    Json out = object({{"name", name("q", i)}, {"max_wait_time", number(below(1000))}});
    // All one way, so that there is no circle; another document may lead the other way.
    const size_t other = below(count);
    const bool overflows = (leads_up_ ? other > i : other < i) && chance();
    out.append("overflow_action", text(overflows ? "queue" : "none"));
    out.append("overflow_queue", overflows ? name("q", other) : Json());
    return out;
  }
  Json schedule(size_t i) {
    return object(
        {{"name", name("s", i)},
         {"hours", object({{"mon", object({{"open", text("09:00")}, {"close", text("18:00")}})},
                           {"sun", Json()}})},
         {"holidays",
          list(below(3), [](size_t day) { return text("2026-12-2" + std::to_string(day)); })}});
  }
  Json flow(size_t i) {
    Json out = object({{"name", name("f", i)}, {"description", text(word())}});
    if (chance()) {
      const std::string node = word();
      out.append("flow", object({{"format", text("sivo.flow/1")},
                                 {"name", text("f")},
                                 {"start", text(node)},
                                 {"nodes", list(1, [&](size_t) {
                                    return object({{"id", text(node)}, {"type", text("hangup")}});
                                  })}}));
    }
    return out;
  }
  Json trunk(size_t i, size_t count) {
    Json out = object({{"name", name("t", i)}, {"host", text(word() + ".example")}});
    if (chance()) out.append("password", text(word()));
    const bool has_next = i + 1 < count && chance();
    out.append("failover_trunk", has_next ? name("t", i + 1) : Json());
    return out;
  }
  Json did(size_t i, size_t flows, size_t trunks, size_t schedules) {
    Json out = object({{"number", text("+3491123456" + std::to_string(i))},
                       {"trunk", name("t", below(trunks))},
                       {"ivr_flow", name("f", below(flows))}});
    const bool has_hours = schedules > 0 && chance();
    out.append("schedule", has_hours ? name("s", below(schedules)) : Json());
    out.append("out_of_hours_ivr_flow", chance() ? name("f", below(flows)) : Json());
    return out;
  }

  Xoshiro256 random_;
  size_t offset_ = below(20);
  bool leads_up_ = false;
};

// Nothing changes where the export comes from, and elsewhere it makes an equal tenant.
void check_round_trip(uint64_t seed) {
  CAPTURE(seed);
  auto core = open_core(seed);
  const Id tenant = *applied(*core, Generator(seed).document()).tenant_id;
  const std::string document = exported(*core, tenant);
  CHECK(applied(*core, document, true).changes == "[]");
  auto copy = open_core(seed + 100);
  const Id copied = *applied(*copy, document).tenant_id;
  CHECK(exported(*copy, copied) == document);
  CHECK(applied(*copy, document).changes == "[]");
}

void check_restore(uint64_t seed) {
  CAPTURE(seed);
  auto core = open_core(seed);
  const Id tenant = *applied(*core, Generator(seed).document()).tenant_id;
  const std::string before = exported(*core, tenant);
  applied(*core, Generator(seed + 1000).document(), true);
  CHECK(exported(*core, tenant) != before);
  applied(*core, before, true);
  CHECK(exported(*core, tenant) == before);
}

TEST_CASE("an export changes nothing where it comes from, and makes an equal tenant elsewhere") {
  check_round_trip(1);
}

TEST_CASE("an export applied with pruning brings a changed tenant back") { check_restore(2); }

TEST_CASE("exports go round for many tenants" * doctest::test_suite("slow")) {
  for (uint64_t seed = 1; seed <= 40; ++seed) {
    check_round_trip(seed);
    check_restore(seed);
  }
}

TEST_CASE("an export holds no ids, no times and no secrets") {
  auto core = open_core(1);
  const Id tenant = *applied(*core, R"({"tenant":{"slug":"acme","name":"A"},
      "sip_trunks":[{"name":"t","host":"h.example","password":"hunter2"}],
      "secrets":[{"name":"crm","value":"topsecret"}],
      "webhook_endpoints":[{"name":"w","url":"https://x.example/"}]})")
                         .tenant_id;
  const std::string document = exported(*core, tenant);
  for (const std::string_view text : {"hunter2", "topsecret", "***", "secrets", "created_at",
                                      "tenant_id", "\"version\"", "signing_secret", "\"state\""}) {
    CAPTURE(text);
    CHECK(document.find(text) == std::string::npos);
  }
  CHECK(document.find(to_text(tenant)) == std::string::npos);
}

TEST_CASE("rows are exported in the order of their names") {
  auto core = open_core(1);
  const Id tenant = *applied(*core, R"({"tenant":{"slug":"acme","name":"A"},
      "queues":[{"name":"c"},{"name":"a"},{"name":"b"}]})")
                         .tenant_id;
  auto json = Json::parse(exported(*core, tenant));
  REQUIRE(json.ok());
  std::string names;
  for (const Json& queue : json->find("queues")->items()) names += queue.find("name")->as_string();
  CHECK(names == "abc");
}

TEST_CASE("a policy about what is gone is left out") {
  auto core = open_core(1);
  const Id tenant = *applied(*core, R"({"tenant":{"slug":"acme","name":"A"},"queues":[{"name":"q"}],
      "recording_policies":[{"scope":"queue","resource":"q"}]})")
                         .tenant_id;
  applied(*core, R"({"tenant":{"slug":"acme"},"queues":[]})", true);
  auto json = Json::parse(exported(*core, tenant));
  REQUIRE(json.ok());
  CHECK(json->find("recording_policies")->items().empty());
  CHECK(applied(*core, R"({"tenant":{"slug":"acme"},"recording_policies":[]})", true).deleted == 1);
}

TEST_CASE("a tenant that is not there cannot be exported") {
  auto core = open_core(1);
  CHECK(core->export_tenant(*parse_id("0192f0c1-2345-7abc-8def-0123456789ab")).error().status ==
        Status::kNotFound);
  CHECK_FALSE(core->export_tenant(Id{}).ok());
}

}  // namespace
}  // namespace sivo::core
