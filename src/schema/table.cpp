#include "schema/table.hpp"

namespace sivo::schema {

int Table::index_of(uint16_t number) const {
  for (size_t i = 0; i < fields.size(); ++i) {
    if (fields[i].number == number) return static_cast<int>(i);
  }
  return -1;
}

int Table::index_of(std::string_view field_name) const {
  for (size_t i = 0; i < fields.size(); ++i) {
    if (fields[i].name == field_name) return static_cast<int>(i);
  }
  return -1;
}

}  // namespace sivo::schema
