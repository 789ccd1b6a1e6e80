#include <doctest/doctest.h>

#include <fstream>
#include <iterator>

#include "schema/walk.hpp"

using namespace sivo::schema;

namespace {

std::string committed(const std::string& path) {
  std::ifstream file(std::string(SIVO_SOURCE_DIR) + "/" + path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace

TEST_CASE("the committed src/schema/REFERENCE.md is the generated one") {
  // When it is not: cmake --build <folder> --target schema-gen
  CHECK(committed("src/schema/REFERENCE.md") == generate_reference());
}

TEST_CASE("every table and field is in the reference") {
  const std::string text = generate_reference();
  for (const Table* table : all_tables()) {
    CHECK(text.find("### " + std::string(table->name) + " (kind ") != std::string::npos);
    for (const Field& field : table->fields) {
      CHECK(text.find("| `" + std::string(field.name) + "` |") != std::string::npos);
    }
  }
}
