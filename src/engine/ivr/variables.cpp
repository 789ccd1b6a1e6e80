#include "engine/ivr/variables.hpp"

#include <algorithm>

namespace sivo::ivr {
namespace {

using schema::Json;

template <class Variables>
auto lower_bound(Variables& variables, std::string_view name) {
  return std::lower_bound(
      variables.begin(), variables.end(), name,
      [](const auto& variable, std::string_view wanted) { return variable.first < wanted; });
}

}  // namespace

const Json* find_variable(const Flow& flow, const SessionData& data, std::string_view name) {
  const auto at = lower_bound(data.variables, name);
  if (at != data.variables.end() && at->first == name) return &at->second;
  const Variable* declared = flow.find_variable(name);
  return declared == nullptr || declared->default_value.is_null() ? nullptr
                                                                  : &declared->default_value;
}

bool set_variable(SessionData& data, const Limits& limits, std::string_view name,
                  const Json& value) {
  const size_t size = value.dump().size();
  if (size > limits.value_bytes) return false;
  const auto at = lower_bound(data.variables, name);
  const bool is_new = at == data.variables.end() || at->first != name;
  if (is_new && data.variables.size() >= limits.variables) return false;
  const size_t total = data.variables_bytes - (is_new ? 0 : at->second.dump().size()) + size;
  if (total > limits.values_bytes) return false;
  data.variables_bytes = total;
  if (is_new) {
    data.variables.emplace(at, std::string(name), value);
  } else {
    at->second = value;
  }
  return true;
}

Json public_variables(const Flow& flow, const SessionData& data) {
  Json object = Json::object();
  for (const Variable& variable : flow.variables) {
    if (variable.is_sensitive) continue;
    const Json* value = find_variable(flow, data, variable.name);
    if (value != nullptr) object.append(variable.name, *value);
  }
  for (const auto& [name, value] : data.variables) {
    if (flow.find_variable(name) == nullptr) object.append(name, value);
  }
  return object;
}

}  // namespace sivo::ivr
