#include "core/keys.hpp"

#include <doctest/doctest.h>

#include <array>

namespace sivo::core {
namespace {

std::array<uint8_t, 32> key_of(uint8_t byte) {
  std::array<uint8_t, 32> key{};
  key.fill(byte);
  return key;
}

TEST_CASE("what is sealed opens under the same key and the same place only") {
  const auto seals = make_seals(key_of(1));
  const auto other = make_seals(key_of(2));
  REQUIRE((seals.ok() && other.ok()));
  const auto sealed = seals->seal("secret", "here");
  REQUIRE(sealed.ok());
  CHECK(sealed->find("secret") == std::string::npos);
  CHECK(*seals->open(*sealed, "here") == "secret");
  CHECK(!seals->open(*sealed, "there").ok());
  CHECK(!other->open(*sealed, "here").ok());
}

TEST_CASE("without a master key there is only the hash; a short key is refused") {
  const auto seals = make_seals({});
  REQUIRE(seals.ok());
  CHECK(!seals->has_key());
  CHECK(seals->sha256 != nullptr);
  const auto key = key_of(1);
  CHECK(!make_seals(std::span(key).first(31)).ok());
}

TEST_CASE("a seed from the system is never the one that means none") {
  const auto seed = random_seed();
  REQUIRE(seed.ok());
  CHECK(*seed != 0);
}

}  // namespace
}  // namespace sivo::core
