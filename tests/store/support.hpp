#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/prng.hpp"
#include "schema/pause_reason.hpp"
#include "schema/queue.hpp"
#include "schema/queue_member.hpp"
#include "schema/sip_trunk.hpp"
#include "schema/tenant.hpp"
#include "schema/user.hpp"
#include "store/store.hpp"

// What the tests of this layer share: toy cryptography (the store takes it as functions), files
// that go away, and a store with two tenants.
namespace sivo::store::test {

// 256 bits that change with every bit of the input. Not SHA-256; the store cannot tell.
Digest toy_digest(std::string_view bytes);
// A key by name; the same name is the same key. Sealing draws a new nonce each time.
Seals toy_seals(std::string_view key);
// A digest and nothing else.
Seals toy_seals_without_key();

// A folder of its own, removed at the end.
class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string file(std::string_view name) const { return (path_ / name).string(); }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

OpenOptions options_for(const std::string& path);
std::string read_file(const std::string& path);
void write_file(const std::string& path, std::string_view bytes);

// Ids, a clock that moves by hand, and an actor.
struct World {
  explicit World(uint64_t seed = 1) : ids(seed) {}
  IdGenerator ids;
  Micros now = 1'800'000'000 * kSecond;
  Change change() { return Change{.now = now, .ids = ids, .actor = {}, .is_sealed = false}; }
  Id id() { return ids.next(now); }
};

template <class S>
schema::Record record_of(const S& object) {
  return schema::Record(object);
}
// A record in which only the id and the fields named are given.
schema::Record patch(const schema::Table& table, const Id& id);

Id add_tenant(Store& store, World& world, std::string_view slug);
Id add_queue(Store& store, World& world, const Id& tenant, std::string_view name);
Id add_user(Store& store, World& world, const Id& tenant, std::string_view email);
Id add_trunk(Store& store, World& world, const Id& tenant, std::string_view name);
SipTrunk trunk_named(World& world, std::string_view name);

// In memory, two tenants, committed.
struct TwoTenants {
  explicit TwoTenants(OpenOptions options = options_for({}));
  World world;
  Store store;
  Id a{}, b{};
  TenantScope scope_a() const { return TenantScope(a); }
  TenantScope scope_b() const { return TenantScope(b); }
  void must_begin();
  void must_commit();
};

// The field's index, for filters.
size_t index_of(const schema::Table& table, std::string_view name);

// The content of the file as copy_to() gives it, and a store in memory with such bytes.
std::string content_of(Store& store);
Result<Store> open_bytes(const OpenOptions& options, std::string_view bytes);

// For damage by hand: SQL through a connection of its own.
void run_sql(const std::string& path, const std::string& sql);

}  // namespace sivo::store::test
