#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "engine/ivr/pattern.hpp"
#include "schema/json.hpp"

namespace sivo::ivr {

// How two values compare, in conditions and switch cases.
enum class CompareOp : uint8_t {
  kEq,
  kNe,
  kLt,
  kLe,
  kGt,
  kGe,
  kContains,  // a text in a text, an item in an array
  kStartsWith,
  kEndsWith,
  kMatches,  // Comparison::pattern, the whole text
  kIn,       // an item of an array or of a list with commas
  kExists,   // null exists
  kEmpty,    // missing, null, "", [] or {}
  kTruthy,   // true, a number but zero, a text but "", "false", "0" and "no"; nothing else
};
std::optional<CompareOp> parse_compare_op(std::string_view name);
std::string_view compare_op_name(CompareOp op);
bool is_unary(CompareOp op);  // reads no right side

enum class CompareAs : uint8_t {
  // By number when both sides are JSON numbers or look like one (decimal.hpp: "0034" does not),
  // else by text. An order between a number and a text that is none is false.
  kAuto,
  kString,
  kNumber,   // texts that are written as a JSON number count, also with zeros in front
  kBoolean,  // by kTruthy; false comes before true
  kDate,     // RFC 3339, or a date alone, which is its midnight UTC; what is none has no order
};
std::optional<CompareAs> parse_compare_as(std::string_view name);

struct Comparison {
  CompareOp op = CompareOp::kEq;
  CompareAs as = CompareAs::kAuto;
  bool is_case_sensitive = false;  // else Unicode's simple folding
  std::optional<Pattern> pattern;  // of kMatches, compiled with the same case rule
};

enum class Verdict : uint8_t {
  kFalse,
  kTrue,
  kNotNumber,  // kNumber, and a side that is there is none
};

// A null pointer is a missing side: false but for `ne`, `empty`, which are true.
Verdict compare(const Comparison& comparison, const schema::Json* left, const schema::Json* right);

bool is_truthy(const schema::Json* value);
bool is_empty(const schema::Json* value);

}  // namespace sivo::ivr
