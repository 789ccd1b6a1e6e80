#include "schema/generate_names.hpp"

#include "schema/check.hpp"
#include "schema/record.hpp"
#include "schema/walk.hpp"

namespace sivo::schema {
namespace {

bool is_zero(const Value& value) {
  if (is_null(value)) return true;
  if (const auto* id = std::get_if<Id>(&value)) return id->is_nil();
  const auto* text = std::get_if<std::string_view>(&value);
  return text != nullptr && text->empty();
}

// Times start at the epoch, which says nothing.
std::string default_text(const Table& table, const Field& field) {
  if (field.is_required || field.is_read_only || field.type == Type::kTime) return {};
  const Record fresh(table);
  const Value value = field.get(fresh.object());
  if (is_zero(value)) return {};
  std::string out = ", default ";
  render_value(out, field, value);
  return out;
}

std::string refers_text(const Field& field) {
  const Table* target = find_table(field.reference);
  SIVO_ASSERT(target != nullptr);
  const std::string out = "refers to " + std::string(target->name);
  if (field.is_history) return out + ", which may be gone";
  switch (field.on_delete) {
    case OnDelete::kRestrict:
      return out + ", which stays while referred to";
    case OnDelete::kSetNull:
      return out + ", null when that goes";
    case OnDelete::kCascade:
      return out + ", goes with that";
  }
  return out;
}

}  // namespace

std::string constant_name(std::string_view name) {
  std::string out;
  for (const char c : name) {
    if (c >= 'a' && c <= 'z') out += static_cast<char>(c - 'a' + 'A');
    else out += (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ? c : '_';
  }
  return out;
}

std::string describe_type(const Table& table, const Field& field) {
  std::string out = describe_expected(field);
  if (field.is_nullable) out += ", or null";
  return out + default_text(table, field);
}

std::string describe_rules(const Field& field) {
  std::string out;
  const auto add = [&](bool is_so, std::string_view what) {
    if (is_so) out.append(out.empty() ? "" : "; ").append(what);
  };
  add(field.is_required, "required");
  add(field.is_read_only, "read-only");
  add(field.is_sealed, "sealed at creation");
  add(field.is_secret, "secret");
  add(field.is_personal, "personal data");
  add(field.is_unique, "unique in the tenant");
  add(field.is_unique_in_file, "unique in the file");
  if (field.reference != Kind::kNone) add(true, refers_text(field));
  if (!field.alias.empty()) add(true, "on input also `" + std::string(field.alias) + "`");
  return out;
}

std::string_view class_title(Class cls) {
  switch (cls) {
    case Class::kEntity:
      return "Entities: rows that users create, read, change and remove";
    case Class::kHistory:
      return "History: rows that the library writes and users read";
    case Class::kLive:
      return "Live state: rows that the core keeps for itself";
    case Class::kInput:
      return "Inputs: what happened, from the host";
    case Class::kAction:
      return "Actions: what the host is to do";
    case Class::kEventData:
      return "Data of events: what became true";
    case Class::kReport:
      return "Reports";
  }
  return "";
}

}  // namespace sivo::schema
