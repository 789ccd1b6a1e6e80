#include "base/cidr.hpp"

#include <doctest/doctest.h>

#include <array>
#include <string>
#include <string_view>

#include "base/csv_rows.hpp"
#include "base/prng.hpp"

namespace {

using namespace sivo;
using namespace std::string_view_literals;

std::string canonical(std::string_view text, AllowAny allow_any = AllowAny::kNo) {
  const auto cidr = parse_cidr(text, allow_any);
  return cidr ? to_text(*cidr) : "refused";
}

// Where we answer otherwise than Python's strict ip_network().
struct Difference {
  std::string_view input;
  std::string_view ours;
  std::string_view reason;
};
constexpr std::array<Difference, 4> kDifferences = {{
    {"fe80::1%eth0", "refused", "a zone id means something on one host only"},
    {"fe80::%eth0/64", "refused", "a zone id means something on one host only"},
    {"10.0.0.0/08", "refused", "a leading zero is octal to other readers"},
    {"::ffff:10.0.0.0/104", "10.0.0.0/8", "mapped addresses are IPv4 addresses"},
}};

TEST_CASE("every awkward block is read as Python's strict reader does, or as a named difference" *
          doctest::test_suite("shared")) {
  size_t differences = 0;
  for (const auto& row : test::read_shared_csv("telephony/cidr_cases.csv")) {
    CAPTURE(row[0]);
    std::string expected = row[1].empty() ? "refused" : row[1];
    for (const Difference& difference : kDifferences) {
      if (difference.input != row[0]) continue;
      CHECK(expected != difference.ours);
      expected = difference.ours;
      ++differences;
    }
    CHECK(canonical(row[0], AllowAny::kYes) == expected);
  }
  CHECK((differences == 0 || differences == kDifferences.size()));
}

TEST_CASE("blocks match the addresses that Python says are in them" *
          doctest::test_suite("shared")) {
  for (const auto& row : test::read_shared_csv("telephony/cidr_match_cases.csv")) {
    CAPTURE(row[0]);
    CAPTURE(row[1]);
    const auto cidr = parse_cidr(row[0], AllowAny::kYes);
    const auto address = parse_ip(row[1]);
    REQUIRE(cidr);
    REQUIRE(address);
    CHECK(cidr->matches(*address) == (row[2] == "1"));
  }
}

TEST_CASE("text that some readers take for an address is refused") {
  for (const std::string_view text : {""sv,
                                      " "sv,
                                      "1"sv,
                                      "1.2"sv,
                                      "1.2.3"sv,
                                      "1.2.3.4.5"sv,
                                      "1.2.3."sv,
                                      ".1.2.3.4"sv,
                                      "1..2.3"sv,
                                      "010.0.0.1"sv,
                                      "1.2.3.04"sv,
                                      "00.0.0.0"sv,
                                      "0x0a.0.0.1"sv,
                                      "10.0.0.1 "sv,
                                      " 10.0.0.1"sv,
                                      "10.0.0.1\n"sv,
                                      "10.0.0.1:5060"sv,
                                      "256.1.1.1"sv,
                                      "1.2.3.1234"sv,
                                      "167772161"sv,
                                      "-1.0.0.0"sv,
                                      "+1.0.0.0"sv,
                                      "1.2.3.4\0"sv,
                                      "[::1]"sv,
                                      "::1%0"sv,
                                      "fe80::1%eth0"sv,
                                      ":"sv,
                                      ":::"sv,
                                      "1::2::3"sv,
                                      "1:2:3:4:5:6:7"sv,
                                      "1:2:3:4:5:6:7:8:9"sv,
                                      "1:2:3:4:5:6:7:8::"sv,
                                      "::1:2:3:4:5:6:7:8"sv,
                                      "1:"sv,
                                      ":1"sv,
                                      "g::"sv,
                                      "12345::"sv,
                                      "::1.2.3"sv,
                                      "::01.2.3.4"sv,
                                      "1.2.3.4::"sv,
                                      "1.2.3.4::5"sv,
                                      "::1.2.3.4:5"sv,
                                      "1:2:3:4:5:6:7:1.2.3.4"sv,
                                      "::-1"sv,
                                      "10.0.0.*"sv}) {
    CAPTURE(text);
    CHECK_FALSE(parse_ip(text));
    CHECK(canonical(text) == "refused");
  }
}

TEST_CASE("addresses are written as RFC 5952 says") {
  constexpr std::array<std::array<std::string_view, 2>, 14> kCases = {{
      {"2001:0DB8:0:0:1:0:0:1", "2001:db8::1:0:0:1"},
      {"2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"},
      {"0:0:0:0:0:0:0:0", "::"},
      {"::1", "::1"},
      {"1::", "1::"},
      {"1:0:0:2:0:0:0:3", "1:0:0:2::3"},
      {"1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"},
      {"::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"},
      {"::ffff:1.2.3.4", "1.2.3.4"},
      {"::FFFF:0102:0304", "1.2.3.4"},
      {"64:ff9b::192.0.2.33", "64:ff9b::c000:221"},
      {"1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304"},
      {"255.255.255.255", "255.255.255.255"},
      {"0.0.0.0", "0.0.0.0"},
  }};
  for (const auto& row : kCases) {
    CAPTURE(row[0]);
    const auto address = parse_ip(row[0]);
    REQUIRE(address);
    CHECK(to_text(*address) == row[1]);
  }
}

TEST_CASE("prefix lengths are taken from zero to the width of the family, plainly written") {
  CHECK(canonical("10.0.0.0/8") == "10.0.0.0/8");
  CHECK(canonical("10.0.0.1") == "10.0.0.1/32");
  CHECK(canonical("10.0.0.1/32") == "10.0.0.1/32");
  CHECK(canonical("2001:db8::1") == "2001:db8::1/128");
  for (const std::string_view text :
       {"10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0.0/8 ", "10.0.0.0/+8", "10.0.0.0/-8",
        "10.0.0.0/0x8", "10.0.0.0/08", "10.0.0.0/8/8", "10.0.0.0/255.0.0.0", "10.0.0.0/1000",
        "/8"}) {
    CAPTURE(text);
    CHECK(canonical(text) == "refused");
  }
}

TEST_CASE("host bits are refused, and the message names the block that was meant") {
  const auto cidr = parse_cidr("10.1.2.3/8");
  REQUIRE_FALSE(cidr);
  CHECK(cidr.error().status == Status::kInvalid);
  CHECK(cidr.error().message == "expected zero host bits (10.0.0.0/8), got some set");
}

TEST_CASE("a block of all addresses takes an explicit word") {
  for (const std::string_view text : {"0.0.0.0/0", "::/0", "::ffff:0:0/96"}) {
    CAPTURE(text);
    CHECK(canonical(text) == "refused");
    CHECK(canonical(text, AllowAny::kYes) != "refused");
  }
}

TEST_CASE("an IPv4 address in IPv6 clothes is the IPv4 address") {
  const auto block = parse_cidr("10.0.0.0/8");
  CHECK(block->matches(*parse_ip("::ffff:10.9.8.7")));
  CHECK_FALSE(block->matches(*parse_ip("::ffff:11.9.8.7")));
  CHECK_FALSE(parse_cidr("::/0", AllowAny::kYes)->matches(*parse_ip("::ffff:10.9.8.7")));
  CHECK_FALSE(parse_cidr("::/64")->matches(*parse_ip("10.9.8.7")));
  CHECK_FALSE(parse_cidr("0.0.0.0/0", AllowAny::kYes)->matches(*parse_ip("::1")));
}

TEST_CASE("an empty list lets nobody in") {
  const CidrList list;
  CHECK_FALSE(list.matches("127.0.0.1"));
  CHECK_FALSE(list.matches("::1"));
}

TEST_CASE("a list lets in what any of its blocks holds, and no garbage") {
  CidrList list;
  CHECK(list.add("192.0.2.0/24"));
  CHECK(list.add("2001:db8::/32"));
  CHECK(list.matches("192.0.2.7"));
  CHECK(list.matches("2001:db8:1::1"));
  CHECK_FALSE(list.matches("192.0.3.7"));
  CHECK_FALSE(list.matches("garbage"));
  CHECK_FALSE(list.add("garbage/24"));
  CHECK(list.size() == 2);
}

TEST_CASE("a list takes its maximum and refuses one more") {
  CidrList list;
  for (size_t i = 0; i < CidrList::kSizeMax; ++i) CHECK(list.add("10.0.0.1"));
  const auto added = list.add("10.0.0.1");
  REQUIRE_FALSE(added);
  CHECK(added.error().status == Status::kFull);
}

TEST_CASE("random blocks read back from their text and hold their own bounds") {
  Xoshiro256 random(7);
  for (int i = 0; i < 800; ++i) {
    Cidr cidr;
    const bool is_ipv4 = random.below(2) == 0;
    for (auto& byte : cidr.network.bytes) byte = static_cast<uint8_t>(random.below(4) * 85);
    if (is_ipv4) {
      const auto prefix = parse_ip("0.0.0.0")->bytes;
      for (size_t b = 0; b < 12; ++b) cidr.network.bytes[b] = prefix[b];
    }
    cidr.prefix_bits = static_cast<uint8_t>(is_ipv4 ? 96 + random.below(33) : random.below(129));
    IpAddress last = cidr.network;
    for (size_t bit = cidr.prefix_bits; bit < 128; ++bit) {
      const auto mask = static_cast<uint8_t>(0x80U >> (bit % 8));
      cidr.network.bytes[bit / 8] &= static_cast<uint8_t>(~mask);
      last.bytes[bit / 8] |= mask;
    }
    const std::string text = to_text(cidr);
    CAPTURE(text);
    const auto again = parse_cidr(text, AllowAny::kYes);
    REQUIRE(again);
    CHECK(*again == cidr);
    CHECK(cidr.matches(cidr.network));
    CHECK(cidr.matches(last) == (last.is_ipv4() == is_ipv4));
    CHECK(*parse_ip(to_text(last)) == last);
  }
}

}  // namespace
