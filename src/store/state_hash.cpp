#include "store/state_hash.hpp"

#include <algorithm>

#include "store/bytes.hpp"
#include "store/meta.hpp"
#include "store/own_tables.hpp"
#include "store/rows.hpp"

namespace sivo::store {
namespace {

constexpr size_t kChunkBytes = size_t{64} << 10;

// SHA-256 comes as one call over bytes, so long input is chained: state = H(state ‖ chunk). Chunks
// end at rows, which makes them the same for the same content.
class Chain {
 public:
  explicit Chain(const Seals& seals) : seals_(seals) { bytes_.reserve(kChunkBytes * 2); }
  std::string& bytes() { return bytes_; }
  void end_row() {
    if (bytes_.size() >= kChunkBytes) fold();
  }
  Digest finish() {
    fold();
    return state_;
  }

 private:
  void fold() {
    bytes_.insert(0, view_of(state_));
    state_ = seals_.sha256(bytes_);
    bytes_.clear();
  }
  const Seals& seals_;
  Digest state_{};
  std::string bytes_;
};

void append_column(std::string& out, const Statement& row, int column) {
  if (row.is_null(column)) {
    out += 'n';
  } else if (row.is_int(column)) {
    out += 'i';
    append_be(out, static_cast<uint64_t>(row.int_at(column)), 8);
  } else if (row.is_real(column)) {
    out += 'r';
    append_be(out, std::bit_cast<uint64_t>(row.real_at(column)), 8);
  } else {
    out += row.is_text(column) ? 't' : 'b';
    append_sized(out, row.is_text(column) ? row.text_at(column) : row.bytes_at(column));
  }
}

Result<void> hash_rows(Connection& db, Chain& chain, Statement& rows, int columns) {
  for (;;) {
    auto row = rows.step("hash the file");
    if (!row) return db.failed(row.take_error());
    if (!*row) return {};
    for (int i = 0; i < columns; ++i) append_column(chain.bytes(), rows, i);
    chain.end_row();
  }
}

Result<void> hash_select(Connection& db, Chain& chain, const std::string& sql, int columns) {
  auto owner = db.prepare_owned(sql, false);
  if (!owner) return owner.take_error();
  Statement rows(owner->get());
  return hash_rows(db, chain, rows, columns);
}

Result<void> hash_meta(Connection& db, Chain& chain, std::span<const std::string_view> skipped) {
  auto owner = db.prepare_owned("SELECT key,value FROM store_meta ORDER BY key", false);
  if (!owner) return owner.take_error();
  Statement rows(owner->get());
  for (;;) {
    auto row = rows.step("hash the file");
    if (!row) return db.failed(row.take_error());
    if (!*row) return {};
    const std::string_view key = rows.text_at(0);
    if (key == kKeyCheckMeta) continue;
    if (std::find(skipped.begin(), skipped.end(), key) != skipped.end()) continue;
    append_column(chain.bytes(), rows, 0);
    append_column(chain.bytes(), rows, 1);
    chain.end_row();
  }
}

}  // namespace

Result<Digest> state_hash(Connection& db, const Seals& seals,
                          std::span<const schema::Table* const> tables,
                          std::span<const std::string_view> volatile_meta) {
  Chain chain(seals);
  for (const schema::Table* table : tables) {
    append_sized(chain.bytes(), table->name);
    const std::string sql = "SELECT " + column_list(*table) + " FROM " + quoted(table->name) +
                            " ORDER BY \"tenant_id\",\"id\"";
    auto done = hash_select(db, chain, sql, static_cast<int>(table->fields.size()));
    if (!done) return done.take_error();
  }
  append_sized(chain.bytes(), kAuditHeadTable);
  auto heads = hash_select(db, chain,
                           "SELECT tenant_id,sequence,hash,anchor_sequence,anchor_hash,removed_at"
                           " FROM store_audit_head ORDER BY tenant_id",
                           6);
  if (!heads) return heads.take_error();
  append_sized(chain.bytes(), kMetaTable);
  if (auto done = hash_meta(db, chain, volatile_meta); !done) return done.take_error();
  return chain.finish();
}

}  // namespace sivo::store
