#include "store/meta.hpp"

namespace sivo::store {
namespace {

constexpr std::string_view kWriteSql =
    "INSERT INTO store_meta (key,value) VALUES (?1,?2)"
    " ON CONFLICT (key) DO UPDATE SET value=excluded.value";
constexpr std::string_view kReadSql = "SELECT value FROM store_meta WHERE key=?1";
constexpr std::string_view kEraseSql = "DELETE FROM store_meta WHERE key=?1";

bool is_key_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
}

Error wrong_type(std::string_view expected) {
  return invalid("key", "expected a named value that is " + std::string(expected) +
                            ", got one of another type");
}

}  // namespace

Result<void> check_meta_key(std::string_view key) {
  bool is_fine = !key.empty() && key.size() <= kMetaKeyMax && !key.starts_with(kOwnMetaPrefix);
  for (const char c : key) is_fine = is_fine && is_key_character(c);
  if (is_fine) return {};
  return invalid("key",
                 "expected 1 to 64 characters of a-z, 0-9, '_' and '.', not starting with"
                 " \"store.\", got another text");
}

Result<Statement*> Meta::write(std::string_view key) {
  if (auto writable = db_.check_writable(); !writable) return writable.take_error();
  auto statement = db_.prepare(kWriteSql);
  if (statement) (*statement)->bind_text(1, key);
  return statement;
}

Result<void> Meta::set(std::string_view key, int64_t value) {
  auto statement = write(key);
  if (!statement) return statement.take_error();
  (*statement)->bind_int(2, value);
  if (auto done = (*statement)->run("write a named value"); !done) {
    return db_.failed(done.take_error());
  }
  return {};
}

Result<void> Meta::set_bytes(std::string_view key, std::string_view value) {
  auto statement = write(key);
  if (!statement) return statement.take_error();
  (*statement)->bind_bytes(2, value);
  if (auto done = (*statement)->run("write a named value"); !done) {
    return db_.failed(done.take_error());
  }
  return {};
}

Result<void> Meta::erase(std::string_view key) {
  if (auto writable = db_.check_writable(); !writable) return writable;
  auto statement = db_.prepare(kEraseSql);
  if (!statement) return statement.take_error();
  (*statement)->bind_text(1, key);
  if (auto done = (*statement)->run("remove a named value"); !done) {
    return db_.failed(done.take_error());
  }
  return {};
}

Result<Statement*> Meta::read(std::string_view key) {
  auto statement = db_.prepare(kReadSql);
  if (statement) (*statement)->bind_text(1, key);
  return statement;
}

Result<std::optional<int64_t>> Meta::get(std::string_view key) {
  auto statement = read(key);
  if (!statement) return statement.take_error();
  const ResetGuard guard(**statement);
  auto row = (*statement)->step("read a named value");
  if (!row) return db_.failed(row.take_error());
  if (!*row) return std::optional<int64_t>();
  if (!(*statement)->is_int(0)) return wrong_type("a number");
  return std::optional<int64_t>((*statement)->int_at(0));
}

Result<std::optional<std::string>> Meta::get_bytes(std::string_view key) {
  auto statement = read(key);
  if (!statement) return statement.take_error();
  const ResetGuard guard(**statement);
  auto row = (*statement)->step("read a named value");
  if (!row) return db_.failed(row.take_error());
  if (!*row) return std::optional<std::string>();
  if (!(*statement)->is_bytes(0)) return wrong_type("bytes");
  return std::optional<std::string>(std::string((*statement)->bytes_at(0)));
}

}  // namespace sivo::store
