#include "engine/call/caller_id.hpp"

#include "base/phone.hpp"

namespace sivo::call {

std::optional<std::string> caller_number(const std::optional<std::string>& from) {
  if (!from) return std::nullopt;
  const auto number = parse_number(*from, nullptr);
  if (!number || number->kind == Number::Kind::kWithheld) return std::nullopt;
  return number->text;
}

}  // namespace sivo::call
