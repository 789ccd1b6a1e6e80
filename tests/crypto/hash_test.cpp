#include "crypto/hash.hpp"

#include <doctest/doctest.h>

#include <string>
#include <thread>
#include <vector>

#include "crypto/hex.hpp"

namespace sivo::crypto {

TEST_CASE("SHA-256 gives the digests of FIPS 180-4") {
  CHECK(to_hex(sha256("")) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(to_hex(sha256("abc")) ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(to_hex(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")) ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(to_hex(sha256(std::string(1'000'000, 'a'))) ==
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("a digest over pieces is the digest over the whole, wherever it is cut") {
  const std::string message =
      "the quick brown fox jumps over the lazy dog, twice over, and on and on";
  for (size_t cut = 0; cut <= message.size(); ++cut) {
    Sha256 hash;
    hash.update(std::string_view(message).substr(0, cut)).update("").update(message.substr(cut));
    REQUIRE(hash.finish() == sha256(message));
  }
}

TEST_CASE("a hash that finished starts anew") {
  Sha256 hash;
  hash.update("first").finish();
  CHECK(hash.finish() == sha256(""));
  CHECK(hash.update("abc").finish() == sha256("abc"));
}

TEST_CASE("a hash that was moved goes on") {
  Sha256 hash;
  hash.update("ab");
  Sha256 moved = std::move(hash);
  CHECK(moved.update("c").finish() == sha256("abc"));
}

TEST_CASE("HMAC-SHA256 gives the values of RFC 4231") {
  CHECK(to_hex(hmac_sha256(std::vector<uint8_t>(20, 0x0b), "Hi There")) ==
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  CHECK(to_hex(hmac_sha256(as_bytes("Jefe"), "what do ya want for nothing?")) ==
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  CHECK(to_hex(hmac_sha256(std::vector<uint8_t>(20, 0xaa), std::vector<uint8_t>(50, 0xdd))) ==
        "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
  CHECK(to_hex(hmac_sha256(std::vector<uint8_t>(131, 0xaa),
                           "Test Using Larger Than Block-Size Key - Hash Key First")) ==
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST_CASE("HMAC-SHA256 takes an empty key and an empty message") {
  CHECK(to_hex(hmac_sha256(Bytes{}, Bytes{})) ==
        "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

TEST_CASE("hashing on several threads at once gives the same digests") {
  const Digest expected = hmac_sha256(as_bytes("key"), "message");
  std::vector<int> wrong(4, 0);
  std::vector<std::thread> threads;
  for (size_t t = 0; t < wrong.size(); ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 500; ++i) wrong[t] += hmac_sha256(as_bytes("key"), "message") != expected;
    });
  }
  for (auto& thread : threads) thread.join();
  for (const int count : wrong) CHECK(count == 0);
}

}  // namespace sivo::crypto
