#include "schema/value.hpp"

namespace sivo::schema {

std::string_view type_name(Type type) {
  switch (type) {
    case Type::kBool:
      return "bool";
    case Type::kInt:
      return "int";
    case Type::kReal:
      return "real";
    case Type::kText:
      return "text";
    case Type::kId:
      return "id";
    case Type::kTime:
      return "time";
    case Type::kEnum:
      return "enum";
    case Type::kJson:
      return "json";
    case Type::kBytes:
      return "bytes";
  }
  return "";
}

}  // namespace sivo::schema
