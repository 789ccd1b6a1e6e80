#pragma once

#include <string>

#include "schema/record.hpp"
#include "schema/rules.hpp"

namespace sivo::schema {

inline constexpr std::string_view kSampleId = "0192f0c1-2345-7abc-8def-0123456789ab";

// A text that a rule accepts.
inline std::string sample_of(TextRule rule) {
  struct Sample {
    TextRule rule;
    std::string_view text;
  };
  static constexpr Sample kSamples[] = {
      {rules::slug, "acme-spain"},
      {rules::domain, "acme.example.com"},
      {rules::host, "sip.example.com"},
      {rules::email, "ana@example.com"},
      {rules::extension, "1001"},
      {rules::e164, "+34911234567"},
      {rules::timezone, "Europe/Paris"},
      {rules::language, "de"},
      {rules::url, "https://a.example/x"},
      {rules::url_or_auto, "auto"},
      {rules::url_or_host, "a.example.com"},
      {rules::uri, "file:///a.wav"},
      {rules::token, "call.ended"},
      {rules::cause, "USER_BUSY"},
      {rules::dtmf, "5"},
      {rules::color, "#00ff7f"},
      {rules::ip_address, "192.0.2.7"},
  };
  for (const Sample& sample : kSamples) {
    if (sample.rule == rule) return std::string(sample.text);
  }
  SIVO_ASSERT(rule == nullptr);
  return {};
}

inline std::string sample_of(JsonRule rule) {
  struct Sample {
    JsonRule rule;
    std::string_view json;
  };
  static constexpr Sample kSamples[] = {
      {rules::hours, R"({"mon":{"open":"09:00","close":"18:00"},"sun":null})"},
      {rules::holidays, R"(["2026-12-25"])"},
      {rules::exceptions,
       R"([{"date":"2026-12-24","intervals":[{"open":"09:00","close":"14:00"}]}])"},
      {rules::cidrs, R"(["192.0.2.0/24","2001:db8::1"])"},
      {rules::segments, R"([{"speaker":"agent","start":0,"end":1.5,"text":"Hola"}])"},
      {rules::skills, R"({"english":7})"},
      {rules::variables, R"({"order_no":"007","total":12345678901234567890})"},
      {rules::transfers, R"([{"to":"queue"}])"},
      {rules::node_ids, R"(["hours","main"])"},
      {rules::flow_nodes, R"([{"id":"a","type":"hangup"}])"},
      {rules::texts, R"(["one"])"},
      {rules::event_types, R"(["call.*"])"},
      {rules::retry_delays, "[5,30]"},
      {rules::roles, R"(["admin"])"},
      {rules::text_map, R"({"direction":"inbound"})"},
      {rules::old_secrets, R"([{"secret":"s","expires_at":"2026-01-01T00:00:00.000Z"}])"},
      {rules::user_mappings, R"([{"user":"a"}])"},
      {rules::any_object, R"({"a":{"from":1,"to":2}})"},
  };
  for (const Sample& sample : kSamples) {
    if (sample.rule == rule) return std::string(sample.json);
  }
  SIVO_ASSERT(rule == nullptr);
  return "{}";
}

// A legal JSON value of a field that is not its default, where there is one.
inline std::string sample_json(const Field& field) {
  std::string out;
  switch (field.type) {
    case Type::kBool:
      return "true";
    case Type::kInt:
      return std::to_string(field.max == INT64_MAX ? 7 : field.max);
    case Type::kReal:
      return field.real_max == 0 ? "2.5" : std::to_string(field.real_max);
    case Type::kId:
      append_json_string(out, kSampleId);
      return out;
    case Type::kTime:
      return "\"2026-11-21T09:30:00.123Z\"";
    case Type::kEnum:
      append_json_string(out, field.enumeration->values.back());
      return out;
    case Type::kJson:
      return sample_of(field.json_rule);
    case Type::kBytes:
      return '"' + std::string(static_cast<size_t>(field.length_max()) * 2, 'a') + '"';
    case Type::kText:
      break;
  }
  std::string text = sample_of(field.text_rule);
  if (text.empty()) text.assign(static_cast<size_t>(field.min == INT64_MIN ? 1 : field.min), 'x');
  append_json_string(out, text);
  return out;
}

// A whole record of samples; only the required fields when asked so.
inline std::string sample_record(const Table& table, bool is_required_only = false) {
  std::string out = "{";
  for (const Field& field : table.fields) {
    if (is_required_only && !field.is_required) continue;
    if (out.size() > 1) out += ',';
    append_json_string(out, field.name);
    out += ':' + sample_json(field);
  }
  return out + '}';
}

inline size_t index_of(const Table& table, std::string_view name) {
  const int index = table.index_of(name);
  SIVO_ASSERT(index >= 0);
  return static_cast<size_t>(index);
}

}  // namespace sivo::schema
