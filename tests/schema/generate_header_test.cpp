#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <set>
#include <sstream>

#include "schema/walk.hpp"

using namespace sivo::schema;

namespace {

std::string committed(const std::string& path) {
  std::ifstream file(std::string(SIVO_SOURCE_DIR) + "/" + path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace

TEST_CASE("the committed include/sivo/schema.h is the generated one") {
  // When it is not: cmake --build <folder> --target schema-gen
  CHECK(committed("include/sivo/schema.h") == generate_c_header());
}

TEST_CASE("no constant is defined twice and no line is too long") {
  std::istringstream header(generate_c_header());
  std::set<std::string> names;
  size_t fields = 0;
  for (std::string line; std::getline(header, line);) {
    CHECK(line.size() <= 110);
    if (line.rfind("#define ", 0) != 0) continue;
    ++fields;
    CHECK(names.insert(line.substr(0, line.rfind(' '))).second);
  }
  CHECK(fields > 500);
  CHECK(names.contains("#define SIVO_KIND_QUEUE"));
  CHECK(names.contains("#define SIVO_CONFIGURATION_AI_MAX_TURNS"));
}
