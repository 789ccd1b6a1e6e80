#pragma once

#include <string>

#include "core/day.hpp"
#include "schema/configuration.hpp"
#include "schema/statistics.hpp"

// What the tests of the statistics ask a core.
namespace sivo::test {

template <class S>
S read(Site& site, const Id& id, int32_t minutes, Micros at) {
  auto report = site.core->statistics({site.tenant, id, minutes, at});
  REQUIRE_MESSAGE(report.ok(), (report.ok() ? "" : report.error().message));
  REQUIRE(report->kind() == schema::table_of<S>().kind);
  return report->template as<S>();
}

// Everything that can be read of the day, as text; of a queue that was removed, that it is not
// there.
inline std::string all_of_the_day(Core& core, const Site& site, const VirtualHost::World& world) {
  std::string out;
  for (const int32_t minutes : {1440, 60, 15}) {
    const auto add = [&](const Id& id) {
      for (Micros at = kMorning; at <= site.now; at += minutes * kMinute) {
        auto report = core.statistics({site.tenant, id, minutes, at});
        out += (report.ok() ? schema::render_record(*report) : report.error().message) + "\n";
      }
    };
    add(site.tenant);
    for (const Id& id : world.queues) add(id);
    for (const Id& id : site.agents) add(id);
  }
  return out;
}
inline std::string all_of_the_day(Site& site, const VirtualHost::World& world) {
  return all_of_the_day(*site.core, site, world);
}

template <class S>
void change(Site& site, const Id& id, const std::string& fields) {
  auto row = schema::parse_record(schema::table_of<S>(),
                                  R"({"id":")" + to_text(id) + R"(","tenant_id":")" +
                                      to_text(site.tenant) + "\"," + fields + "}");
  REQUIRE_MESSAGE(row.ok(), (row.ok() ? "" : row.error().path));
  const auto done = site.core->update(*row, site.now);
  REQUIRE_MESSAGE(done.ok(), (done.ok() ? "" : done.error().message));
  site.drain();
}

inline void reopen(Site& site, const ScratchFile& file) {
  site.core.reset();
  auto options = file.options(core::Durability::kNormal, 7);
  options.now = site.now;
  auto opened = Core::open(options);
  REQUIRE_MESSAGE(opened.ok(), (opened.ok() ? "" : opened.error().message));
  site.core = *std::move(opened);
}

inline void run(Site& site, VirtualHost& host, int steps) {
  for (int i = 0; i < steps; ++i) {
    site.wait(host.pause());
    (void)site.core->step(host.next(false), site.now);
    site.drain();
    for (const Record& output : site.outputs) host.hear(output);
    site.outputs.clear();
  }
}

}  // namespace sivo::test
