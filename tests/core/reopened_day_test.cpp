#include "core/reopened_day.hpp"

#include <algorithm>

namespace sivo::test {
namespace {

std::string figures(ReopenedDay& day) {
  std::string out;
  std::vector<Id> ids = {day.site.tenant, day.site.queue, day.reserve, day.support};
  ids.insert(ids.end(), day.site.agents.begin(), day.site.agents.end());
  for (const Id& id : ids) {
    auto report = day.site.core->statistics({day.site.tenant, id, 24 * 60, day.site.now});
    REQUIRE_MESSAGE(report.ok(), (report.ok() ? "" : report.error().message));
    out += schema::render_record(*report) + "\n";
  }
  return out;
}

int count(const std::string& text, const std::string& what) {
  int found = 0;
  for (size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++found;
  return found;
}

// The first line in which they are not the same.
std::string difference(const std::string& one, const std::string& other) {
  if (one == other) return "";
  const auto at = static_cast<size_t>(
      std::mismatch(one.begin(), one.end(), other.begin(), other.end()).first - one.begin());
  const auto line = [&](const std::string& text) {
    const size_t begin = at == 0 ? 0 : text.rfind('\n', at - 1) + 1;
    return text.substr(begin, text.find('\n', begin) - begin) + "\n";
  };
  return line(one) + line(other);
}

// The day does what it is named after.
void check_day(const std::string& all, const std::string& rows) {
  CHECK(count(all, "queue.overflowed") == 3);  // to a queue, a number, a flow
  CHECK(count(all, "We are busy.") >= 1);
  CHECK(count(all, R"("purpose":"callback")") == 2);
  CHECK(count(all, "sivo:accept") == 2);
  CHECK(count(all, "waiting time") + count(all, "tiempo de espera") >= 2);
  CHECK(count(all, "posición en la cola") >= 4);
  CHECK(count(all, "supervise ") == 2);
  CHECK(count(all, "call.transferred") >= 4);
  CHECK(count(rows, "MEDIA_TIMEOUT") == 1);
  CHECK(count(rows, "\"weight\"") >= 4);  // what fewest-calls counts
}

TEST_CASE("a day with everything goes on the same when the file is reopened after every step") {
  ReopenedDay plain("day_plain", Reopening::kNever);
  ReopenedDay reopened("day_reopened", Reopening::kAfterEachStep);
  std::string all;
  int step = 0;
  CAPTURE(step);
  for (const auto& take : day_with_everything()) {
    plain.take(take);
    reopened.take(take);
    REQUIRE(difference(reopened.told, plain.told) == "");
    REQUIRE(difference(reopened.rows, plain.rows) == "");
    REQUIRE(difference(reopened.known, plain.known) == "");
    all += plain.told;
    ++step;
  }
  check_day(all, plain.rows);
  CHECK(difference(figures(reopened), figures(plain)) == "");
  check_rows(*reopened.site.core, reopened.site.tenant);
}

TEST_CASE("a host that heard nothing of a step before the process died is told all of it after") {
  ReopenedDay plain("day_heard", Reopening::kNever);
  ReopenedDay deaf("day_unheard", Reopening::kBeforeEachAnswer);
  int step = 0;
  CAPTURE(step);
  for (const auto& take : day_with_everything()) {
    plain.take(take);
    deaf.take(take);
    REQUIRE(difference(deaf.events, plain.events) == "");
    REQUIRE(difference(deaf.known, plain.known) == "");
    ++step;
  }
}

}  // namespace
}  // namespace sivo::test
