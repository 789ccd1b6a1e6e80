#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "engine/schedule/zone.hpp"
#include "schema/json.hpp"

namespace sivo::ivr {

// What names mean to a template: reserved names, then session variables, then declared defaults.
class Scope {
 public:
  virtual ~Scope() = default;

  // The value of a first name, null when it is missing. `room` is storage for a value made on the
  // spot (now, attempt, nodes); what is returned lives as long as the scope or `room`.
  virtual const schema::Json* find(std::string_view name, schema::Json& room) const = 0;
  // The clock of `date` filters that name no zone; null is UTC.
  virtual const schedule::Zone* zone() const { return nullptr; }
};

// What rendering tells the trace and its caller. It grows over several templates of one node visit.
struct RenderNotes {
  static constexpr size_t kNamesMax = 16;

  std::vector<std::string> undefined;  // paths that were missing, each once
  std::vector<std::string> unfit;      // filters that left a value of the wrong kind as it was
  bool is_truncated = false;
  bool has_error = false;  // the text must not be used
  std::string error;       // of the first failure; holds no value of a variable

  void add_undefined(std::string_view path) { add(undefined, path); }
  void add_unfit(std::string_view filter) { add(unfit, filter); }
  void fail(std::string_view message) {
    if (!has_error) error = message;
    has_error = true;
  }
  void merge(const RenderNotes& other) {
    for (const std::string& name : other.undefined) add_undefined(name);
    for (const std::string& name : other.unfit) add_unfit(name);
    is_truncated |= other.is_truncated;
    if (other.has_error) fail(other.error);
  }

 private:
  static void add(std::vector<std::string>& names, std::string_view name) {
    if (names.size() >= kNamesMax) return;
    if (std::find(names.begin(), names.end(), name) == names.end()) names.emplace_back(name);
  }
};

}  // namespace sivo::ivr
