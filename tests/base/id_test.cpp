#include "base/id.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

namespace {

using namespace sivo;

constexpr Micros kNow = 1'795'262'400 * kSecond;

int64_t stamp_ms(const Id& id) {
  int64_t ms = 0;
  for (size_t i = 0; i < 6; ++i) ms = ms << 8 | id.bytes[i];
  return ms;
}

TEST_CASE("an id reads back from its text, in either case") {
  constexpr std::string_view kText =
      "017f22e2-79b0-7cc3-98c4-dc0c0c07398f";  // RFC 9562 appendix A.6
  const auto id = parse_id(kText);
  REQUIRE(id);
  CHECK(stamp_ms(*id) == 1'645'557'742'000);
  CHECK(to_text(*id) == kText);
  CHECK(parse_id("017F22E2-79B0-7CC3-98C4-DC0C0C07398F") == id);
  std::string out = "id=";
  append_text(out, *id);
  CHECK(out == "id=" + std::string(kText));
}

TEST_CASE("the nil id is false and every other is true") {
  CHECK(parse_id("00000000-0000-0000-0000-000000000000")->is_nil());
  CHECK_FALSE(Id{});
  CHECK(*parse_id("00000000-0000-0000-0000-000000000001"));
}

TEST_CASE("what is not 8-4-4-4-12 hexadecimal digits is no id") {
  for (const std::string_view text :
       {"", "017f22e2", "017f22e279b07cc398c4dc0c0c07398f",
        "{017f22e2-79b0-7cc3-98c4-dc0c0c07398f}", "017f22e2-79b0-7cc3-98c4-dc0c0c07398",
        "017f22e2-79b0-7cc3-98c4-dc0c0c07398f0", "017f22e2-79b0-7cc3-98c4-dc0c0c07398g",
        "017f22e2_79b0-7cc3-98c4-dc0c0c07398f", "017f22e-279b0-7cc3-98c4-dc0c0c07398f",
        "017f22e2-79b0-7cc3-98c4-dc0c0c0739 f", "urn:uuid:017f22e2-79b0-7cc3-98c4-dc0"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_id(text));
  }
}

TEST_CASE("a made id is a UUIDv7 of its millisecond") {
  IdGenerator generator(1);
  const Id id = generator.next(kNow + 999);
  CHECK(stamp_ms(id) == kNow / kMillisecond);
  CHECK((id.bytes[6] & 0xf0) == 0x70);
  CHECK((id.bytes[8] & 0xc0) == 0x80);
  CHECK((id.bytes[6] & 0xf) < 8);
}

TEST_CASE("ids grow while the clock stands, jumps back and overflows the counter") {
  IdGenerator generator(2);
  Id last;
  int64_t last_ms = 0;
  for (int i = 0; i < 10'000; ++i) {
    const Micros now = i % 3 == 0 ? kNow : i % 3 == 1 ? kNow - kHour : -kHour;
    const Id id = generator.next(now);
    REQUIRE(id > last);
    last = id;
    last_ms = stamp_ms(id);
  }
  // 10 000 ids need the counters of 3 to 5 milliseconds.
  CHECK(last_ms - kNow / kMillisecond >= 2);
  CHECK(last_ms - kNow / kMillisecond <= 4);
  CHECK(generator.next(kNow + kSecond) > last);
  CHECK(stamp_ms(generator.next(kNow + kSecond)) == (kNow + kSecond) / kMillisecond);
}

TEST_CASE("ids grow from before the epoch to after the last time") {
  IdGenerator generator(3);
  Id last;
  for (const Micros now :
       {INT64_MIN, Micros{-1}, Micros{0}, kMillisecond, kTimeMax, kNever, kNever}) {
    const Id id = generator.next(now);
    CHECK(id > last);
    last = id;
  }
}

TEST_CASE("the same seed and times give the same ids, another seed others") {
  IdGenerator a(4);
  IdGenerator b(4);
  IdGenerator c(5);
  for (int i = 0; i < 100; ++i) {
    const Id id = a.next(kNow + i * 300);
    CHECK(id == b.next(kNow + i * 300));
    CHECK(id != c.next(kNow + i * 300));
  }
}

}  // namespace
