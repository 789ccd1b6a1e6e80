#include "schema/record.hpp"

#include "capi/argument.hpp"
#include "capi/barrier.hpp"
#include "schema/walk.hpp"

using namespace sivo;
using namespace sivo::capi;

namespace {

// Makes a handle in *out around what `make`, a lambda that returns Result<Record>, gives.
template <class Make>
int32_t new_record(sivo_record** out, sivo_error** err, Make&& make) noexcept {
  if (out == nullptr) return refuse_handle(err, "out");
  *out = nullptr;
  return guarded(err, [&]() -> Result<void> {
    auto handle = std::make_unique<sivo_record>();
    Result<schema::Record> made = make();
    if (!made) return made.take_error();
    handle->record.emplace(std::move(*made));
    *out = handle.release();
    return {};
  });
}

// The field's description and value; the description is null when there is no such field.
struct Place {
  const schema::Field* field = nullptr;
  schema::Value value;
};

Place look_up(const sivo_record* handle, uint16_t number) {
  if (!is_live(handle)) return {};
  const schema::Record& record = *handle->record;
  const int found = record.table().index_of(number);
  if (found < 0) return {};
  const auto index = static_cast<size_t>(found);
  return {&record.table().fields[index], record.get(index)};
}

std::string_view enumerator(const schema::Field& field, const schema::Value& value) {
  const auto* index = std::get_if<int64_t>(&value);
  if (index == nullptr) return {};
  const auto names = field.enumeration->values;
  const auto at = static_cast<size_t>(*index);
  return at < names.size() ? names[at] : std::string_view{};
}

// The text that _str lends, which a NUL follows; its data is null when the field has none.
std::string_view text_at(const Place& place) {
  if (place.field == nullptr) return {};
  if (place.field->type == schema::Type::kEnum) return enumerator(*place.field, place.value);
  const auto* text = std::get_if<std::string_view>(&place.value);
  if (text == nullptr) return {};
  const bool is_masked = place.field->is_secret && !text->empty();
  return is_masked ? schema::kSecretMask : *text;
}

int32_t set_field(sivo_record* handle, uint16_t number, const schema::Value& value,
                  sivo_error** err) noexcept {
  if (!is_live(handle)) return refuse_handle(err, "record");
  return guarded(err, [&]() -> Result<void> {
    schema::Record& record = *handle->record;
    const int index = record.table().index_of(number);
    if (index >= 0) return record.set(static_cast<size_t>(index), value);
    return invalid("field", "expected a field of " + std::string(record.table().name) +
                                ", got the number " + std::to_string(number));
  });
}

}  // namespace

const char* sivo_kind_name(uint16_t kind) {
  const schema::Table* table = schema::find_table(static_cast<Kind>(kind));
  return table != nullptr ? table->name.data() : "";
}

int32_t sivo_record_new(uint16_t kind, sivo_record** out, sivo_error** err) {
  return new_record(out, err, [&]() -> Result<schema::Record> {
    auto table = table_of_kind(kind);
    if (!table) return table.take_error();
    return schema::Record(**table);
  });
}

int32_t sivo_record_from_json(uint16_t kind, const char* json, size_t size, sivo_record** out,
                              sivo_error** err) {
  return new_record(out, err, [&]() -> Result<schema::Record> {
    auto table = table_of_kind(kind);
    if (!table) return table.take_error();
    if (json == nullptr) return invalid("json", "expected a JSON object, got NULL");
    return schema::parse_record(**table, {json, size});
  });
}

int32_t sivo_record_json(sivo_record* record, const char** json, size_t* size, sivo_error** err) {
  if (json != nullptr) *json = nullptr;
  if (size != nullptr) *size = 0;
  if (!is_live(record)) return refuse_handle(err, "record");
  if (json == nullptr) return refuse_handle(err, "json");
  return guarded(err, [&]() -> Result<void> {
    std::string text = schema::render_record(*record->record);
    record->json = std::move(text);
    *json = record->json.c_str();
    if (size != nullptr) *size = record->json.size();
    return {};
  });
}

int32_t sivo_record_copy(const sivo_record* record, sivo_record** out, sivo_error** err) {
  return new_record(out, err, [&]() -> Result<schema::Record> {
    if (!is_live(record)) return invalid("record", "expected a record, got NULL or another handle");
    return schema::Record(*record->record);
  });
}

void sivo_record_free(sivo_record* record) {
  if (!is_live(record) || record->is_in_list) return;
  std::unique_ptr<sivo_record>(record).reset();
}

uint16_t sivo_record_kind(const sivo_record* record) {
  return is_live(record) ? static_cast<uint16_t>(record->record->kind()) : uint16_t{0};
}

int32_t sivo_record_has(const sivo_record* record, uint16_t field) {
  const Place place = look_up(record, field);
  return place.field != nullptr && !schema::is_null(place.value) ? 1 : 0;
}

const char* sivo_record_str(const sivo_record* record, uint16_t field, size_t* size) {
  const std::string_view text = text_at(look_up(record, field));
  if (size != nullptr) *size = text.size();
  return text.data();
}

int64_t sivo_record_int(const sivo_record* record, uint16_t field) {
  const Place place = look_up(record, field);
  if (const auto* number = std::get_if<int64_t>(&place.value)) return *number;
  const auto* flag = std::get_if<bool>(&place.value);
  return flag != nullptr && *flag ? 1 : 0;
}

double sivo_record_real(const sivo_record* record, uint16_t field) {
  const Place place = look_up(record, field);
  if (const auto* real = std::get_if<double>(&place.value)) return *real;
  const bool is_int = place.field != nullptr && place.field->type == schema::Type::kInt;
  const auto* number = std::get_if<int64_t>(&place.value);
  return is_int && number != nullptr ? static_cast<double>(*number) : 0.0;
}

int32_t sivo_record_bool(const sivo_record* record, uint16_t field) {
  const Place place = look_up(record, field);
  const auto* flag = std::get_if<bool>(&place.value);
  return flag != nullptr && *flag ? 1 : 0;
}

sivo_id sivo_record_id(const sivo_record* record, uint16_t field) {
  const Place place = look_up(record, field);
  const auto* id = std::get_if<Id>(&place.value);
  return id != nullptr ? from_id(*id) : sivo_id{};
}

int32_t sivo_record_set_str(sivo_record* record, uint16_t field, const char* text, size_t size,
                            sivo_error** err) {
  if (text == nullptr) return set_field(record, field, schema::Value{}, err);
  return set_field(record, field, std::string_view(text, size), err);
}

int32_t sivo_record_set_int(sivo_record* record, uint16_t field, int64_t value, sivo_error** err) {
  return set_field(record, field, value, err);
}

int32_t sivo_record_set_real(sivo_record* record, uint16_t field, double value, sivo_error** err) {
  return set_field(record, field, value, err);
}

int32_t sivo_record_set_bool(sivo_record* record, uint16_t field, int32_t value, sivo_error** err) {
  return set_field(record, field, value != 0, err);
}

int32_t sivo_record_set_id(sivo_record* record, uint16_t field, sivo_id value, sivo_error** err) {
  return set_field(record, field, to_id(value), err);
}
