// The pages FLOWS.md and APPLY.md say what the library does: their examples are compiled and
// applied, and what the compiler knows stands in them.

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>

#include "core/apply_site.hpp"
#include "engine/ivr/compile.hpp"

namespace sivo::core {
namespace {

using schema::Json;

const std::filesystem::path kRoot = SIVO_SOURCE_DIR;
const std::filesystem::path kFlows = kRoot / "src/engine/ivr/FLOWS.md";
const std::filesystem::path kApply = kRoot / "src/core/APPLY.md";

std::string read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// The blocks fenced as JSON; each must be JSON.
std::vector<Json> json_blocks(const std::filesystem::path& page) {
  std::vector<Json> blocks;
  std::istringstream lines(read(page));
  std::string text;
  bool is_inside = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("```") && is_inside) {
      auto json = Json::parse(text);
      REQUIRE_MESSAGE(json.ok(), text);
      blocks.push_back(std::move(*json));
    }
    if (line.starts_with("```")) {
      is_inside = line == "```json";
      text.clear();
    } else if (is_inside) {
      text += line + '\n';
    }
  }
  return blocks;
}

std::string edge_targets(const Json& node) {
  std::string nodes;
  const Json* edges = node.find("edges");
  if (edges == nullptr) return nodes;
  std::set<std::string> seen;
  for (const auto& [name, target] : edges->members()) {
    if (!seen.insert(target.as_string()).second) continue;
    nodes += R"(,{"id":")" + target.as_string() + R"(","type":"hangup"})";
  }
  return nodes;
}

// A node alone becomes a flow in which each of its edges leads to a hangup.
std::string whole_flow(const Json& block) {
  if (block.find("format") != nullptr) return block.dump();
  return R"({"format":"sivo.flow/1","name":"page","on_error":"page_end","start":")" +
         block.find("id")->as_string() + R"(","nodes":[{"id":"page_end","type":"hangup"},)" +
         block.dump() + edge_targets(block) + "]}";
}

// The codes E101 … and W200 … of a text.
std::set<std::string> codes_in(const std::string& text) {
  std::set<std::string> codes;
  const auto is_digit = [&](size_t i) { return text[i] >= '0' && text[i] <= '9'; };
  for (size_t i = 1; i + 4 < text.size(); ++i) {
    const bool is_code =
        (text[i] == 'E' && text[i + 1] == '1') || (text[i] == 'W' && text[i + 1] == '2');
    if (is_code && is_digit(i + 2) && is_digit(i + 3) && !is_digit(i + 4) &&
        std::isalnum(static_cast<unsigned char>(text[i - 1])) == 0)
      codes.insert(text.substr(i, 4));
  }
  return codes;
}

std::string compiler_sources() {
  std::string text = read(kRoot / "src/core/apply_flow.cpp");
  for (const auto& entry : std::filesystem::directory_iterator(kRoot / "src/engine/ivr"))
    if (entry.path().extension() == ".cpp") text += read(entry.path());
  return text;
}

// What the reading functions of the compiler ask for by name: reader.boolean("barge_in", …).
std::set<std::string> names_read(const std::string& source) {
  std::set<std::string> names;
  for (const std::string call :
       {"take(\"", "take_required(\"", "take_object(\"", "boolean(\"", "integer(\"", "text(\"",
        "keys(\"", "choice(\"", "read_prompt(reader, \""}) {
    for (size_t at = source.find(call); at != std::string::npos; at = source.find(call, at + 1)) {
      const size_t begin = at + call.size();
      names.insert(source.substr(begin, source.find('"', begin) - begin));
    }
  }
  return names;
}

Json without_tenant(const Record& report) {
  std::string text;
  const ApplyReport plain = report.as<ApplyReport>();
  schema::render_record(text, schema::table_of<ApplyReport>(), &plain);
  auto json = Json::parse(text);
  REQUIRE(json.ok());
  json->erase("tenant_id");
  return *json;
}

}  // namespace

TEST_CASE("every flow and node of FLOWS.md compiles") {
  const std::vector<Json> blocks = json_blocks(kFlows);
  REQUIRE(blocks.size() >= 7);
  std::set<std::string> types;
  for (const Json& block : blocks) {
    const auto compiled = ivr::compile_text(whole_flow(block));
    const std::string wrong =
        compiled.ok() ? "" : compiled.diagnostics[0].field + ": " + compiled.diagnostics[0].message;
    CHECK_MESSAGE(compiled.ok(), wrong);
    if (const Json* type = block.find("type")) types.insert(type->as_string());
  }
  CHECK(types == std::set<std::string>{"hangup", "menu", "play", "queue", "transfer"});
}

TEST_CASE("a node of a page with an unknown parameter would be found") {
  const auto node = Json::parse(R"({"id":"a","type":"play","prompt":"x","volume":3})");
  CHECK_FALSE(ivr::compile_text(whole_flow(*node)).ok());
}

TEST_CASE("FLOWS.md has every code that the compiler gives, and no other") {
  const std::set<std::string> given = codes_in(compiler_sources());
  CHECK(given.size() > 20);
  CHECK(codes_in(read(kFlows)) == given);
}

TEST_CASE("FLOWS.md names every field that the compiler reads") {
  const std::string page = read(kFlows);
  std::set<std::string> names;
  for (const std::string unit : {"compile", "read_node", "read_prompt"})
    names.merge(names_read(read(kRoot / "src/engine/ivr" / (unit + ".cpp"))));
  CHECK(names.size() > 50);
  for (const std::string& name : names) {
    const bool is_there = page.find('`' + name + '`') != std::string::npos ||
                          page.find('"' + name + '"') != std::string::npos;
    CHECK_MESSAGE(is_there, name);
  }
}

TEST_CASE("the documents of APPLY.md apply one after the other, and give the reports they show") {
  auto core = open_core();
  std::optional<Record> last;
  size_t reports = 0;
  for (const Json& block : json_blocks(kApply)) {
    if (block.find("tenant") != nullptr) {
      CAPTURE(block.dump());
      auto report = core->apply(block.dump(), {}, kNow);
      REQUIRE_MESSAGE(report.ok(), (report.ok() ? "" : report.error().message));
      last = std::move(*report);
      CHECK(core->apply(block.dump(), {}, kNow)->as<ApplyReport>().changes == "[]");
      continue;
    }
    REQUIRE(last.has_value());
    ++reports;
    CHECK(document::canonical(without_tenant(*last)) == document::canonical(block));
  }
  CHECK(reports == 1);
}

TEST_CASE("the last document of APPLY.md prunes what the page says") {
  auto core = open_core();
  const std::vector<Json> blocks = json_blocks(kApply);
  applied(*core, blocks.front().dump());
  const ApplyReport report = applied(*core, blocks.back().dump(), {.is_pruning = true});
  CHECK(report.deleted == 3);  // Bo, his membership, Lunch
}

TEST_CASE("APPLY.md has every list that a document may have, with its key") {
  const std::string page = read(kApply);
  for (const document::Resource& resource : document::resources()) {
    CAPTURE(resource.name);
    const size_t row = page.find("\n| `" + std::string(resource.name) + "` | ");
    REQUIRE(row != std::string::npos);
    const std::string line = page.substr(row + 1, page.find('\n', row + 1) - row - 1);
    for (const std::string_view key : resource.key) {
      const std::string_view name = key.ends_with("_id") ? key.substr(0, key.size() - 3) : key;
      CHECK(line.find('`' + std::string(name) + '`') != std::string::npos);
    }
    for (const schema::Field& field : resource.table().fields) {
      const bool is_named =
          document::is_reference(field) && field.reference != Kind::kNone && !field.is_read_only;
      if (!is_named || document::resource_of(field.reference) == nullptr) continue;
      CHECK_MESSAGE(
          line.find('`' + std::string(document::alias_of(field)) + '`') != std::string::npos,
          field.name);
    }
  }
}

}  // namespace sivo::core
