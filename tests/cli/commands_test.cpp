#include "cli/commands.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>

#include "cli/json.hpp"
#include "cli/kinds.hpp"
#include "cli/program.hpp"
#include "sivo/sivo.hpp"

namespace sivo::cli {
namespace {

using test::Folder;
using test::Ran;
using test::run_sivo;

constexpr int64_t kNow = 1'893'484'800'000'000;  // 2030-01-01T08:00:00Z, after any clock's now

const std::string kAcme = R"({
  "tenant": {"slug": "acme", "name": "Acme"},
  "users": [{"email": "ana@acme.example", "full_name": "Ana", "extension": "101"}],
  "queues": [{"name": "Sales", "wrap_up_time": 5}],
  "queue_members": [{"queue": "Sales", "user": "ana@acme.example"}],
  "ivr_flows": [{"name": "Main", "flow": {
    "format": "sivo.flow/1", "name": "Main", "start": "line",
    "nodes": [{"id": "line", "type": "queue", "queue": "Sales"}]}}],
  "sip_trunks": [{"name": "Line", "host": "sip.acme.example"}],
  "dids": [{"number": "+34911111111", "trunk": "Line", "ivr_flow": "Main"}]
})";

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  return text.replace(text.find(from), from.size(), to);
}

// A folder with an initialised file `a.sivo` that holds Acme.
class Acme {
 public:
  Acme() {
    test::write_text(folder_ / "acme.json", kAcme);
    REQUIRE(run({"init", file()}).code == 0);
    REQUIRE(run({"apply", file(), folder_ / "acme.json"}).code == 0);
  }
  const Folder& folder() const { return folder_; }
  std::string file() const { return folder_ / "a.sivo"; }
  Ran run(std::vector<std::string> words) const { return run_sivo(folder_, std::move(words)); }

 private:
  Folder folder_;
};

// Two callers who hang up in the menu-less flow, waiting: abandoned in the queue.
void make_calls(const std::string& path) {
  sivo::core core = sivo::core::open(path, kNow, 0);
  for (int i = 0; i < 2; ++i) {
    const std::string channel = "c" + std::to_string(i);
    const int64_t now = kNow + i * 60'000'000;
    sivo::record offer(SIVO_KIND_CALL_OFFERED);
    offer.set(SIVO_CALL_OFFERED_CHANNEL, channel)
        .set(SIVO_CALL_OFFERED_TO, "+34911111111")
        .set(SIVO_CALL_OFFERED_FROM, "+3461234567" + std::to_string(i));
    core.step(offer, now);
    sivo::record answered(SIVO_KIND_CALL_ANSWERED);
    core.step(answered.set(SIVO_CALL_ANSWERED_CHANNEL, channel), now);
    sivo::record hangup(SIVO_KIND_CALL_HANGUP);
    core.step(hangup.set(SIVO_CALL_HANGUP_CHANNEL, channel), now + 12'300'000);
  }
}

size_t count_lines(const std::string& text) {
  return static_cast<size_t>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace

TEST_CASE("help lists every command, and each has help with an example") {
  const Folder folder;
  const Ran help = run_sivo(folder, {"help"});
  CHECK(help.code == 0);
  CHECK(help.err.empty());
  for (const Command* command : commands()) {
    const std::string name(command->name);
    CAPTURE(name);
    CHECK(help.out.find("\n  " + name) != std::string::npos);
    const Ran one = run_sivo(folder, {name, "--help"});
    CHECK(one.code == 0);
    CHECK(one.out.find("usage: sivo " + name) == 0);
    CHECK(one.out.substr(0, one.out.find('\n')).ends_with(" [OPTION]..."));
    CHECK(run_sivo(folder, {name, "-h"}).out == one.out);
    CHECK(one.out.find("Example\n  ") != std::string::npos);
    CHECK(run_sivo(folder, {"help", name}).out == one.out);
  }
  for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{
           {"--help"}, {"-h"}, {"help", "help"}, {"help", "--help"}})
    CHECK(run_sivo(folder, words).out == help.out);
}

TEST_CASE("a wrong command line is exit code 2 and one line") {
  const Folder folder;
  const std::vector<std::vector<std::string>> wrong = {{"nonsense"},
                                                       {"show"},
                                                       {"show", "a", "b", "c", "d"},
                                                       {"calls", "a", "--x"},
                                                       {"calls"},
                                                       {"audit", "check", "a"},
                                                       {"backup", "a"},
                                                       {"help", "nonsense"},
                                                       {"apply", "a", "b", "--quiet", "--json"},
                                                       {"replay", "a", "--quiet", "--json"},
                                                       {"calls", "a", "--csv", "--json"}};
  for (const auto& words : wrong) {
    const Ran ran = run_sivo(folder, words);
    CAPTURE(words[0]);
    CHECK(ran.code == 2);
    CHECK(ran.out.empty());
    CHECK(ran.err.starts_with("sivo: "));
    CHECK(count_lines(ran.err) == 1);
  }
  CHECK(run_sivo(folder, {}).code == 2);
}

TEST_CASE("what is wrong with a command's words ends with its usage") {
  const Folder folder;
  CHECK(run_sivo(folder, {"apply", "a"}).err ==
        "sivo: expected more arguments; usage: sivo apply FILE CONFIG.json [OPTION]...\n");
  CHECK(run_sivo(folder, {"version", "x"}).err ==
        "sivo: x: expected fewer arguments; usage: sivo version [OPTION]...\n");
  CHECK(run_sivo(folder, {"calls", "a", "--x"}).err ==
        "sivo: --x: expected an option of this command; usage: sivo calls FILE [OPTION]...\n");
}

TEST_CASE("version says the library's") {
  const Folder folder;
  CHECK(run_sivo(folder, {"version"}).out == std::string("sivo ") + sivo_version_text() + "\n");
  CHECK(run_sivo(folder, {"--version"}).code == 0);
  CHECK_NOTHROW(parse_json(run_sivo(folder, {"version", "--json"}).out));
}

TEST_CASE("init makes a file once") {
  const Folder folder;
  const Ran first = run_sivo(folder, {"init", folder / "a.sivo"});
  CHECK(first.code == 0);
  const Ran again = run_sivo(folder, {"init", folder / "a.sivo"});
  CHECK(again.code == 4);
  CHECK(again.err.find("a.sivo: expected no file") != std::string::npos);
}

TEST_CASE("a file that is not there is exit code 3, one that is no libsivo file is 1") {
  const Folder folder;
  const Ran missing = run_sivo(folder, {"show", folder / "nothing.sivo"});
  CHECK(missing.code == 3);
  CHECK(missing.err.find("nothing.sivo: expected a libsivo file") != std::string::npos);
  const std::string text = folder / "text.sivo";
  for (const size_t size : {10U, 8192U}) {
    test::write_text(text, std::string(size, 'x'));
    const std::vector<std::vector<std::string>> commands = {
        {"show", text}, {"calls", text}, {"audit", "verify", text}, {"apply", text, text}};
    for (const auto& words : commands) {
      const Ran ran = run_sivo(folder, words);
      CAPTURE(words[0]);
      CHECK(ran.code == 1);
      CHECK(ran.err ==
            "sivo: " + text + ": expected a libsivo file, got one that is no SQLite database\n");
    }
    CHECK(test::read_text(text) == std::string(size, 'x'));
  }
  test::write_text(text, "");
  const Ran empty = run_sivo(folder, {"show", text});
  CHECK(empty.code == 1);
  CHECK(empty.err == "sivo: " + text + ": expected a libsivo file to read, got an empty one\n");
}

TEST_CASE("an empty file has no empty line to show") {
  const Folder folder;
  const std::string file = folder / "a.sivo";
  REQUIRE(run_sivo(folder, {"init", file}).code == 0);
  std::vector<std::vector<std::string>> looks = {
      {"show", file}, {"calls", file}, {"audit", "verify", file}};
  for (const ShownKind& kind : shown_kinds())
    looks.push_back({"show", file, std::string(kind.word)});
  for (const auto& words : looks) {
    const Ran ran = run_sivo(folder, words);
    CAPTURE(ran.out);
    CHECK(ran.code == 0);
    CHECK(!ran.out.empty());
    CHECK(ran.out[0] != '\n');
    CHECK(ran.out.find("\n\n") == std::string::npos);
  }
}

TEST_CASE("apply shows what it changes, and nothing the second time") {
  const Acme acme;
  const Ran again = acme.run({"apply", acme.file(), acme.folder() / "acme.json"});
  CHECK(again.code == 0);
  CHECK(again.out.find("Created 0, changed 0, removed 0;") == 0);
  test::write_text(acme.folder() / "new.json",
                   replaced(kAcme, "\"wrap_up_time\": 5", "\"wrap_up_time\": 30"));
  const Ran dry = acme.run({"apply", acme.file(), acme.folder() / "new.json", "--dry-run"});
  CHECK(dry.code == 0);
  CHECK(dry.out.find("wrap_up_time: 5 -> 30") != std::string::npos);
  CHECK(dry.out.find("Would create 0, change 1, remove 0") != std::string::npos);
  const Ran real = acme.run({"apply", acme.file(), acme.folder() / "new.json", "--json"});
  CHECK(real.code == 0);
  const JsonValue report = parse_json(real.out);
  REQUIRE(report.find("updated") != nullptr);
  CHECK(report.find("updated")->text == "1");
}

TEST_CASE("a document with an error is refused, its place named, nothing written") {
  const Acme acme;
  test::write_text(acme.folder() / "bad.json",
                   replaced(kAcme, "\"wrap_up_time\": 5", "\"wrap_up_time\": -1"));
  const Ran ran = acme.run({"apply", acme.file(), acme.folder() / "bad.json"});
  CHECK(ran.code == 4);
  CHECK(ran.err.find("bad.json: queues[0].wrap_up_time: expected") != std::string::npos);
  CHECK(acme.run({"apply", acme.file(), acme.folder() / "none.json"}).code == 3);
}

TEST_CASE("a document that is no JSON is refused with its line and column") {
  const Acme acme;
  const std::string bad = acme.folder() / "bad.json";
  test::write_text(bad, replaced(kAcme, "\"wrap_up_time\": 5", "\"wrap_up_time\" 5"));
  const Ran ran = acme.run({"apply", acme.file(), bad});
  CHECK(ran.code == 4);
  CHECK(ran.err.starts_with("sivo: " + bad + ": queues[0].wrap_up_time: expected JSON"));
  CHECK(ran.err.find("at line 4, column 47 ") != std::string::npos);
}

TEST_CASE("apply tells what looks wrong in a flow, on standard error or in the report") {
  const Acme acme;
  const std::string odd = acme.folder() / "odd.json";
  test::write_text(odd, R"({"tenant": {"slug": "acme"}, "ivr_flows": [{"name": "Bye", "flow": {
    "format": "sivo.flow/1", "name": "Bye", "start": "a",
    "nodes": [{"id": "a", "type": "hangup"}, {"id": "b", "type": "hangup"}]}}]})");
  const std::string warning = "sivo: warning: " + odd +
                              ": ivr_flows[0].flow.nodes[1]: W200: expected a way to the node, "
                              "got none\n";
  const Ran ran = acme.run({"apply", acme.file(), odd});
  CHECK(ran.code == 0);
  CHECK(ran.err == warning);
  const Ran quiet = acme.run({"apply", acme.file(), odd, "--quiet"});
  CHECK(quiet.code == 0);
  CHECK(quiet.out.empty());
  CHECK(quiet.err == warning);
  const Ran json = acme.run({"apply", acme.file(), odd, "--json"});
  CHECK(json.err.empty());
  const JsonValue report = parse_json(json.out);
  REQUIRE(report.find("warnings") != nullptr);
  CHECK(report.find("warnings")->items.size() == 1);
}

TEST_CASE("show knows tables, single rows by name and id, and JSON") {
  const Acme acme;
  const Ran overview = acme.run({"show", acme.file()});
  CHECK(overview.code == 0);
  CHECK(overview.out.find("acme") != std::string::npos);
  const Ran members = acme.run({"show", acme.file(), "members"});
  CHECK(members.out.find("Sales  ana@acme.example") != std::string::npos);
  const Ran all = acme.run({"show", acme.file(), "users", "--json"});
  const JsonValue users = parse_json(all.out);
  REQUIRE(users.items.size() == 1);
  const std::string id = users.items[0].find("id")->text;
  const Ran by_name = acme.run({"show", acme.file(), "users", "ana@acme.example"});
  const Ran by_id = acme.run({"show", acme.file(), "users", id});
  CHECK(by_name.code == 0);
  CHECK(by_name.out == by_id.out);
  CHECK(acme.run({"show", acme.file(), "users", "bob@acme.example"}).code == 3);
  CHECK(acme.run({"show", acme.file(), "nonsense"}).code == 3);
  CHECK(acme.run({"show", acme.file(), "queues", "--tenant", "other"}).code == 3);
}

TEST_CASE("show has a table for every kind it names") {
  const Acme acme;
  for (const std::string kind :
       {"tenants", "users", "queues", "members", "dids", "flows", "flow-versions", "trunks",
        "schedules", "pause-reasons", "configuration", "audit", "live-calls", "live-agents"}) {
    CAPTURE(kind);
    const Ran ran = acme.run({"show", acme.file(), kind});
    CHECK(ran.code == 0);
    CHECK(!ran.out.empty());
    CHECK_NOTHROW(parse_json(acme.run({"show", acme.file(), kind, "--json"}).out));
  }
}

TEST_CASE("show takes a kind in the singular, the plural and by its name in the schema") {
  const Acme acme;
  const std::string users = acme.run({"show", acme.file(), "users"}).out;
  CHECK(acme.run({"show", acme.file(), "user"}).out == users);
  const std::string members = acme.run({"show", acme.file(), "members"}).out;
  for (const std::string word : {"member", "queue_members", "queue_member", "queue-members"})
    CHECK(acme.run({"show", acme.file(), word}).out == members);
  CHECK(acme.run({"show", acme.file(), "sip_trunk", "Line"}).code == 0);
}

TEST_CASE("one is one row, and two are rows") {
  const Acme acme;
  CHECK(acme.run({"audit", "verify", acme.file()}).out.find(" in 1 chain checked.") !=
        std::string::npos);
  const Ran overview = acme.run({"show", acme.file()});
  CHECK(overview.out.find("\n0 calls in progress, 0 waiting; 0 agents logged in") !=
        std::string::npos);
  sivo::core core = sivo::core::open(acme.file(), kNow, 0);
  sivo::record offer(SIVO_KIND_CALL_OFFERED);
  core.step(offer.set(SIVO_CALL_OFFERED_CHANNEL, "c").set(SIVO_CALL_OFFERED_TO, "+34911111111"),
            kNow);
  const Ran one = acme.run({"show", acme.file()});
  CHECK(one.out.find("\n1 call in progress, 0 waiting; 0 agents") != std::string::npos);
  sivo::record answered(SIVO_KIND_CALL_ANSWERED);
  core.step(answered.set(SIVO_CALL_ANSWERED_CHANNEL, "c"), kNow);
  sivo::record login(SIVO_KIND_AGENT_LOGIN);
  core.step(login.set(SIVO_AGENT_LOGIN_TENANT, "acme").set(SIVO_AGENT_LOGIN_EXTENSION, "101"),
            kNow);
  const Ran two = acme.run({"show", acme.file(), "--json"});
  CAPTURE(two.out);
  const JsonValue report = parse_json(two.out);
  REQUIRE(report.find("status") != nullptr);
  CHECK(report.find("status")->find("waiting")->text == "1");
  CHECK(report.find("status")->find("agents_logged_in")->text == "1");
}

TEST_CASE("calls lists records, filtered, as table, CSV and JSON") {
  const Acme acme;
  CHECK(acme.run({"calls", acme.file()}).out == "No calls.\n");
  make_calls(acme.file());
  const Ran table = acme.run({"calls", acme.file(), "--status", "abandoned"});
  CHECK(table.code == 0);
  CHECK(table.out.find("12.3") != std::string::npos);
  CHECK(count_lines(table.out) == 4);
  // The newest first.
  CHECK(table.out.find("+34612345671") < table.out.find("+34612345670"));
  CHECK(count_lines(acme.run({"calls", acme.file(), "--csv", "--limit", "0"}).out) == 3);
  CHECK(parse_json(acme.run({"calls", acme.file(), "--json", "--limit", "1"}).out).items.size() ==
        1);
  CHECK(
      parse_json(acme.run({"calls", acme.file(), "--json", "--queue", "Sales"}).out).items.size() ==
      2);
  CHECK(acme.run({"calls", acme.file(), "--status", "answered"}).out == "No calls.\n");
  CHECK(acme.run({"calls", acme.file(), "--to", "2030-01-01"}).out == "No calls.\n");
  const std::string from = "2030-01-01T08:00:30Z";
  CHECK(parse_json(acme.run({"calls", acme.file(), "--json", "--from", from}).out).items.size() ==
        1);
}

TEST_CASE("queues and agents show the moment, also beside the host that has the file open") {
  const Acme acme;
  sivo::core core = sivo::core::open(acme.file(), kNow, 0);
  sivo::record login(SIVO_KIND_AGENT_LOGIN);
  core.step(login.set(SIVO_AGENT_LOGIN_TENANT, "acme").set(SIVO_AGENT_LOGIN_EXTENSION, "101"),
            kNow);
  const Ran queues = acme.run({"queues", acme.file()});
  CHECK(queues.code == 0);
  CHECK(queues.out.find("Sales") != std::string::npos);
  CHECK(queues.out.find("est. wait") != std::string::npos);
  CHECK(queues.out.find("\x1b") == std::string::npos);  // no terminal
  const Ran agents = acme.run({"agents", acme.file(), "--once"});
  CHECK(agents.code == 0);
  CHECK(agents.out.find("available") != std::string::npos);
  const JsonValue rows = parse_json(acme.run({"agents", acme.file(), "--json"}).out);
  REQUIRE(!rows.items.empty());
  CHECK(rows.items[0].find("status")->text == "available");
  CHECK(acme.run({"queues", acme.file(), "--tenant", "nobody"}).code == 3);
  CHECK(acme.run({"queues", acme.file(), "--every", "0"}).code == 2);
}

TEST_CASE("a file that has rested is looked at as of a moment, or of its latest") {
  const Acme acme;
  {
    sivo::core core = sivo::core::open(acme.file(), kNow, 0);
    sivo::record login(SIVO_KIND_AGENT_LOGIN);
    core.step(login.set(SIVO_AGENT_LOGIN_TENANT, "acme").set(SIVO_AGENT_LOGIN_EXTENSION, "101"),
              kNow);
  }
  const auto agents = [&](const std::string& at) {
    return acme.run({"agents", acme.file(), "--at", at});
  };
  const Ran later = agents("2030-01-04T08:00:00Z");
  CHECK(later.code == 0);
  CHECK(later.out.find(" d ") != std::string::npos);
  CHECK(agents("last").out.find("0:00 ") != std::string::npos);
  CHECK(agents("2001-01-01T00:00:00Z").out == agents("last").out);
  CHECK(agents("noon").code == 4);
  CHECK(agents("noon").err.find("--at") != std::string::npos);
}

TEST_CASE("calls refuses conditions that make no sense") {
  const Acme acme;
  const Ran status = acme.run({"calls", acme.file(), "--status", "lost"});
  CHECK(status.code == 4);
  CHECK(status.err.find("sivo: --status: ") == 0);
  CHECK(acme.run({"calls", acme.file(), "--from", "yesterday"}).code == 4);
  CHECK(acme.run({"calls", acme.file(), "--queue", "Nobody"}).code == 3);
  CHECK(acme.run({"calls", acme.file(), "--limit", "-1"}).code == 2);
}

TEST_CASE("an open file is locked for others, which is said plainly") {
  const Acme acme;
  const sivo::core holder = sivo::core::open(acme.file(), kNow, 0);
  const Ran ran = acme.run({"apply", acme.file(), acme.folder() / "acme.json"});
  CHECK(ran.code == 5);
  CHECK(ran.err.find("another process has the file open") != std::string::npos);
}

TEST_CASE("audit verify proves a sound file") {
  const Acme acme;
  const Ran ran = acme.run({"audit", "verify", acme.file()});
  CHECK(ran.code == 0);
  CHECK(ran.out.find("OK: ") != std::string::npos);
  const JsonValue report = parse_json(acme.run({"audit", "verify", acme.file(), "--json"}).out);
  CHECK(report.find("is_ok")->text == "true");
  CHECK(ran.out.find("It has no master key") != std::string::npos);
}

TEST_CASE("audit verify of a keyed file needs the key, and tells who removed a tenant") {
  const Folder folder;
  const std::string file = folder / "a.sivo", key = folder / "key";
  test::write_text(key, std::string(64, 'a') + "\n");
  REQUIRE(run_sivo(folder, {"init", file, "--key-file", key}).code == 0);
  {
    std::array<uint8_t, 32> bytes;
    bytes.fill(0xaa);
    sivo_open_options options = sivo::core::options();
    options.path = file.c_str();
    options.now_us = kNow;
    options.master_key = bytes.data();
    options.master_key_size = bytes.size();
    sivo::core core(options);
    sivo::record tenant(SIVO_KIND_TENANT);
    tenant.set(SIVO_TENANT_SLUG, "gone").set(SIVO_TENANT_NAME, "Gone & Co");
    core.create(tenant, kNow);
    sivo::record actor(SIVO_KIND_ACTOR);
    actor.set(SIVO_ACTOR_IP, "192.0.2.9");
    core.act_as(actor);
    core.remove(tenant, SIVO_DELETE_CASCADE, kNow);
  }
  const Ran without = run_sivo(folder, {"audit", "verify", file});
  CHECK(without.code == 4);
  CHECK(without.out.find("NOT OK: audit: the signatures were not checked") != std::string::npos);
  const Ran with = run_sivo(folder, {"audit", "verify", file, "--key-file", key});
  CHECK(with.code == 0);
  CHECK(with.out.find("OK: the file is sound and no audit row was changed") != std::string::npos);
  CHECK(with.out.find("Tenant gone (Gone & Co) was removed at ") != std::string::npos);
  CHECK(with.out.find(" by an unnamed host from 192.0.2.9.\n") != std::string::npos);
}

TEST_CASE("a backup is a file of its own") {
  const Acme acme;
  const std::string copy = acme.folder() / "copy.sivo";
  CHECK(acme.run({"backup", acme.file(), copy}).code == 0);
  CHECK(acme.run({"show", copy, "queues", "Sales"}).code == 0);
  CHECK(acme.run({"backup", acme.file(), copy}).code == 4);
  CHECK_NOTHROW(parse_json(acme.run({"backup", acme.file(), acme.folder() / "c2", "--json"}).out));
}

TEST_CASE("an exported tenant applies to another file, and changes nothing in its own") {
  const Acme acme;
  const Ran document = acme.run({"export", acme.file(), "acme"});
  REQUIRE(document.code == 0);
  test::write_text(acme.folder() / "out.json", document.out);
  const Ran same = acme.run({"apply", acme.file(), acme.folder() / "out.json"});
  CHECK(same.out.find("Created 0, changed 0, removed 0;") == 0);
  const std::string other = acme.folder() / "b.sivo";
  REQUIRE(acme.run({"init", other}).code == 0);
  CHECK(acme.run({"apply", other, acme.folder() / "out.json"}).code == 0);
  CHECK(acme.run({"export", other, "acme"}).out == document.out);
  CHECK(acme.run({"export", acme.file(), "nobody"}).code == 3);
}

TEST_CASE("a trace replays equal, and one that was changed does not") {
  const Acme acme;
  const std::string trace = acme.folder() / "day.trace";
  {
    sivo::core core = sivo::core::open(acme.file(), kNow, 0);
    core.trace_start(trace);
    sivo::record offer(SIVO_KIND_CALL_OFFERED);
    offer.set(SIVO_CALL_OFFERED_CHANNEL, "c").set(SIVO_CALL_OFFERED_TO, "+34911111111");
    core.step(offer, kNow);
    core.trace_stop();
  }
  const std::string again = acme.folder() / "again.sivo";
  const Ran ran = acme.run({"replay", trace, "--database", again});
  CHECK(ran.code == 0);
  CHECK(ran.out.find("EQUAL") != std::string::npos);
  CHECK(ran.out.starts_with("1 input in 1 commit replayed.\n"));
  CHECK(acme.run({"show", again}).code == 0);
  const Ran quiet = acme.run({"replay", trace, "--quiet"});
  CHECK(quiet.code == 0);
  CHECK(quiet.out.empty());
  CHECK(quiet.err.empty());
  CHECK(acme.run({"replay", trace, "--database", again}).code == 4);
  CHECK_NOTHROW(parse_json(acme.run({"replay", trace, "--json"}).out));
  CHECK(acme.run({"replay", acme.folder() / "nothing"}).code == 3);
  std::string bytes = test::read_text(trace);
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 0x20);
  test::write_text(trace, bytes);
  const Ran changed = acme.run({"replay", trace});
  CHECK(changed.code != 0);
  CHECK(acme.run({"replay", trace, "--quiet"}).code == changed.code);
}

TEST_CASE("a master key comes from a file and must be the right one") {
  const Folder folder;
  test::write_text(folder / "key", std::string(64, 'a') + "\n");
  test::write_text(folder / "other", std::string(64, 'b') + "\n");
  test::write_text(folder / "short", "abc");
  const std::string file = folder / "k.sivo";
  CHECK(run_sivo(folder, {"init", file, "--key-file", folder / "key"}).code == 0);
  CHECK(run_sivo(folder, {"show", file, "--key-file", folder / "key"}).code == 0);
  CHECK(run_sivo(folder, {"show", file, "--key-file", folder / "short"}).code == 4);
  CHECK(run_sivo(folder, {"show", file, "--key-file", folder / "nothing"}).code == 3);
  const Ran wrong = run_sivo(folder, {"show", file, "--key-file", folder / "other"});
  CHECK(wrong.code == 4);
  CHECK(wrong.err.find("--key-file") != std::string::npos);
}

}  // namespace sivo::cli
