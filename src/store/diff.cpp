#include "store/diff.hpp"

#include "schema/json.hpp"
#include "schema/walk.hpp"
#include "store/rows.hpp"

namespace sivo::store {
namespace {

using schema::Field;
using schema::Value;

void render(std::string& out, const Field& field, const Value& value) {
  if (schema::is_null(value)) out += "null";
  else if (field.is_secret) schema::append_json_string(out, schema::kSecretMask);
  else schema::render_value(out, field, value);
}

}  // namespace

std::string diff_of(const schema::Table& table, const void* from, const void* to) {
  std::string out = "{";
  for (size_t i = kStandardFields; i < table.fields.size(); ++i) {
    const Field& field = table.fields[i];
    const Value before = from == nullptr ? Value{} : field.get(from);
    const Value after = to == nullptr ? Value{} : field.get(to);
    if (before == after) continue;
    if (out.size() > 1) out += ',';
    schema::append_json_string(out, field.name);
    out += ":{\"from\":";
    render(out, field, before);
    out += ",\"to\":";
    render(out, field, after);
    out += '}';
  }
  return out + "}";
}

}  // namespace sivo::store
