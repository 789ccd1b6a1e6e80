#include <algorithm>

#include "core/apply.hpp"

namespace sivo::core::document {
namespace {

using Change = Step::Change;

constexpr size_t kRemoveDepthMax = 8;  // rows that go along with rows that go along …

bool has(const std::vector<size_t>& fields, size_t field) {
  return std::find(fields.begin(), fields.end(), field) != fields.end();
}

void copy_field(Record& to, const Record& from, size_t field) {
  to.table().fields[field].set(to.object(), from.get(field));
  to.mark_given(field);
}

}  // namespace

Result<void> Writer::write(Plan& plan, Id& tenant) {
  tenant_ = tenant;
  for (size_t i = 0; i < plan.steps.size(); ++i) {
    Step& step = plan.steps[i];
    if (auto done = write_step(step); !done) return done;
    if (step.row->resource == &kTenants) tenant_ = step.id;
    const bool is_last =
        i + 1 == plan.steps.size() || plan.steps[i + 1].row->resource != step.row->resource;
    if (!is_last) continue;
    if (auto done = write_late(); !done) return done;
  }
  // Flows name queues: they are published when all of those are there.
  for (Step& step : plan.steps) {
    if (auto done = publish(step); !done) return done;
  }
  if (auto done = prune(plan); !done) return done;
  tenant = tenant_;
  return {};
}

Result<void> Writer::prune(const Plan& plan) {
  const auto refused = [](const Going& row, Error error) {
    error.path = row.resource->name;
    error.message += ": " + shown_name(*row.resource, row.key);
    return error;
  };
  for (const Going& row : plan.going) {
    if (auto done = loosen(row); !done) return refused(row, done.take_error());
  }
  for (const Going& row : plan.going) {
    auto done = remove(row.resource->table(), row.id, 0);
    if (!done) return refused(row, done.take_error());
  }
  return {};
}

// Rows that go may name each other, in a circle too.
Result<void> Writer::loosen(const Going& going) {
  const Table& table = going.resource->table();
  std::optional<size_t> own;
  for (size_t i = 0; i < table.fields.size(); ++i) {
    if (table.fields[i].reference == table.kind && table.fields[i].is_nullable) own = i;
  }
  if (!own) return {};
  auto stored = core_.get(table, tenant_, going.id);
  if (!stored) return stored.take_error();
  if (schema::is_null(stored->get(*own))) return {};
  Record record(table);  // the defaults
  set_id(record, 0, going.id);
  set_id(record, 1, tenant_);
  record.mark_given(*own);
  if (!going.resource->goes_with_own.empty()) {
    record.mark_given(field_of(table, going.resource->goes_with_own));
  }
  return core_.update(record, now_);
}

// A row that names one further down is written without the reference first, or, when it exists
// already, as a whole later.
Result<void> Writer::write_step(Step& step) {
  if (step.change == Change::kNone) return {};
  auto waits = must_wait(step);
  if (!waits) return waits.take_error();
  if (step.change == Change::kCreate) {
    if (*waits) late_.push_back({&step, Part::kOwnOnly, {}});
    return create(step, *waits ? Part::kWithoutOwn : Part::kAll);
  }
  if (!*waits) return update(step, Part::kAll);
  late_.push_back({&step, Part::kAll, {}});
  if (!step.row->resource->is_chain) return {};
  auto cut = cut_own(step);
  if (!cut) return cut.take_error();
  late_.back().cut = *cut;
  return {};
}

Result<void> Writer::write_late() {
  for (const Late& late : late_) {
    if (auto done = update(*late.step, late.part, late.cut); !done) return done;
  }
  late_.clear();
  return {};
}

Result<bool> Writer::must_wait(const Step& step) {
  const Resource& resource = *step.row->resource;
  // Without the reference it may bring a stored one to life.
  const bool wakes = resource.is_chain && !resource.goes_with_own.empty() &&
                     step.change == Change::kUpdate &&
                     has(step.fields, field_of(step.row->record.table(), resource.goes_with_own));
  if (wakes) return true;
  for (const Reference& reference : step.row->references) {
    const bool is_own = reference.target == resource.kind && reference.key;
    if (!is_own || !has(step.fields, reference.field)) continue;
    if (resource.is_chain) return true;
    auto id = names_.id_of(reference.target, *reference.key);
    if (!id) return id.take_error();
    if (!*id) return true;
  }
  return false;
}

// False when there is nothing to write.
Result<bool> Writer::fill(const Step& step, Record& record, Part part) {
  const Row& row = *step.row;
  bool is_filled = false;
  for (const size_t field : step.fields) {
    const Reference* reference = row.reference(field);
    const bool is_own = (reference != nullptr && reference->target == row.resource->kind) ||
                        record.table().fields[field].name == row.resource->goes_with_own;
    if (is_own ? part == Part::kWithoutOwn : part == Part::kOwnOnly) continue;
    is_filled = true;
    if (reference == nullptr) {
      copy_field(record, row.record, field);
      continue;
    }
    schema::Value value;
    if (reference->key) {
      auto id = names_.id_of(reference->target, *reference->key);
      if (!id) return id.take_error();
      SIVO_ASSERT(id->has_value());  // bound, and written before
      value = **id;
    }
    record.table().fields[field].set(record.object(), value);
    record.mark_given(field);
  }
  return is_filled;
}

Result<void> Writer::create(Step& step, Part part) {
  const Row& row = *step.row;
  Record record(row.record.table());
  if (row.resource != &kTenants) set_id(record, 1, tenant_);
  if (auto filled = fill(step, record, part); !filled) return filled.take_error();
  if (auto done = put(step, record, true); !done) return done;
  step.id = document::id_of(record);
  if (row.resource == &kTenants) return {};
  return names_.add(*row.resource, row.key, step.id);
}

Result<void> Writer::update(Step& step, Part part, const schema::Value& cut) {
  Record record(step.row->record.table());
  // A new tenant's settings have the tenant's id.
  set_id(record, 0, step.row->resource == &kConfigurations ? tenant_ : step.id);
  if (step.row->resource != &kTenants) set_id(record, 1, tenant_);
  auto filled = fill(step, record, part);
  if (!filled) return filled.take_error();
  if (!schema::is_null(cut)) {
    const size_t field = field_of(record.table(), step.row->resource->goes_with_own);
    record.table().fields[field].set(record.object(), cut);
    record.mark_given(field);
  }
  return *filled ? put(step, record, false) : Result<void>();
}

// Until the late rows are written no row leads on to another. Returned is what must come back then:
// the value of the field that went with the reference, where the document does not give it.
Result<schema::Value> Writer::cut_own(const Step& step) {
  const Resource& resource = *step.row->resource;
  Record record(step.row->record.table());  // the defaults
  set_id(record, 0, step.id);
  set_id(record, 1, tenant_);
  schema::Value cut;
  if (!resource.goes_with_own.empty()) {
    const size_t field = field_of(record.table(), resource.goes_with_own);
    auto stored = core_.get(record.table(), tenant_, step.id);
    if (!stored) return stored.take_error();
    if (stored->get(field) == record.get(field)) return cut;
    if (!has(step.fields, field)) cut = stored->get(field);
    record.mark_given(field);
  }
  for (const Reference& reference : step.row->references) {
    const bool is_own = reference.target == resource.kind && has(step.fields, reference.field);
    if (is_own) record.mark_given(reference.field);  // null in a new record
  }
  if (auto done = put(step, record, false); !done) return done.take_error();
  return cut;
}

// Creates or updates. A unique value that another row of the document is about to give up is taken
// from that row first, so that two rows may swap theirs.
Result<void> Writer::put(const Step& step, Record& record, bool is_new) {
  for (size_t tries = 0;; ++tries) {
    Record given(record);
    auto done = is_new ? core_.create(given, now_) : core_.update(given, now_);
    if (done) {
      record = std::move(given);
      return done;
    }
    Error error = done.take_error();
    if (error.status != Status::kExists || tries >= schema::kFieldsMax) {
      return step.row->located(std::move(error));
    }
    auto is_free = release(step, record, error);
    if (!is_free) return is_free.take_error();
    if (!*is_free) return step.row->located(std::move(error));
  }
}

Result<bool> Writer::release(const Step& step, const Record& record, const Error& error) {
  const Table& table = record.table();
  const int index = table.index_of(error.path);
  const Listing* listing = document_.listing(table.kind);
  if (index < 0 || listing == nullptr) return false;
  const auto field = static_cast<size_t>(index);
  if (!table.fields[field].is_unique || !table.fields[field].is_nullable) return false;
  auto holder = find_one(core_, table, tenant_, {field, store::Op::kEq, {record.get(field)}});
  if (!holder) return holder.take_error();
  if (!*holder || document::id_of(**holder) == step.id) return false;
  auto key = names_.key_of(table.kind, document::id_of(**holder));
  if (!key) return key.take_error();
  const auto found = *key ? listing->by_key.find(**key) : listing->by_key.end();
  const bool is_going = found == listing->by_key.end() && is_pruning_ && listing->is_listed;
  const bool is_changing = found != listing->by_key.end() &&
                           listing->rows[found->second].record.is_given(field) &&
                           listing->rows[found->second].record.get(field) != record.get(field);
  if (!is_going && !is_changing) return false;
  Record freed(table);
  set_id(freed, 0, document::id_of(**holder));
  set_id(freed, 1, tenant_);
  freed.mark_given(field);  // null in a new record
  auto done = core_.update(freed, now_);
  if (!done) return done.take_error();
  return true;
}

// ── Removal ──

// What the schema says goes along goes, what it says loses the reference loses it, and what it
// protects is kInUse.
Result<void> Writer::remove(const Table& table, const Id& id, size_t depth) {
  if (depth > kRemoveDepthMax) {
    return Error{Status::kFull, "expected fewer rows that depend on each other", {}};
  }
  bool has_history = false;
  for (const Table* other : schema::all_tables()) {
    if (!other->is_stored()) continue;
    for (size_t i = kStandardFields; i < other->fields.size(); ++i) {
      const schema::Field& field = other->fields[i];
      if (field.reference != table.kind || field.is_history) continue;
      auto left = take_along(*other, i, id, depth);
      if (!left) return left.take_error();
      has_history = has_history || *left;
    }
  }
  const Resource* resource = resource_of(table.kind);
  Going going{resource, {}, id};
  if (resource != nullptr) {
    auto key = names_.key_of(table.kind, id);
    if (!key) return key.take_error();
    going.key = key->value_or("");
  }
  // The flag is for rows that only the library writes; others are gone by now.
  auto done = core_.remove(table, tenant_, id, has_history, now_);
  if (done && resource != nullptr) gone_.push_back(std::move(going));
  return done;
}

// Whether rows are left that the library itself has to take away.
Result<bool> Writer::take_along(const Table& table, size_t field, const Id& id, size_t depth) {
  std::vector<Id> ids;
  auto done = for_each_row(core_, table, tenant_, {{field, store::Op::kEq, {id}}},
                           [&](Record& row) -> Result<void> {
                             ids.push_back(document::id_of(row));
                             return {};
                           });
  if (!done) return done.take_error();
  const schema::OnDelete then = table.fields[field].on_delete;
  if (!ids.empty() && then == schema::OnDelete::kRestrict) {
    return Error{Status::kInUse,
                 "expected a row that nothing refers to, got one that " +
                     std::to_string(ids.size()) + (ids.size() == 1 ? " row of " : " rows of ") +
                     std::string(table.name) + (ids.size() == 1 ? " refers to" : " refer to"),
                 {}};
  }
  if (table.cls != schema::Class::kEntity) return !ids.empty();
  for (const Id& other : ids) {
    if (then == schema::OnDelete::kCascade) {
      if (auto removed = remove(table, other, depth + 1); !removed) return removed.take_error();
      continue;
    }
    Record row(table);
    set_id(row, 0, other);
    set_id(row, 1, tenant_);
    row.mark_given(field);  // null in a new record
    if (auto updated = core_.update(row, now_); !updated) return updated.take_error();
  }
  return false;
}

}  // namespace sivo::core::document
