#include "cli/rows.hpp"

#include <doctest/doctest.h>

namespace sivo::cli {
namespace {

constexpr ShownColumn kColumns[] = {{"destination", "to"},
                                    {"wait_ms", "wait_s", Align::kRight, 0, true}};

Row call(const std::string& slug, int64_t wait_ms) {
  sivo::record record(SIVO_KIND_CALL);
  record.set(SIVO_CALL_DESTINATION, "+34911234567").set(SIVO_CALL_WAIT_MS, wait_ms);
  return {{sivo::id(), slug}, std::move(record)};
}

}  // namespace

TEST_CASE("rows stand under their columns, milliseconds as seconds") {
  sivo::core core = sivo::core::in_memory(0, 1);
  std::vector<Row> rows;
  rows.push_back(call("acme", 12'349));
  rows.push_back(call("acme", 0));
  CHECK(grid_of(core, kColumns, rows).csv() ==
        "to,wait_s\r\n+34911234567,12.3\r\n+34911234567,0.0\r\n");
}

TEST_CASE("rows of several tenants say whose they are") {
  sivo::core core = sivo::core::in_memory(0, 1);
  std::vector<Row> rows;
  rows.push_back(call("acme", 0));
  rows.push_back(call("beta", 0));
  CHECK(grid_of(core, kColumns, rows).csv().starts_with("tenant,to,wait_s\r\nacme,"));
}

TEST_CASE("a JSON array of no rows is empty") { CHECK(json_array({}) == "[]"); }

}  // namespace sivo::cli
