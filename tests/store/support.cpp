#include "store/support.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <memory>

#include "store/bytes.hpp"
#include "store/connection.hpp"

namespace sivo::store::test {
namespace {

uint64_t next_number() {
  static uint64_t number = 0;
  return ++number;
}

std::string stream(std::string_view key, std::string_view nonce, size_t size) {
  std::string out;
  for (uint64_t block = 0; out.size() < size; ++block) {
    std::string input(key);
    append_sized(input, nonce);
    append_be(input, block, 8);
    out.append(view_of(toy_digest(input)));
  }
  out.resize(size);
  return out;
}

std::string crossed(std::string_view text, const std::string& with) {
  std::string out(text);
  for (size_t i = 0; i < out.size(); ++i) out[i] = static_cast<char>(out[i] ^ with[i]);
  return out;
}

std::string tag_of(std::string_view key, std::string_view associated, std::string_view body) {
  std::string input(key);
  append_sized(input, associated);
  append_sized(input, body);
  return std::string(view_of(toy_digest(input)).substr(0, 16));
}

}  // namespace

Digest toy_digest(std::string_view bytes) {
  uint64_t lanes[4] = {1, 2, 3, 4};
  for (uint64_t& lane : lanes) {
    lane = lane * 0x9e3779b97f4a7c15ULL + bytes.size();
    for (const char c : bytes) {
      lane = (lane ^ static_cast<uint8_t>(c)) * 0x100000001b3ULL;
      lane ^= lane >> 29;
    }
    lane = splitmix64(lane);
  }
  std::string out;
  for (const uint64_t lane : lanes) append_be(out, lane, 8);
  return digest_of(out);
}

Seals toy_seals_without_key() {
  return Seals{.sha256 = toy_digest, .mac = {}, .seal = {}, .open = {}};
}

Seals toy_seals(std::string_view name) {
  const std::string key(name);
  Seals seals;
  seals.sha256 = toy_digest;
  seals.mac = [key](std::string_view bytes) { return toy_digest(key + std::string(bytes)); };
  seals.seal = [key](std::string_view plain, std::string_view associated) -> Result<std::string> {
    std::string nonce;
    append_be(nonce, next_number(), 8);
    const std::string body = nonce + crossed(plain, stream(key, nonce, plain.size()));
    return body + tag_of(key, associated, body);
  };
  seals.open = [key](std::string_view sealed, std::string_view associated) -> Result<std::string> {
    if (sealed.size() < 24)
      return Error{Status::kKey, "expected a sealed text, got a short one", {}};
    const std::string_view body = sealed.substr(0, sealed.size() - 16);
    if (tag_of(key, associated, body) != sealed.substr(body.size())) {
      return Error{Status::kKey, "expected a text sealed with this key, got another", {}};
    }
    return crossed(body.substr(8), stream(key, body.substr(0, 8), body.size() - 8));
  };
  return seals;
}

Folder::Folder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "sivo-store-XXXXXX").string();
  REQUIRE(mkdtemp(pattern.data()) != nullptr);
  path_ = pattern;
}

Folder::~Folder() {
  std::error_code ignored;
  std::filesystem::permissions(path_, std::filesystem::perms::owner_all, ignored);
  std::filesystem::remove_all(path_, ignored);
}

OpenOptions options_for(const std::string& path) {
  OpenOptions options;
  options.path = path;
  options.durability = path.empty() ? Durability::kNone : Durability::kNormal;
  options.seals = toy_seals("key");
  return options;
}

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

void write_file(const std::string& path, std::string_view bytes) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

schema::Record patch(const schema::Table& table, const Id& id) {
  schema::Record record(table);
  table.fields[0].set(record.object(), id);
  record.mark_given(0);
  return record;
}

Id add_tenant(Store& store, World& world, std::string_view slug) {
  Tenant tenant;
  tenant.id = world.id();
  tenant.slug = slug;
  tenant.name = slug;
  tenant.sip_domain = std::string(slug) + ".example";
  schema::Record record(tenant);
  const auto done = store.insert(FileScope(), record, world.change());
  REQUIRE_MESSAGE(done.ok(), (done ? "" : done.error().message));
  return tenant.id;
}

Id add_queue(Store& store, World& world, const Id& tenant, std::string_view name) {
  Queue queue;
  queue.id = world.id();
  queue.name = name;
  schema::Record record(queue);
  const auto done = store.insert(TenantScope(tenant), record, world.change());
  REQUIRE_MESSAGE(done.ok(), (done ? "" : done.error().message));
  return queue.id;
}

Id add_user(Store& store, World& world, const Id& tenant, std::string_view email) {
  User user;
  user.id = world.id();
  user.email = email;
  user.full_name = "A person";
  schema::Record record(user);
  const auto done = store.insert(TenantScope(tenant), record, world.change());
  REQUIRE_MESSAGE(done.ok(), (done ? "" : done.error().message));
  return user.id;
}

SipTrunk trunk_named(World& world, std::string_view name) {
  SipTrunk trunk;
  trunk.id = world.id();
  trunk.name = name;
  trunk.host = "sip.example";
  return trunk;
}

Id add_trunk(Store& store, World& world, const Id& tenant, std::string_view name) {
  const SipTrunk trunk = trunk_named(world, name);
  schema::Record record(trunk);
  const auto done = store.insert(TenantScope(tenant), record, world.change());
  REQUIRE_MESSAGE(done.ok(), (done ? "" : done.error().message));
  return trunk.id;
}

namespace {
Store must_open(OpenOptions options) {
  auto store = Store::open(std::move(options));
  REQUIRE_MESSAGE(store.ok(), (store ? "" : store.error().message));
  return std::move(*store);
}
}  // namespace

TwoTenants::TwoTenants(OpenOptions options) : store(must_open(std::move(options))) {
  must_begin();
  a = add_tenant(store, world, "alpha");
  b = add_tenant(store, world, "beta");
  must_commit();
}

void TwoTenants::must_begin() { REQUIRE(store.begin().ok()); }

void TwoTenants::must_commit() {
  const auto done = store.commit();
  REQUIRE_MESSAGE(done.ok(), (done ? "" : done.error().message));
}

size_t index_of(const schema::Table& table, std::string_view name) {
  const int index = table.index_of(name);
  REQUIRE(index >= 0);
  return static_cast<size_t>(index);
}

std::string content_of(Store& store) {
  const Folder folder;
  const auto done = store.copy_to(folder.file("content"));
  REQUIRE_MESSAGE(done.ok(), (done.ok() ? "" : done.error().message));
  return read_file(folder.file("content"));
}

Result<Store> open_bytes(const OpenOptions& options, std::string_view bytes) {
  constexpr size_t kPiece = 1'000;
  const auto size = static_cast<int64_t>(bytes.size());
  return Store::open_content(options, size, [&bytes]() -> Result<std::string_view> {
    const std::string_view piece = bytes.substr(0, kPiece);
    bytes.remove_prefix(piece.size());
    return piece;
  });
}

void run_sql(const std::string& path, const std::string& sql) {
  auto db = Connection::open(path, OpenMode::kReadWrite, {});
  REQUIRE(db.ok());
  const auto done = (*db)->execute(sql, "run SQL");
  REQUIRE_MESSAGE(done.ok(), (done ? "" : done.error().message));
}

}  // namespace sivo::store::test
