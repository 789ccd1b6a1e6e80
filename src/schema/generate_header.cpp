#include <set>

#include "schema/generate_names.hpp"
#include "schema/walk.hpp"

namespace sivo::schema {
namespace {

constexpr size_t kColumns = 100;

constexpr std::string_view kOpening = R"(/*
 * Kinds and field numbers of every record of libsivo.
 *
 * Generated from src/schema by the target schema-gen and committed; do not edit. Numbers are
 * for ever: fields and kinds are added, never renumbered, so old programs keep working.
 *
 * A record is read and written by the numbers below, and is JSON by the names beside them. Text is
 * UTF-8 without control characters, its length counted in characters; a time is an integer, the
 * microseconds since 1970-01-01T00:00:00Z, and RFC 3339 in JSON; an enumeration is its name; a JSON
 * document is its text.
 */
#ifndef SIVO_SCHEMA_H
#define SIVO_SCHEMA_H
)";

// One space separates words in a comment, and a comment cannot end early.
std::string comment_safe(std::string text) {
  for (size_t at = text.find("*/"); at != std::string::npos; at = text.find("*/")) {
    text.insert(at + 1, " ");
  }
  return text;
}

// A comment broken at spaces so that no line is longer than a screen.
std::string comment(const std::string& text) {
  std::string out, line = "/*";
  std::string_view rest = text;
  while (!rest.empty()) {
    const size_t end = rest.find(' ');
    const std::string_view word = rest.substr(0, end);
    if (line.size() + 1 + word.size() > kColumns - 3) {
      out += line + '\n';
      line = "  ";
    }
    line.append(" ").append(word);
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
  }
  return out + line + " */\n";
}

std::string define(const std::string& name, unsigned number) {
  return "#define " + name + " " + std::to_string(number) + "\n";
}

void append_kinds(std::string& out) {
  out += "\n/* ── Kinds ── */\n\n";
  for (const Table* table : all_tables()) {
    out += comment(comment_safe(std::string(table->doc)));
    out += define("SIVO_KIND_" + constant_name(table->name), static_cast<unsigned>(table->kind));
  }
}

std::string field_comment(const Table& table, const Field& field) {
  std::string out(field.doc);
  out += " [" + std::string(field.name) + ": " + describe_type(table, field);
  if (const std::string rules = describe_rules(field); !rules.empty()) out += "; " + rules;
  return comment(comment_safe(out + "]"));
}

// A table's and a field's name may join to the name of another pair (call + hangup_cause,
// call_hangup + cause). The pair of the later kind then keeps two underscores.
std::string field_constant(const Table& table, const Field& field, std::set<std::string>& taken) {
  const std::string prefix = "SIVO_" + constant_name(table.name) + "_";
  std::string name = prefix + constant_name(field.name);
  if (!taken.insert(name).second) {
    name = prefix + "_" + constant_name(field.name);
    SIVO_ASSERT(taken.insert(name).second);
  }
  return name;
}

void append_table(std::string& out, const Table& table, std::set<std::string>& taken) {
  out += "\n/* ── " + std::string(table.name) + " ── */\n\n";
  for (const Field& field : table.fields) {
    out += field_comment(table, field);
    out += define(field_constant(table, field, taken), field.number);
  }
}

}  // namespace

std::string generate_c_header() {
  std::string out(kOpening);
  append_kinds(out);
  std::set<std::string> taken;
  for (const Table* table : all_tables()) append_table(out, *table, taken);
  out += "\n#endif /* SIVO_SCHEMA_H */\n";
  return out;
}

}  // namespace sivo::schema
