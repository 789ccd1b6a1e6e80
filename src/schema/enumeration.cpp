#include "schema/walk.hpp"

namespace sivo::schema {
namespace {

constexpr char folded(char c) {
  if (c >= 'A' && c <= 'Z') return static_cast<char>(c - 'A' + 'a');
  return c == '_' || c == ' ' ? '-' : c;
}

bool is_same_folded(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (size_t i = 0; i < a.size(); ++i) {
    if (folded(a[i]) != folded(b[i])) return false;
  }
  return true;
}

}  // namespace

std::optional<uint8_t> find_enumerator(const Enumeration& enumeration, std::string_view text) {
  for (size_t i = 0; i < enumeration.values.size(); ++i) {
    if (enumeration.values[i] == text) return static_cast<uint8_t>(i);
  }
  for (const EnumAlias& alias : enumeration.aliases) {
    if (is_same_folded(alias.alias, text)) return alias.index;
  }
  return std::nullopt;
}

}  // namespace sivo::schema
