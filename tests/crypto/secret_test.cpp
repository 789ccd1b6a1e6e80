#include "crypto/secret.hpp"

#include <doctest/doctest.h>

#include <set>
#include <type_traits>

#include "crypto/hex.hpp"

namespace sivo::crypto {

static_assert(!std::is_copy_constructible_v<MasterKey> && !std::is_copy_assignable_v<MasterKey>);
static_assert(!std::is_convertible_v<MasterKey, DataKey>);

static MasterKey master_of(uint8_t first) {
  std::vector<uint8_t> bytes(kKeySize);
  for (size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<uint8_t>(first + i);
  return MasterKey::from_bytes(bytes).value();
}

TEST_CASE("random bytes fill the whole of any size and do not repeat") {
  for (const size_t size : {size_t{0}, size_t{1}, size_t{256}, size_t{257}, size_t{1000}}) {
    std::vector<uint8_t> bytes(size, 0);
    REQUIRE(random_bytes(bytes).ok());
  }
  std::vector<uint8_t> large(1000, 0);
  REQUIRE(random_bytes(large).ok());
  CHECK(std::set<uint8_t>(large.begin() + 512, large.end()).size() > 64);
  std::set<std::vector<uint8_t>> seen;
  for (int i = 0; i < 100; ++i) {
    std::vector<uint8_t> bytes(16);
    REQUIRE(random_bytes(bytes).ok());
    CHECK(seen.insert(bytes).second);
  }
}

TEST_CASE("constant-time comparison sees every differing byte and length") {
  const auto value = from_hex("00ff10203040");
  CHECK(constant_time_equal(value, value));
  CHECK(constant_time_equal(Bytes{}, Bytes{}));
  CHECK_FALSE(constant_time_equal(value, Bytes{}));
  CHECK_FALSE(constant_time_equal(value, Bytes(value).first(5)));
  for (size_t i = 0; i < value.size(); ++i) {
    auto other = value;
    other[i] ^= 0x80;
    CHECK_FALSE(constant_time_equal(value, other));
  }
}

TEST_CASE("wiping overwrites every byte, and empties a text") {
  std::vector<uint8_t> bytes(33, 7);
  wipe(bytes);
  CHECK(bytes == std::vector<uint8_t>(33, 0));
  std::string text = "password";
  wipe(text);
  CHECK(text.empty());
  wipe(text);
  CHECK(text.empty());
}

TEST_CASE("a key is exactly 32 bytes") {
  for (const size_t size : {size_t{0}, size_t{31}, size_t{33}}) {
    const auto key = MasterKey::from_bytes(std::vector<uint8_t>(size, 1));
    REQUIRE_FALSE(key.ok());
    CHECK(key.error().status == Status::kKey);
    CHECK(key.error().message == "expected a key of 32 bytes, got " + std::to_string(size));
  }
  CHECK(MasterKey::from_bytes(std::vector<uint8_t>(32, 1)).ok());
}

TEST_CASE("a key that was moved from holds zeros") {
  MasterKey key = master_of(1);
  const MasterKey moved = std::move(key);
  CHECK(to_hex(key.bytes()) == std::string(64, '0'));
  CHECK(moved.bytes()[0] == 1);
  MasterKey assigned = master_of(9);
  assigned = master_of(5);
  CHECK(assigned.bytes()[0] == 5);
}

// Computed with Python's hmac: PRK = HMAC(32 zero bytes, key), OKM = HMAC(PRK, info || 01).
TEST_CASE("a derived key is HKDF-SHA256 without salt") {
  CHECK(to_hex(derive_key(master_of(0), "sivo/secrets").bytes()) ==
        "6df328876a5d456a6ca83322b2dae997d3a42089c71652bf3fe98f525de4182a");
  CHECK(to_hex(derive_key(master_of(0), "").bytes()) ==
        "37ad29109f43265287804b674e2653d0a513718907f97fca97c95bded8104bbf");
}

TEST_CASE("another label or another master gives another key") {
  const auto key = to_hex(derive_key(master_of(0), "a").bytes());
  CHECK(key == to_hex(derive_key(master_of(0), "a").bytes()));
  CHECK(key != to_hex(derive_key(master_of(0), "b").bytes()));
  CHECK(key != to_hex(derive_key(master_of(1), "a").bytes()));
}

TEST_CASE("the key check value tells masters apart and stays the same for ever") {
  CHECK(to_hex(key_check_value(master_of(0))) == "06198eb2603be351177faa3b075bf851");
  CHECK(key_check_value(master_of(0)) != key_check_value(master_of(1)));
}

}  // namespace sivo::crypto
