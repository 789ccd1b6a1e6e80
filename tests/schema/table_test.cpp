#include "schema/table.hpp"

#include <doctest/doctest.h>

#include "schema/queue.hpp"

using namespace sivo;
using namespace sivo::schema;

TEST_CASE("a field is found by its number and by its name") {
  const Table& table = table_of<Queue>();
  const int at = table.index_of("strategy");
  REQUIRE(at >= 0);
  CHECK(table.index_of(table.fields[static_cast<size_t>(at)].number) == at);
  CHECK(table.index_of("nothing") == -1);
  CHECK(table.index_of(uint16_t{9999}) == -1);
}

TEST_CASE("an object of a table is made, copied and destroyed") {
  const Table& table = table_of<Queue>();
  void* a = table.create();
  void* b = table.create();
  static_cast<Queue*>(a)->name = "a name that is longer than any small buffer";
  table.assign(b, a);
  CHECK(static_cast<Queue*>(b)->name == static_cast<Queue*>(a)->name);
  table.destroy(a);
  table.destroy(b);
}
