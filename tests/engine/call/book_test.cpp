#include "engine/call/book.hpp"

#include <doctest/doctest.h>

namespace sivo::call {
namespace {

Id id_of(uint8_t number) {
  Id id;
  id.bytes[15] = number;
  return id;
}

TEST_CASE("a call is found by slot, id and channel until it is removed") {
  Book book;
  const Slot slot = book.add_call(id_of(1), "c1").slot;
  CHECK(book.call(slot) == book.call(id_of(1)));
  CHECK(book.call(slot) == book.call_on("c1"));
  book.remove_call(slot);
  CHECK(book.call(slot) == nullptr);
  CHECK(book.call(id_of(1)) == nullptr);
  CHECK(book.call_on("c1") == nullptr);
  CHECK(book.call(Slot{99}) == nullptr);
}

TEST_CASE("a slot is used again and addresses of other calls stay") {
  Book book;
  const Slot first = book.add_call(id_of(1), "c1").slot;
  const ActiveCall* second = &book.add_call(id_of(2), "c2");
  book.remove_call(first);
  CHECK(book.add_call(id_of(3), "c3").slot == first);
  CHECK(book.call(id_of(2)) == second);
  CHECK(book.call_count() == 2);
}

TEST_CASE("a leg belongs to its call and leaves it") {
  Book book;
  ActiveCall& call = book.add_call(id_of(1), "c1");
  const Slot leg = book.add_leg(id_of(2), call).slot;
  CHECK(call.legs == std::vector<Slot>{leg});
  CHECK(book.leg(id_of(2))->row.call_id == id_of(1));
  book.remove_leg(leg);
  CHECK(call.legs.empty());
  CHECK(book.leg(id_of(2)) == nullptr);
}

TEST_CASE("what changed is listed once, what went is listed for removal") {
  Book book;
  ActiveCall& call = book.add_call(id_of(1), "c1");
  book.mark(call);
  book.mark(call);
  CHECK(book.dirty_calls().size() == 1);
  book.clear_changes();
  CHECK(book.dirty_calls().empty());
  book.remove_call(call.slot);
  REQUIRE(book.erased().size() == 1);
  CHECK(book.erased()[0].id == id_of(1));
}

}  // namespace
}  // namespace sivo::call
