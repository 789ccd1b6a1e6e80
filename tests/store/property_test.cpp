#include <doctest/doctest.h>

#include <map>

#include "store/support.hpp"

using namespace sivo;
using namespace sivo::store;
using namespace sivo::store::test;

namespace {

struct Entry {
  std::string name;
  int64_t wrap_up = 10;
  int64_t version = 1;
  bool operator==(const Entry&) const = default;
};
using Model = std::map<std::pair<Id, Id>, Entry>;  // by tenant and id

// Queues of two tenants, changed at random in units of which some are rolled back, against a map.
class Trial {
 public:
  explicit Trial(uint64_t seed) : random_(seed) {}
  void run(int steps) {
    for (int i = 0; i < steps; ++i) {
      if (!two_.store.in_unit()) {
        two_.must_begin();
        committed_ = model_;
      }
      step();
      if (random_.below(8) == 0) end_unit();
    }
    if (two_.store.in_unit()) two_.must_commit();
    compare();
    CHECK(two_.store.verify()->ok());
  }

 private:
  void end_unit() {
    if (random_.below(3) == 0) {
      two_.store.rollback();
      model_ = committed_;
    } else {
      two_.must_commit();
    }
    if (random_.below(4) == 0) compare();
  }

  void step() {
    two_.world.now += 1;
    const Id tenant = random_.below(2) == 0 ? two_.a : two_.b;
    switch (random_.below(4)) {
      case 0:
      case 1:
        insert(tenant);
        break;
      case 2:
        update(tenant);
        break;
      case 3:
        remove(tenant);
        break;
    }
  }

  bool is_taken(const Id& tenant, const std::string& name, const Id& but) const {
    for (const auto& [key, entry] : model_) {
      if (key.first == tenant && key.second != but && entry.name == name) return true;
    }
    return false;
  }

  std::string some_name() { return "queue " + std::to_string(random_.below(12)); }

  // An id of the model, of either tenant, or one that nobody has.
  Id some_id() {
    if (model_.empty() || random_.below(10) == 0) return two_.world.id();
    auto place = model_.begin();
    std::advance(place, static_cast<long>(random_.below(model_.size())));
    return place->first.second;
  }

  void insert(const Id& tenant) {
    Queue queue;
    queue.id = two_.world.id();
    queue.name = some_name();
    schema::Record record(queue);
    const auto done = two_.store.insert(TenantScope(tenant), record, two_.world.change());
    const bool should_work = !is_taken(tenant, queue.name, queue.id);
    CHECK(done.ok() == should_work);
    if (done) model_[{tenant, queue.id}] = Entry{queue.name, 10, 1};
    else CHECK(done.error().status == Status::kExists);
  }

  void update(const Id& tenant) {
    const schema::Table& table = schema::table_of<Queue>();
    const Id id = some_id();
    schema::Record change = patch(table, id);
    const auto found = model_.find({tenant, id});
    Entry wanted = found == model_.end() ? Entry{} : found->second;
    const bool is_stale = random_.below(5) == 0;
    if (random_.below(2) == 0) {
      wanted.name = some_name();
      REQUIRE(change.set(index_of(table, "name"), std::string_view(wanted.name)).ok());
    }
    wanted.wrap_up = static_cast<int64_t>(random_.below(4));
    REQUIRE(change.set(index_of(table, "wrap_up_time"), wanted.wrap_up).ok());
    if (is_stale) REQUIRE(change.set(4, wanted.version + 1).ok());
    const auto done = two_.store.update(TenantScope(tenant), change, two_.world.change());
    Status expected = Status::kOk;
    if (found == model_.end()) expected = Status::kNotFound;
    else if (is_stale) expected = Status::kConflict;
    else if (is_taken(tenant, wanted.name, id)) expected = Status::kExists;
    CHECK((done ? Status::kOk : done.error().status) == expected);
    if (!done) return;
    if (!(wanted == found->second)) ++wanted.version;
    found->second = wanted;
  }

  void remove(const Id& tenant) {
    const Id id = some_id();
    const auto done = two_.store.remove(TenantScope(tenant), schema::table_of<Queue>(), id,
                                        Removal::kRefuseIfUsed, two_.world.change());
    CHECK(done.ok() == (model_.erase({tenant, id}) == 1));
  }

  void compare() {
    size_t seen = 0;
    for (const Id& tenant : {two_.a, two_.b}) {
      Query query;
      query.limit = 3;
      do {
        auto page = two_.store.query(TenantScope(tenant), schema::table_of<Queue>(), query);
        REQUIRE(page.ok());
        for (auto& row : page->rows) {
          const Queue& queue = row.as<Queue>();
          const auto found = model_.find({tenant, queue.id});
          REQUIRE(found != model_.end());
          CHECK(found->second == Entry{queue.name, queue.wrap_up_time, queue.version});
          ++seen;
        }
        query.cursor = page->next_cursor;
      } while (!query.cursor.empty());
    }
    CHECK(seen == model_.size());
  }

  TwoTenants two_;
  Xoshiro256 random_;
  Model model_, committed_;
};

}  // namespace

TEST_CASE("random changes and rollbacks leave what a map would hold") {
  for (const uint64_t seed : {uint64_t{1}, uint64_t{2}, uint64_t{3}}) {
    INFO("seed ", seed);
    Trial(seed).run(400);
  }
}
