#include <bit>

#include "core/bytes.hpp"
#include "core/trace_record.hpp"

namespace sivo::core {
namespace {

using schema::Type;
using schema::Value;

void append_value(std::string& out, const Value& value) {
  out += static_cast<char>(value.index());
  switch (value.index()) {
    case 1:
      out += std::get<bool>(value) ? '\1' : '\0';
      break;
    case 2:
      put_signed(out, std::get<int64_t>(value));
      break;
    case 3:
      put_fixed(out, std::bit_cast<uint64_t>(std::get<double>(value)), 8);
      break;
    case 4:
      put_text(out, std::get<std::string_view>(value));
      break;
    case 5: {
      const Id& id = std::get<Id>(value);
      out.append(reinterpret_cast<const char*>(id.bytes.data()), id.bytes.size());
      break;
    }
    default:
      break;
  }
}

std::optional<Value> read_value(ByteReader& in) {
  const auto index = in.fixed(1);
  if (!index) return std::nullopt;
  switch (*index) {
    case 0:
      return Value{};
    case 1: {
      const auto flag = in.fixed(1);
      return flag ? std::optional<Value>(*flag != 0) : std::nullopt;
    }
    case 2: {
      const auto number = in.number();
      return number ? std::optional<Value>(*number) : std::nullopt;
    }
    case 3: {
      const auto bits = in.fixed(8);
      return bits ? std::optional<Value>(std::bit_cast<double>(*bits)) : std::nullopt;
    }
    case 4: {
      const auto text = in.text();
      return text ? std::optional<Value>(*text) : std::nullopt;
    }
    case 5: {
      const auto raw = in.raw(16);
      if (!raw) return std::nullopt;
      Id id;
      std::copy(raw->begin(), raw->end(), id.bytes.begin());
      return Value(id);
    }
    default:
      return std::nullopt;
  }
}

// Whether the value may go straight into the member; everything else would be a damaged trace.
bool fits(const schema::Field& field, const Value& value) {
  switch (value.index()) {
    case 0:
      return field.is_nullable;
    case 1:
      return field.type == Type::kBool;
    case 2:
      if (field.type == Type::kEnum) {
        const int64_t index = std::get<int64_t>(value);
        return index >= 0 && static_cast<size_t>(index) < field.enumeration->values.size();
      }
      return field.type == Type::kInt || field.type == Type::kTime;
    case 3:
      return field.type == Type::kReal;
    case 4:
      return field.type == Type::kText || field.type == Type::kJson || field.type == Type::kBytes;
    default:
      return field.type == Type::kId;
  }
}

Error damaged() { return Error{Status::kMismatch, "the trace is damaged: not a record", {}}; }

}  // namespace

void append_record(std::string& out, const Record& record) {
  put_fixed(out, static_cast<uint16_t>(record.kind()), 2);
  const auto fields = record.table().fields;
  size_t given = 0;
  for (size_t i = 0; i < fields.size(); ++i) given += record.is_given(i);
  put_varint(out, given);
  for (size_t i = 0; i < fields.size(); ++i) {
    if (!record.is_given(i)) continue;
    put_varint(out, fields[i].number);
    append_value(out, record.get(i));
  }
}

Result<Record> read_record(ByteReader& in) {
  const auto kind = in.fixed(2);
  const schema::Table* table = kind ? schema::find_table(static_cast<Kind>(*kind)) : nullptr;
  if (!table) return damaged();
  Record record(*table);
  record.mark_none_given();
  const auto count = in.varint();
  if (!count || *count > schema::kFieldsMax) return damaged();
  for (uint64_t i = 0; i < *count; ++i) {
    const auto number = in.varint();
    const auto value = number ? read_value(in) : std::nullopt;
    const int index = value ? table->index_of(static_cast<uint16_t>(*number)) : -1;
    if (index < 0) return damaged();
    const schema::Field& field = table->fields[static_cast<size_t>(index)];
    if (!fits(field, *value)) return damaged();
    field.set(record.object(), *value);
    record.mark_given(static_cast<size_t>(index));
  }
  return record;
}

}  // namespace sivo::core
