#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>

#include "schema/walk.hpp"

// Writes the generated texts under a source folder: sivo_schema_gen <folder>.
namespace {

bool write(const std::filesystem::path& path, const std::string& text) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << text;
  file.flush();
  return file.good();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: sivo_schema_gen <source folder>\n";
    return 2;
  }
  const std::filesystem::path root = argv[1];
  const bool is_good = write(root / "include/sivo/schema.h", sivo::schema::generate_c_header()) &&
                       write(root / "src/schema/REFERENCE.md", sivo::schema::generate_reference());
  if (!is_good) std::cerr << "sivo_schema_gen: cannot write under " << root << "\n";
  return is_good ? 0 : 1;
}
