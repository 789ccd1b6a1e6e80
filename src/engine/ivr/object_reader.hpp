#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/ivr/compile.hpp"
#include "schema/json.hpp"

namespace sivo::ivr {

// Collects what the validation finds.
class Diagnostics {
 public:
  // A code that starts with E is an error. Findings past kDiagnosticsMax only count.
  void add(std::string_view code, std::string_view node, std::string field, std::string message);
  bool has_error() const { return has_error_; }
  // Errors first, each kind in the order found.
  std::vector<Diagnostic> take();

 private:
  std::vector<Diagnostic> found_;
  bool has_error_ = false;
};

// One more step of a JSON pointer (RFC 6901).
std::string pointer(std::string_view path, std::string_view member);
std::string pointer(std::string_view path, size_t index);

// "a string", "an object" …
std::string_view json_type_text(const schema::Json& json);

struct IntegerRule {
  int64_t min = 0;
  int64_t max = 0;
  int64_t otherwise = 0;
};

// Reads the members of one object of a flow document by the rules of its schema. What does not fit
// is reported as E101 and the default taken, so that one pass finds everything.
class ObjectReader {
 public:
  // All borrowed for the reader's life.
  ObjectReader(const schema::Json& object, std::string path, std::string_view node,
               Diagnostics& diagnostics);

  // The member, null when absent; it then counts as known.
  const schema::Json* take(std::string_view name);
  const schema::Json* take_required(std::string_view name);
  bool boolean(std::string_view name, bool otherwise);
  int64_t integer(std::string_view name, const IntegerRule& rule);
  // Plain text of at most `size_max` code points; empty when absent.
  std::string text(std::string_view name, size_t size_max);
  // Text in which templates will be allowed: {{ is refused in this version, \{{ is a literal {{.
  std::string template_text(std::string_view name, size_t size_max);
  // DTMF keys.
  std::string keys(std::string_view name, size_t size_max, std::string_view otherwise);
  // The index of the text among the choices.
  size_t choice(std::string_view name, std::span<const std::string_view> choices, size_t otherwise);
  // Reports the members nobody took.
  void finish();

  void fail(std::string_view name, std::string message);
  void report(std::string_view code, std::string_view name, std::string message);
  std::string path_of(std::string_view name) const { return pointer(path_, name); }
  std::string_view node() const { return node_; }
  Diagnostics& diagnostics() { return diagnostics_; }

 private:
  const schema::Json& object_;
  std::string path_;
  std::string_view node_;
  Diagnostics& diagnostics_;
  std::vector<bool> taken_;
};

// A template text made literal, or empty with E131 reported.
std::string read_template(const std::string& text, std::string path, std::string_view node,
                          Diagnostics& diagnostics);

}  // namespace sivo::ivr
