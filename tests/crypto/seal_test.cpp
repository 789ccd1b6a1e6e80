#include "crypto/seal.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "crypto/crypto.hpp"
#include "crypto/hex.hpp"

namespace sivo::crypto {
namespace {

DataKey key_of(uint8_t value) {
  return DataKey::from_bytes(std::vector<uint8_t>(kKeySize, value)).value();
}

Nonce nonce_of(std::string_view hex) {
  Nonce nonce{};
  const auto bytes = from_hex(hex);
  std::copy(bytes.begin(), bytes.end(), nonce.begin());
  return nonce;
}

struct Vector {
  const char *key, *nonce, *plain, *associated, *cipher_and_tag;
};

// McGrew and Viega, "The Galois/Counter Mode of Operation", test cases 13 to 16 (AES-256).
const Vector kVectors[] = {
    {"0000000000000000000000000000000000000000000000000000000000000000", "000000000000000000000000",
     "", "", "530f8afbc74536b9a963b4f1c4cb738b"},
    {"0000000000000000000000000000000000000000000000000000000000000000", "000000000000000000000000",
     "00000000000000000000000000000000", "",
     "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919"},
    {"feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308", "cafebabefacedbaddecaf888",
     "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
     "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255",
     "",
     "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
     "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662898015ad"
     "b094dac5d93471bdec1a502270e3cc6c"},
    {"feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308", "cafebabefacedbaddecaf888",
     "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
     "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
     "feedfacedeadbeeffeedfacedeadbeefabaddad2",
     "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
     "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
     "76fc6ece0f4e1768cddf8853bb2d551b"},
};

}  // namespace

TEST_CASE("AES-256-GCM gives the ciphertexts of McGrew and Viega, and takes them back") {
  for (const auto& vector : kVectors) {
    const auto key = from_hex(vector.key);
    const auto nonce = nonce_of(vector.nonce);
    const auto associated = from_hex(vector.associated);
    const auto sealed = gcm_encrypt(key, nonce, from_hex(vector.plain), associated);
    REQUIRE(sealed.ok());
    CHECK(to_hex(*sealed) == vector.cipher_and_tag);
    const auto plain = gcm_decrypt(key, nonce, *sealed, associated);
    REQUIRE(plain.ok());
    CHECK(to_hex(*plain) == vector.plain);
  }
}

TEST_CASE("a blob is version, key id, nonce, ciphertext and tag") {
  const DataKey key = key_of(7);
  const auto nonce = nonce_of("0102030405060708090a0b0c");
  const auto blob =
      seal_with_nonce({key, 0x11223344}, nonce, as_bytes("secret"), as_bytes("trunk")).value();
  CHECK(blob.size() == kSealOverhead + 6);
  CHECK(to_hex(Bytes(blob).first(17)) == "01112233440102030405060708090a0b0c");
  CHECK(sealed_key_id(blob).value() == 0x11223344);
}

TEST_CASE("what was sealed opens, of any length") {
  const DataKey key = key_of(1);
  for (const size_t size :
       {size_t{0}, size_t{1}, size_t{15}, size_t{16}, size_t{17}, size_t{4096}}) {
    const std::vector<uint8_t> plain(size, 0x5a);
    const auto blob = seal({key, 1}, plain, as_bytes("a")).value();
    CHECK(blob.size() == size + kSealOverhead);
    CHECK(unseal({key, 1}, blob, as_bytes("a")).value() == plain);
  }
}

TEST_CASE("a secret of the greatest size is sealed, one byte more is refused") {
  const DataKey key = key_of(1);
  const std::vector<uint8_t> plain(kSealPlainMax + 1, 0);
  const auto blob = seal({key, 1}, Bytes(plain).first(kSealPlainMax), {});
  REQUIRE(blob.ok());
  CHECK(unseal({key, 1}, *blob, {}).value().size() == kSealPlainMax);
  const auto refused = seal({key, 1}, plain, {});
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().status == Status::kInvalid);
}

TEST_CASE("the same secret sealed twice gives different blobs") {
  const DataKey key = key_of(1);
  CHECK(seal({key, 1}, as_bytes("x"), {}).value() != seal({key, 1}, as_bytes("x"), {}).value());
}

TEST_CASE("a blob with any bit changed does not open") {
  const DataKey key = key_of(3);
  const auto blob = seal({key, 9}, as_bytes("secret"), as_bytes("place")).value();
  for (size_t i = 0; i < blob.size(); ++i) {
    for (int bit = 0; bit < 8; ++bit) {
      auto tampered = blob;
      tampered[i] = static_cast<uint8_t>(tampered[i] ^ (1 << bit));
      const auto opened = unseal({key, 9}, tampered, as_bytes("place"));
      REQUIRE_FALSE(opened.ok());
      const Status expected = i == 0 ? Status::kCorrupt : i < 5 ? Status::kKey : Status::kMismatch;
      REQUIRE(opened.error().status == expected);
    }
  }
}

TEST_CASE("the key id is authenticated, not only compared") {
  const DataKey key = key_of(3);
  auto blob = seal({key, 9}, as_bytes("secret"), {}).value();
  blob[4] = 8;
  CHECK(unseal({key, 8}, blob, {}).error().status == Status::kMismatch);
}

TEST_CASE("another key or another place does not open a blob") {
  const DataKey key = key_of(3);
  const DataKey other = key_of(4);
  const auto blob = seal({key, 9}, as_bytes("secret"), as_bytes("place")).value();
  CHECK(unseal({other, 9}, blob, as_bytes("place")).error().status == Status::kMismatch);
  CHECK(unseal({key, 9}, blob, as_bytes("elsewhere")).error().status == Status::kMismatch);
  CHECK(unseal({key, 9}, blob, {}).error().status == Status::kMismatch);
}

TEST_CASE("what is too short to be a blob is corrupt") {
  const DataKey key = key_of(3);
  const auto blob = seal({key, 9}, {}, {}).value();
  REQUIRE(blob.size() == kSealOverhead);
  CHECK(unseal({key, 9}, blob, {}).ok());
  for (size_t size = 0; size < blob.size(); ++size) {
    CHECK(unseal({key, 9}, Bytes(blob).first(size), {}).error().status == Status::kCorrupt);
  }
  CHECK(gcm_decrypt(key.bytes(), Nonce{}, Bytes(blob).first(15), {}).error().status ==
        Status::kCorrupt);
}

TEST_CASE("no error tells the secret") {
  const DataKey key = key_of(3);
  auto blob = seal({key, 9}, as_bytes("hunter2"), {}).value();
  blob.back() ^= 1;
  CHECK(unseal({key, 9}, blob, {}).error().message.find("hunter2") == std::string::npos);
}

}  // namespace sivo::crypto
