#include "store/cursor.hpp"

#include <doctest/doctest.h>

#include "schema/call.hpp"
#include "store/support.hpp"

using namespace sivo;
using namespace sivo::store;
using namespace sivo::store::test;

namespace {

struct Shape {
  const schema::Table& table = schema::table_of<Call>();
  std::vector<Order> order;
  std::vector<schema::Value> values;
  std::string storage;
  Shape() {
    World world;
    order = {{index_of(table, "destination"), false},
             {index_of(table, "answered_at"), true},
             {index_of(table, "mos_score"), false},
             {0, false}};
    values = {std::string_view("+34"), schema::Value{}, 3.5, world.id()};
  }
};

}  // namespace

TEST_CASE("a cursor gives back the values it was made of") {
  Shape s;
  const std::string cursor = encode_cursor(77, s.values);
  const auto back = decode_cursor(cursor, 77, s.table, s.order, s.storage);
  REQUIRE(back.ok());
  CHECK(*back == s.values);
}

TEST_CASE("every change of one letter of a cursor is refused or still of fitting types") {
  Shape s;
  const std::string cursor = encode_cursor(77, s.values);
  for (size_t i = 0; i < cursor.size(); ++i) {
    std::string forged = cursor;
    forged[i] = forged[i] == 'A' ? 'B' : 'A';
    const auto back = decode_cursor(forged, 77, s.table, s.order, s.storage);
    if (back) CHECK(back->size() == s.values.size());
    else CHECK(back.error().path == "cursor");
  }
}

TEST_CASE("a cut, long or foreign cursor is refused") {
  Shape s;
  const std::string cursor = encode_cursor(77, s.values);
  for (size_t i = 0; i < cursor.size(); ++i) {
    CHECK_FALSE(decode_cursor(cursor.substr(0, i), 77, s.table, s.order, s.storage).ok());
  }
  CHECK_FALSE(decode_cursor(cursor, 78, s.table, s.order, s.storage).ok());
  CHECK_FALSE(decode_cursor(cursor + "AAAA", 77, s.table, s.order, s.storage).ok());
  const std::string wrong_type = encode_cursor(77, {int64_t{1}, int64_t{1}, 3.5, Id{}});
  CHECK_FALSE(decode_cursor(wrong_type, 77, s.table, s.order, s.storage).ok());
}
