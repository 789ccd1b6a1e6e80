#include "core/look.hpp"

#include "core/counted.hpp"
#include "schema/pause_reason.hpp"

namespace sivo::test {
namespace {

// Someone who only looks, beside the site's own core.
std::unique_ptr<Core> viewer_of(const ScratchFile& file) {
  auto options = file.options(core::Durability::kNormal, 9);
  options.is_read_only = true;
  auto opened = Core::open(options);
  REQUIRE_MESSAGE(opened.ok(), (opened.ok() ? "" : opened.error().message));
  return *std::move(opened);
}

std::string of_agent(Core& core, const Site& site) {
  auto report = core.statistics({site.tenant, site.agents[0], 1440, site.now});
  REQUIRE(report.ok());
  return schema::render_record(*report);
}

}  // namespace

TEST_CASE("one who only looks counts what is new, and sees what the host's core counted") {
  const ScratchFile file("statistics_viewer");
  auto options = file.options(core::Durability::kNormal, 7);
  options.now = kMorning;
  Site site(options);
  const auto world = furnish_widely(site);
  VirtualHost host(world, 12);
  const auto viewer = viewer_of(file);
  for (int part = 0; part < 12; ++part) {
    run(site, host, 60);
    // Written with the present moment, also where nothing happened in the last steps.
    site.create<PauseReason>(R"("name":"reason )" + std::to_string(part) + "\"");
    const std::string counted = all_of_the_day(site, world);
    CHECK(all_of_the_day(*viewer, site, world) == counted);
    CHECK(all_of_the_day(*viewer, site, world) == counted);  // nothing is new
    if (part % 4 == 3) CHECK(all_of_the_day(*viewer_of(file), site, world) == counted);
  }
  CHECK(read<TenantStatistics>(site, site.tenant, 1440, site.now).handled > 0);
  change<Configuration>(site, site.tenant, R"("tenant.timezone":"Asia/Kathmandu")");
  CHECK(all_of_the_day(*viewer, site, world) == all_of_the_day(site, world));
  const auto gone =
      site.core->remove(schema::table_of<Queue>(), site.tenant, world.queues[1], true, site.now);
  REQUIRE(gone.ok());
  CHECK(all_of_the_day(*viewer, site, world) == all_of_the_day(site, world));
}

TEST_CASE("a wrap-up that goes on when somebody looks counts when it is over, once") {
  const ScratchFile file("look_wrap_up");
  auto options = file.options(core::Durability::kNormal, 7);
  options.now = kMorning;
  Site site(options);
  site.furnish(1, R"(,"wrap_up_time":30)");
  site.login(0);
  site.call("one");
  site.by_channel<CallAnswered>("one");
  site.by_leg<LegAnswered>(site.last<Dial>().leg_id);
  site.wait(10 * kSecond);
  site.by_channel<CallHangup>("one");
  const auto viewer = viewer_of(file);
  const auto agree = [&] {
    const std::string seen = of_agent(*viewer, site);
    CHECK(seen == of_agent(*site.core, site));
    return seen;
  };
  // At the very moment of the call's end, then a commit later.
  CHECK(agree().find(R"("handled":0)") != std::string::npos);
  site.wait(5 * kSecond);
  site.create<PauseReason>(R"("name":"lunch")");
  CHECK(agree().find(R"("handled":0)") != std::string::npos);
  site.wait(30 * kSecond);
  CHECK(agree().find(R"("handled":1)") != std::string::npos);
  site.create<PauseReason>(R"("name":"tea")");
  CHECK(agree().find(R"("acw_ms":30000)") != std::string::npos);
}

TEST_CASE("calls that end in one moment but not in one commit count once each") {
  const ScratchFile file("look_moment");
  auto options = file.options(core::Durability::kNormal, 7);
  options.now = kMorning;
  Site site(options);
  site.furnish(0);
  for (const char* channel : {"one", "two"}) {
    site.call(channel);
    site.by_channel<CallAnswered>(channel);
  }
  site.wait(10 * kSecond);
  const auto viewer = viewer_of(file);
  const auto abandoned = [&] {
    auto report = viewer->statistics({site.tenant, site.queue, 1440, site.now});
    REQUIRE(report.ok());
    return report->as<QueueStatistics>().abandoned;
  };
  CHECK(abandoned() == 0);
  site.by_channel<CallHangup>("one");
  CHECK(abandoned() == 1);
  site.by_channel<CallHangup>("two");
  CHECK(abandoned() == 2);
  site.wait(kSecond);
  site.create<PauseReason>(R"("name":"lunch")");
  CHECK(abandoned() == 2);
}

TEST_CASE("a tenant that comes or goes between two looks is seen to") {
  const ScratchFile file("look_tenants");
  auto options = file.options(core::Durability::kNormal, 7);
  options.now = kMorning;
  Site site(options);
  site.furnish(0);
  const auto viewer = viewer_of(file);
  REQUIRE(viewer->statistics({site.tenant, site.queue, 60, site.now}).ok());
  const Id other = site.create(schema::table_of<Tenant>(), R"({"slug":"other","name":"Other"})");
  CHECK(viewer->statistics({other, other, 60, site.now}).ok());
  REQUIRE(site.core->remove(schema::table_of<Tenant>(), other, other, true, site.now).ok());
  CHECK(viewer->statistics({other, other, 60, site.now}).error().status == Status::kNotFound);
  CHECK(viewer->statistics({site.tenant, site.queue, 60, site.now}).ok());
}

}  // namespace sivo::test
