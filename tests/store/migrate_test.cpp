#include "store/migrate.hpp"

#include <doctest/doctest.h>

#include <array>

#include "schema/audit_log.hpp"
#include "schema/declare.hpp"
#include "store/own_tables.hpp"
#include "store/support.hpp"

// The same table at two ages: fields 8 to 11 and a reference came later, and so did a unique rule.
namespace sivo {

enum class OldColor : uint8_t { kRed, kBlue };
inline constexpr std::string_view kOldColorNames[] = {"red", "blue"};
template <>
struct schema::EnumerationOf<OldColor> {
  static constexpr Enumeration value{"color", kOldColorNames};
};
enum class NewColor : uint8_t { kRed, kBlue, kGreen };
inline constexpr std::string_view kNewColorNames[] = {"red", "blue", "green"};
template <>
struct schema::EnumerationOf<NewColor> {
  static constexpr Enumeration value{"color", kNewColorNames};
};

#define SIVO_TEST_OLD_NOTE(FIELD)                             \
  FIELD(6, text, std::string, {}, .length(0, 100), "A text.") \
  FIELD(7, color, OldColor, OldColor::kRed, , "A colour.")
SIVO_ENTITY(OldNote, kVoicemail, "note", SIVO_TEST_OLD_NOTE, "A note, as it was.")

#define SIVO_TEST_NEW_NOTE(FIELD)                                                   \
  FIELD(6, text, std::string, {}, .length(0, 100).unique(), "A text.")              \
  FIELD(7, color, NewColor, NewColor::kRed, , "A colour.")                          \
  FIELD(8, size, int64_t, 12, .indexed(), "A number.")                              \
  FIELD(9, label, std::optional<std::string>, {}, .length(0, 100), "Another text.") \
  FIELD(10, style, NewColor, NewColor::kGreen, , "Another colour.")                 \
  FIELD(11, queue_id, std::optional<Id>, {}, .refers(Kind::kQueue), "A reference.")
SIVO_ENTITY(NewNote, kVoicemail, "note", SIVO_TEST_NEW_NOTE, "A note, as it is.")

// Two fields appended, one of them with a default that an SQL text must quote.
#define SIVO_TEST_LONGER_NOTE(FIELD)                                                \
  FIELD(6, text, std::string, {}, .length(0, 100), "A text.")                       \
  FIELD(7, color, OldColor, OldColor::kRed, , "A colour.")                          \
  FIELD(8, label, std::optional<std::string>, {}, .length(0, 100), "Another text.") \
  FIELD(9, motto, std::string, "it's, \n  so DEFAULT", .length(0, 100), "A text.")  \
  FIELD(10, style, NewColor, NewColor::kGreen, , "Another colour.")
SIVO_ENTITY(LongerNote, kVoicemail, "note", SIVO_TEST_LONGER_NOTE, "A note, with more.")

#define SIVO_TEST_OTHER_NOTE(FIELD)                           \
  FIELD(6, text, std::string, {}, .length(0, 100), "A text.") \
  FIELD(8, tint, NewColor, NewColor::kGreen, , "What was the colour.")
SIVO_ENTITY(OtherNote, kVoicemail, "note", SIVO_TEST_OTHER_NOTE, "A note, with another colour.")

}  // namespace sivo

using namespace sivo;
using namespace sivo::store;
using namespace sivo::store::test;

namespace {

using TableList = std::array<const schema::Table*, 4>;
const TableList kOldTables = {&schema::table_of<Tenant>(), &schema::table_of<Queue>(),
                              &schema::table_of<AuditLog>(), &schema::table_of<OldNote>()};
const TableList kNewTables = {&schema::table_of<Tenant>(), &schema::table_of<Queue>(),
                              &schema::table_of<AuditLog>(), &schema::table_of<NewNote>()};

const TableList kLongerTables = {&schema::table_of<Tenant>(), &schema::table_of<Queue>(),
                                 &schema::table_of<AuditLog>(), &schema::table_of<LongerNote>()};
const TableList kOtherTables = {&schema::table_of<Tenant>(), &schema::table_of<Queue>(),
                                &schema::table_of<AuditLog>(), &schema::table_of<OtherNote>()};

OpenOptions with_tables(const std::string& path, const TableList& tables) {
  OpenOptions options = options_for(path);
  options.schema = Schema{.tables = tables, .version = 1, .steps = {}};
  return options;
}

struct OldFile {
  Folder folder;
  std::string path = folder.file("a.sivo");
  Id tenant{}, note{};
  World world;
  OldFile() {
    auto store = Store::open(with_tables(path, kOldTables));
    REQUIRE_MESSAGE(store.ok(), (store ? "" : store.error().message));
    REQUIRE(store->begin().ok());
    tenant = add_tenant(*store, world, "alpha");
    OldNote old;
    old.id = note = world.id();
    old.text = "hello";
    old.color = OldColor::kBlue;
    schema::Record record(old);
    REQUIRE(store->insert(TenantScope(tenant), record, world.change()).ok());
    REQUIRE(store->commit().ok());
  }
};

Result<void> rename_texts(Connection& db) {
  return db.execute("UPDATE note SET text='step ' || text", "migrate");
}
Result<void> replace_color(Connection& db) {
  return db.execute("UPDATE note SET tint=color; ALTER TABLE note DROP COLUMN color", "migrate");
}
Result<void> fail_on_purpose(Connection&) {
  return Error{Status::kMismatch, "expected a step that works, got this one", {}};
}

}  // namespace

TEST_CASE("an older file gets the new columns with their defaults and keeps its rows") {
  OldFile file;
  auto store = Store::open(with_tables(file.path, kNewTables));
  REQUIRE_MESSAGE(store.ok(), (store ? "" : store.error().message));
  auto row = store->get(TenantScope(file.tenant), schema::table_of<NewNote>(), file.note);
  REQUIRE(row.ok());
  const NewNote& note = row->as<NewNote>();
  CHECK(note.text == "hello");
  CHECK(note.color == NewColor::kBlue);
  CHECK(note.size == 12);
  CHECK_FALSE(note.label.has_value());
  CHECK(note.style == NewColor::kGreen);
  CHECK(note.version == 1);
  CHECK(store->verify()->ok());
}

TEST_CASE("a migrated file has the very schema of a new one") {
  OldFile file;
  { REQUIRE(Store::open(with_tables(file.path, kNewTables)).ok()); }
  const std::string fresh = file.folder.file("fresh.sivo");
  { REQUIRE(Store::open(with_tables(fresh, kNewTables)).ok()); }
  const auto dump = [](const std::string& path) {
    auto db = Connection::open(path, OpenMode::kReadOnly, {});
    auto owner = (*db)->prepare_owned(
        "SELECT group_concat(sql, ';') FROM (SELECT sql FROM sqlite_schema ORDER BY type,name)",
        false);
    Statement rows(owner->get());
    REQUIRE(*rows.step("read"));
    return std::string(rows.text_at(0));
  };
  CHECK(dump(file.path) == dump(fresh));
}

// Where the table's rows are in the file; a table that was copied is elsewhere.
int64_t place_of_notes(const std::string& path) {
  auto db = Connection::open(path, OpenMode::kReadOnly, {});
  REQUIRE(db.ok());
  return *(*db)->query_int("SELECT rootpage FROM sqlite_schema WHERE name='note'");
}

TEST_CASE("columns added at the end write no row, and every row has their defaults") {
  OldFile file;
  const int64_t place = place_of_notes(file.path);
  for (int i = 0; i < 2; ++i) {
    auto store = Store::open(with_tables(file.path, kLongerTables));
    REQUIRE_MESSAGE(store.ok(), (store ? "" : store.error().message));
    auto row = store->get(TenantScope(file.tenant), schema::table_of<LongerNote>(), file.note);
    REQUIRE(row.ok());
    const LongerNote& note = row->as<LongerNote>();
    CHECK(note.text == "hello");
    CHECK_FALSE(note.label.has_value());
    CHECK(note.motto == "it's, \n  so DEFAULT");
    CHECK(note.style == NewColor::kGreen);
    CHECK(store->verify()->ok());
  }
  CHECK(place_of_notes(file.path) == place);
  // Another change of the schema finds the table as it should be.
  OpenOptions options = with_tables(file.path, kLongerTables);
  options.schema.version = 2;
  { REQUIRE(Store::open(options).ok()); }
  CHECK(place_of_notes(file.path) == place);
}

TEST_CASE("a step sees old and new columns, and drops what it replaces") {
  OldFile file;
  const std::array<Step, 1> steps{Step{2, replace_color}};
  OpenOptions options = with_tables(file.path, kOtherTables);
  CHECK(Store::open(options).error().status == Status::kNewer);
  options.schema.version = 2;
  options.schema.steps = steps;
  auto store = Store::open(options);
  REQUIRE_MESSAGE(store.ok(), (store ? "" : store.error().message));
  auto row = store->get(TenantScope(file.tenant), schema::table_of<OtherNote>(), file.note);
  REQUIRE(row.ok());
  CHECK(row->as<OtherNote>().tint == NewColor::kBlue);
  CHECK(store->verify()->ok());
}

TEST_CASE("new rules hold after the migration: the wider enumeration, unique and reference") {
  OldFile file;
  auto store = Store::open(with_tables(file.path, kNewTables));
  REQUIRE(store.ok());
  REQUIRE(store->begin().ok());
  NewNote note;
  note.id = file.world.id();
  note.text = "hello";
  note.color = NewColor::kGreen;
  schema::Record record(note);
  const TenantScope scope(file.tenant);
  CHECK(store->insert(scope, record, file.world.change()).error().path == "text");
  record.as<NewNote>().text = "other";
  record.as<NewNote>().queue_id = file.world.id();
  CHECK(store->insert(scope, record, file.world.change()).error().path == "queue_id");
  record.as<NewNote>().queue_id.reset();
  CHECK(store->insert(scope, record, file.world.change()).ok());
  CHECK(store->commit().ok());
}

TEST_CASE("a file with a column or a table from the future is refused and left as it is") {
  OldFile file;
  { REQUIRE(Store::open(with_tables(file.path, kNewTables)).ok()); }
  CHECK(Store::open(with_tables(file.path, kOldTables)).error().status == Status::kNewer);
  OpenOptions fewer = with_tables(file.path, kNewTables);
  fewer.schema.tables = fewer.schema.tables.first(3);
  CHECK(Store::open(fewer).error().status == Status::kNewer);
  auto store = Store::open(with_tables(file.path, kNewTables));
  REQUIRE(store.ok());
  CHECK(store->get(TenantScope(file.tenant), schema::table_of<NewNote>(), file.note).ok());
}

TEST_CASE("a read-only open of an older file says to open it for writing once") {
  OldFile file;
  OpenOptions options = with_tables(file.path, kNewTables);
  options.is_read_only = true;
  CHECK(Store::open(options).error().status == Status::kReadOnly);
}

TEST_CASE("a step runs once, after the tables, and not on a new file") {
  OldFile file;
  const std::array<Step, 1> steps{Step{2, rename_texts}};
  OpenOptions options = with_tables(file.path, kNewTables);
  options.schema.version = 2;
  options.schema.steps = steps;
  for (int i = 0; i < 2; ++i) {
    auto store = Store::open(options);
    REQUIRE(store.ok());
    auto row = store->get(TenantScope(file.tenant), schema::table_of<NewNote>(), file.note);
    CHECK(row->as<NewNote>().text == "step hello");
  }
  CHECK(Store::open(with_tables(file.path, kNewTables)).error().status == Status::kNewer);
}

TEST_CASE("a step that fails leaves the old file whole") {
  OldFile file;
  const std::array<Step, 2> steps{Step{2, rename_texts}, Step{3, fail_on_purpose}};
  OpenOptions options = with_tables(file.path, kNewTables);
  options.schema.version = 3;
  options.schema.steps = steps;
  CHECK(Store::open(options).error().status == Status::kMismatch);
  auto store = Store::open(with_tables(file.path, kOldTables));
  REQUIRE(store.ok());
  auto row = store->get(TenantScope(file.tenant), schema::table_of<OldNote>(), file.note);
  CHECK(row->as<OldNote>().text == "hello");
}

TEST_CASE("the store's own tables are strict and named apart") {
  for (const OwnTable& own : kOwnTables) {
    CHECK(own.name.starts_with("store_"));
    CHECK(own.ddl.find("STRICT") != std::string_view::npos);
  }
}
