#include "schema/generate_names.hpp"
#include "schema/walk.hpp"

namespace sivo::schema {
namespace {

constexpr std::string_view kOpening = R"(# Records

Generated from the tables of this folder by the target schema-gen and committed; do not edit.
Every record has a kind, and fields with a number, a name and a type. Rows of the file carry the
five standard fields first. A secret goes in and comes out as "***" when set, null when not.
)";

std::string cell(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '|') out += '\\';
    out += c;
  }
  return out;
}

void append_table(std::string& out, const Table& table) {
  out += "\n### " + std::string(table.name) + " (kind " +
         std::to_string(static_cast<unsigned>(table.kind)) + ")\n\n";
  out += std::string(table.doc) + "\n";
  if (table.fields.empty()) return;
  out += "\n| # | field | type | rules | |\n|---|---|---|---|---|\n";
  for (const Field& field : table.fields) {
    out += "| " + std::to_string(field.number) + " | `" + std::string(field.name) + "` | " +
           cell(describe_type(table, field)) + " | " + cell(describe_rules(field)) + " | " +
           cell(field.doc) + " |\n";
  }
}

}  // namespace

std::string generate_reference() {
  std::string out(kOpening);
  for (const Class cls : {Class::kEntity, Class::kHistory, Class::kLive, Class::kInput,
                          Class::kAction, Class::kEventData, Class::kReport}) {
    out += "\n## " + std::string(class_title(cls)) + "\n";
    for (const Table* table : all_tables()) {
      if (table->cls == cls) append_table(out, *table);
    }
  }
  return out;
}

}  // namespace sivo::schema
