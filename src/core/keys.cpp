#include "core/keys.hpp"

#include <array>
#include <cstring>
#include <string>

#include "crypto/crypto.hpp"

namespace sivo::core {
namespace {

constexpr uint32_t kSealKeyId = 1;

// Owners: the function objects of one Seals and its copies.
struct Keys {
  crypto::DataKey seal;
  crypto::DataKey mac;
};

std::string to_string(const std::vector<uint8_t>& bytes) { return {bytes.begin(), bytes.end()}; }

}  // namespace

Result<store::Seals> make_seals(std::span<const uint8_t> master_key) {
  store::Seals seals;
  seals.sha256 = [](std::string_view bytes) { return crypto::sha256(bytes); };
  if (master_key.empty()) return seals;
  auto master = crypto::MasterKey::from_bytes(master_key);
  if (!master) return master.take_error();
  // Owners: the three functions below and their copies.
  const auto keys = std::make_shared<const Keys>(Keys{
      crypto::derive_key(*master, "sivo seal v1"), crypto::derive_key(*master, "sivo audit v1")});
  seals.mac = [keys](std::string_view bytes) {
    return crypto::hmac_sha256(keys->mac.bytes(), bytes);
  };
  seals.seal = [keys](std::string_view plain, std::string_view associated) -> Result<std::string> {
    auto blob = crypto::seal({keys->seal, kSealKeyId}, crypto::as_bytes(plain),
                             crypto::as_bytes(associated));
    if (!blob) return blob.take_error();
    return to_string(*blob);
  };
  seals.open = [keys](std::string_view sealed, std::string_view associated) -> Result<std::string> {
    auto plain = crypto::unseal({keys->seal, kSealKeyId}, crypto::as_bytes(sealed),
                                crypto::as_bytes(associated));
    if (!plain) return plain.take_error();
    std::string text = to_string(*plain);
    crypto::wipe(*plain);
    return text;
  };
  return seals;
}

Result<uint64_t> random_seed() {
  std::array<uint8_t, 8> bytes{};
  if (auto done = crypto::random_bytes(bytes); !done) return done.take_error();
  uint64_t seed = 0;
  std::memcpy(&seed, bytes.data(), sizeof seed);
  return seed | 1;  // 0 means none was given
}

}  // namespace sivo::core
