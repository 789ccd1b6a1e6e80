#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "schema/json.hpp"
#include "schema/record.hpp"

namespace sivo::schema {

// What a whole record must satisfy; single fields are checked by Record::set.
// Creation: every required field is given and read-only ones are not.
Result<void> check_create(const Record& record);
// An update: no read-only field, no sealed field (id and tenant_id may be given; the store
// compares).
Result<void> check_update(const Record& record);
// What must hold between the fields of a whole row (a policy's scope and its resource).
// check_create includes it; after an update the store asks it of the merged row.
Result<void> check_together(const Record& record);
// Fills in at creation what follows from other fields (a tenant's sip_domain from its slug).
void complete_create(Record& record);

// The enumerator of a name or of an alias (whose case, and '_', ' ' or '-', do not matter).
std::optional<uint8_t> find_enumerator(const Enumeration& enumeration, std::string_view text);

// Parses a JSON object into a record of that table; unknown keys are refused. Only the keys present
// are marked given. An error's path is the field, with the place inside JSON fields
// ("hours.mon[0].open").
Result<Record> parse_record(const Table& table, std::string_view json);
Result<Record> read_record(const Table& table, const Json& object);
// The same over an existing record.
Result<void> read_into(Record& record, const Json& object);

// What a secret looks like from outside. Read back, it means "as it is", so an exported record may
// be written again.
inline constexpr std::string_view kSecretMask = "***";

// Renders every field but secrets (shown as null when unset and "***" when set), in declaration
// order.
void render_record(std::string& out, const Table& table, const void* object);
std::string render_record(const Record& record);
Json to_json(const Record& record);
// One value as JSON.
void render_value(std::string& out, const Field& field, const Value& value);

// DDL: CREATE TABLE … STRICT and its indexes, ';' separated.
std::string table_ddl(const Table& table);

// include/sivo/schema.h as text; tests compare it with the committed file.
std::string generate_c_header();
// The reference tables of the docs (docs beside the code: src/schema/REFERENCE.md).
std::string generate_reference();

}  // namespace sivo::schema
