#include "store/references.hpp"

#include <set>
#include <utility>

#include "store/store.hpp"

namespace sivo::store {
namespace {

using schema::Field;
using schema::Table;

// References to the own table that must not come back to where they began.
struct Chain {
  Kind kind;
  std::string_view field;
};
constexpr Chain kChains[] = {{Kind::kSipTrunk, "failover_trunk_id"}};

bool must_end(const Table& table, const Field& field) {
  for (const Chain& chain : kChains) {
    if (chain.kind == table.kind && chain.field == field.name) return true;
  }
  return false;
}

Error missing(const Field& field, const Table& target) {
  std::string message = "expected a ";
  message.append(target.name).append(" of this tenant, got an id that names none");
  return Error{Status::kNotFound, std::move(message), std::string(field.name)};
}

Error in_use(const Table& by, size_t count) {
  std::string message = "expected a row that nothing refers to, got one that ";
  message.append(std::to_string(count)).append(count == 1 ? " row of " : " rows of ");
  message.append(by.name).append(count == 1 ? " refers to" : " refer to");
  return Error{Status::kInUse, std::move(message), {}};
}

bool blocks(const Field& field, Kind kind) { return field.reference == kind && !field.is_history; }

bool is_cut(const Field& field) {
  return field.on_delete == schema::OnDelete::kSetNull && field.is_nullable;
}

}  // namespace

const Table* References::find(Kind kind) const {
  for (const Table* table : tables_) {
    if (table->kind == kind) return table;
  }
  return nullptr;
}

Result<void> References::check(const Id& tenant, const schema::Record& record,
                               const schema::Record* before) {
  const auto fields = record.table().fields;
  for (size_t i = kStandardFields; i < fields.size(); ++i) {
    const Field& field = fields[i];
    if (field.reference == Kind::kNone) continue;
    const schema::Value value = record.get(i);
    if (schema::is_null(value) || (before != nullptr && before->get(i) == value)) continue;
    const Table* target = find(field.reference);
    SIVO_ASSERT(target != nullptr);
    auto is_there = rows_.exists(*target, tenant, std::get<Id>(value));
    if (!is_there) return is_there.take_error();
    if (!*is_there) return missing(field, *target);
    if (!must_end(record.table(), field)) continue;
    if (auto done = check_chain(tenant, record, i); !done) return done;
  }
  return {};
}

Result<void> References::check_chain(const Id& tenant, const schema::Record& record, size_t field) {
  const Id start = std::get<Id>(record.get(kIdIndex));
  schema::Record next = record;
  for (size_t depth = 1; depth < kFailoverDepthMax; ++depth) {
    const schema::Value value = next.get(field);
    if (schema::is_null(value)) return {};
    const Id id = std::get<Id>(value);
    if (id == start) {
      return invalid(std::string(record.table().fields[field].name),
                     "expected a chain that ends, got one that comes back");
    }
    auto is_there = rows_.read(record.table(), tenant, id, next.object());
    if (!is_there) return is_there.take_error();
    if (!*is_there) return {};
  }
  if (schema::is_null(next.get(field))) return {};
  return invalid(std::string(record.table().fields[field].name),
                 "expected a chain of at most " + std::to_string(kFailoverDepthMax) +
                     " that does not come back, got a longer one");
}

Result<std::vector<Id>> References::referring(const Id& tenant, const Table& table, size_t field,
                                              const Id& target) {
  auto statement = db_.prepare("SELECT id FROM " + quoted(table.name) +
                               " WHERE \"tenant_id\"=?1 AND " + quoted(table.fields[field].name) +
                               "=?2 ORDER BY id LIMIT " + std::to_string(kCascadeRowsMax + 1));
  if (!statement) return statement.take_error();
  Statement& rows = **statement;
  const ResetGuard guard(rows);
  rows.bind_id(1, tenant);
  rows.bind_id(2, target);
  std::vector<Id> out;
  for (;;) {
    auto row = rows.step("look for references");
    if (!row) return db_.failed(row.take_error());
    if (!*row) return out;
    out.push_back(rows.id_at(0));
  }
}

Result<References::Removal> References::plan(const Id& tenant, const Row& row, bool is_cascade) {
  Removal plan;
  plan.rows.push_back(row);
  std::set<std::pair<Kind, Id>> seen{{row.table->kind, row.id}};
  std::vector<Cut> cuts;
  for (size_t next = 0; next < plan.rows.size(); ++next) {
    const Row target = plan.rows[next];
    for (const Table* table : tables_) {
      if (!table->is_stored()) continue;
      for (size_t i = kStandardFields; i < table->fields.size(); ++i) {
        if (!blocks(table->fields[i], target.table->kind)) continue;
        auto ids = referring(tenant, *table, i, target.id);
        if (!ids) return ids.take_error();
        for (const Id& id : *ids) {
          const bool is_going = seen.contains({table->kind, id});
          if (is_going) continue;
          if (!is_cascade) return in_use(*table, ids->size());
          if (is_cut(table->fields[i])) {
            cuts.push_back(Cut{{table, id}, i});
          } else {
            seen.insert({table->kind, id});
            plan.rows.push_back(Row{table, id});
          }
        }
        if (plan.rows.size() + cuts.size() > static_cast<size_t>(kCascadeRowsMax)) {
          return Error{Status::kFull,
                       "expected at most " + std::to_string(kCascadeRowsMax) +
                           " rows to go at once, got more",
                       {}};
        }
      }
    }
  }
  for (const Cut& cut : cuts) {
    if (!seen.contains({cut.row.table->kind, cut.row.id})) plan.cuts.push_back(cut);
  }
  return plan;
}

}  // namespace sivo::store
