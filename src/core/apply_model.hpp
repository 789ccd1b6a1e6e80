#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/core.hpp"
#include "schema/json.hpp"

// What a whole-tenant document is made of. Order of a document's life: read (text to rows), bind
// (references to names, names to stored rows), plan (what differs), write (inside one group).
namespace sivo::core::document {

using schema::Json;
using schema::Table;

inline constexpr size_t kRowsMax = 100'000;         // of one resource in a document
inline constexpr size_t kStandardFields = 5;        // id … version: never in a document
inline constexpr size_t kDiffValueBytesMax = 4096;  // a longer value is shown as its size
inline constexpr size_t kWarningsMax = 1000;        // of one report
inline constexpr char kKeySeparator =
    '\x1f';  // in no text of a row: control characters are refused

// One list of a document: the rows of a table under the table's name in the plural.
struct Resource {
  std::string_view name;
  Kind kind;
  std::span<const std::string_view> key;  // the fields that name a row
  // References among the rows themselves must not close a circle: all are cut before one is set.
  bool is_chain = false;
  // The field that may be set only together with a reference to the own table, and whose default
  // makes the reference count for nothing.
  std::string_view goes_with_own = {};
  bool is_exported = true;

  const Table& table() const { return *schema::find_table(kind); }
};

extern const Resource kTenants;         // the object "tenant"
extern const Resource kConfigurations;  // the object "configuration"

// In the order of creation: what a row refers to comes before it, but for its own kind.
std::span<const Resource> resources();
const Resource* resource_of(Kind kind);  // null where a document has no such list

// The kind a reference field names; kNone where it is no reference that a document can name. What a
// policy is about depends on its scope.
Kind target_of(const Record& row, size_t field);
bool is_reference(const schema::Field& field);
// "trunk_id" is written "trunk" when it holds a name.
std::string_view alias_of(const schema::Field& field);
// Whether a document may write the field.
bool is_writable(const schema::Field& field, size_t index);
size_t field_of(const Table& table, std::string_view name);
void set_id(Record& row, size_t index, const Id& id);
Id id_of(const Record& row);

// A key as people read it: "sales/ana@acme.example".
std::string label_of(std::string_view key);
// The same for a message, where the names of people and phone numbers have no place.
std::string shown_name(const Resource& resource, std::string_view key);
// A value as JSON; secrets as their mask.
Json json_of(const schema::Field& field, const schema::Value& value);
// Compact text with sorted keys: equal for equal content.
std::string canonical(const Json& json);

// A reference as the document writes it.
struct Reference {
  size_t field = 0;
  Kind target = Kind::kNone;
  std::string_view spelling;       // the document's key, borrowed from the row's object
  std::optional<Id> id;            // given by id; becomes the name
  std::optional<std::string> key;  // the target's; neither = null
};

struct Row {
  const Resource* resource = nullptr;
  std::optional<size_t> index;   // in its list; none for the objects tenant and configuration
  const Json* object = nullptr;  // owned by the Document
  Record record;                 // the given fields but for the references
  std::vector<Reference> references;
  const Json* flow = nullptr;  // an ivr_flow's contents (null: none active), owned by the Document
  std::string key;

  std::string path() const;
  // A path of the record as the document spells it: "trunk_id" is "dids[0].trunk".
  Error located(Error error) const;
  const Reference* reference(size_t field) const;
};

struct Listing {
  const Resource* resource = nullptr;
  bool is_listed = false;  // the document has it, maybe empty
  std::vector<Row> rows;
  std::map<std::string, size_t, std::less<>> by_key;
};

// Rows borrow from the JSON below them, so a Document moves but is not copied.
struct Document {
  std::unique_ptr<Json> json;
  std::vector<Row> objects;       // the tenant, and the configuration if given
  std::vector<Listing> listings;  // one for each resource, in its order

  const Row& tenant() const { return objects.front(); }
  const Listing* listing(Kind kind) const;
};

// Another version of a flow becomes the active one, or none.
struct FlowChange {
  std::optional<int64_t> from;  // the active version
  std::optional<int64_t> to;
  Record version;  // to create; where none becomes active, the one that was, to update
};

// What is to be done about one row.
struct Step {
  const Row* row = nullptr;
  enum class Change : uint8_t { kNone, kCreate, kUpdate } change = Change::kNone;
  Id id;                       // nil until it is created
  std::vector<size_t> fields;  // those to write
  Json diff = Json::object();
  std::optional<FlowChange> flow;
};

// What is taken but looks wrong.
struct Warning {
  std::string path;
  std::string message;
};

struct Going {
  const Resource* resource = nullptr;
  std::string key;
  Id id;
};

struct Plan {
  std::vector<Step> steps;
  std::vector<Going> going;  // in the order of removal

  bool is_empty() const;
};

}  // namespace sivo::core::document
