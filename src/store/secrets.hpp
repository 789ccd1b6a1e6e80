#pragma once

#include <span>
#include <string>

#include "schema/record.hpp"
#include "store/meta.hpp"
#include "store/report.hpp"
#include "store/seals.hpp"

namespace sivo::store {

// Sealed fields. The associated data names the tenant, the table, the field and the row, so a
// ciphertext that is copied to another place does not open there.
class Secrets {
 public:
  Secrets(Connection& db, const Seals& seals) : db_(db), seals_(seals) {}

  // Seals the given secrets of a record whose id is set; masks and nulls stay.
  Result<void> seal(const Id& tenant, schema::Record& record) const;
  Result<std::string> read(const schema::Table& table, size_t field, const Id& tenant,
                           const Id& id);
  // Everything again under `next`, inside the caller's unit.
  Result<void> reseal(std::span<const schema::Table* const> tables, const Seals& next);

  // Where a proof of all secrets stands; begins as Walk{}.
  struct Walk {
    size_t table = 0;  // index in the tables
    size_t field = 0;
    Id tenant{};  // the last row done
    Id id{};
  };
  // Opens the next secrets, at most kSecretsMax; those that do not open become findings. False:
  // there are no more. Nothing without a key.
  Result<bool> verify_some(std::span<const schema::Table* const> tables, Walk& walk,
                           VerifyReport& report);
  static constexpr size_t kSecretsMax = 256;

  // The key check: a constant sealed under the key, so that a wrong key is found at open.
  Result<void> write_key_check(Meta& meta, const Seals& seals) const;
  // kKey when the file's key is another, when the file has one and we none, or the other way round.
  Result<void> prove_key(Meta& meta, bool is_read_only) const;

 private:
  Result<void> reseal_field(const schema::Table& table, size_t field, const Seals& next);
  Result<bool> verify_rows(const schema::Table& table, Walk& walk, VerifyReport& report);
  Connection& db_;
  const Seals& seals_;
};

}  // namespace sivo::store
