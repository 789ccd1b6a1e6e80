#pragma once

#include <optional>
#include <string_view>

#include "base/assert.hpp"
#include "engine/ivr/scope.hpp"

namespace sivo::ivr::testing {

inline schema::Json json(std::string_view text) {
  auto parsed = schema::Json::parse(text);
  SIVO_ASSERT(parsed.ok());
  return std::move(*parsed);
}

// The members of a JSON object are the names.
class JsonScope : public Scope {
 public:
  explicit JsonScope(std::string_view object) : values_(json(object)) {}

  const schema::Json* find(std::string_view name, schema::Json&) const override {
    return values_.find(name);
  }
  const schedule::Zone* zone() const override { return zone_ ? &*zone_ : nullptr; }
  void set_zone(std::string_view name) { zone_ = *schedule::Zone::find(name); }

 private:
  schema::Json values_;
  std::optional<schedule::Zone> zone_;
};

}  // namespace sivo::ivr::testing
