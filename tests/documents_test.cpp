// What the documents say is what the tree holds: quoted programs are the built ones, named commands
// exist, the version is one.

#include <doctest/doctest.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace {

const std::filesystem::path kRoot = SIVO_SOURCE_DIR;

std::string read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

struct Block {
  std::string language;  // what follows the fence
  std::string text;
};

std::vector<Block> fenced_blocks(const std::string& markdown) {
  std::vector<Block> blocks;
  std::istringstream lines(markdown);
  bool is_inside = false;
  for (std::string line; std::getline(lines, line);) {
    const bool is_fence = line.starts_with("```");
    if (is_fence && !is_inside) blocks.push_back({line.substr(3), {}});
    else if (!is_fence && is_inside) blocks.back().text += line + "\n";
    if (is_fence) is_inside = !is_inside;
  }
  return blocks;
}

std::vector<std::string> sources_below(const std::string& folder, const std::string& extension) {
  std::vector<std::string> texts;
  if (!std::filesystem::exists(kRoot / folder)) return texts;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(kRoot / folder))
    if (entry.path().extension() == extension) texts.push_back(read(entry.path()));
  return texts;
}

bool is_part_of_one(const std::string& text, const std::vector<std::string>& sources) {
  return std::any_of(sources.begin(), sources.end(), [&](const std::string& source) {
    return source.find(text) != std::string::npos;
  });
}

std::set<std::string> make_targets() {
  std::set<std::string> targets;
  std::istringstream lines(read(kRoot / "Makefile"));
  for (std::string line; std::getline(lines, line);) {
    const size_t colon = line.find(':');
    if (line.empty() || colon == std::string::npos || line[0] == '\t' || line[0] == '.') continue;
    targets.insert(line.substr(0, colon));
  }
  return targets;
}

// The targets of the "make …" commands of a block; "make ONLY=core bench" names one.
std::vector<std::string> made(const std::string& block) {
  std::vector<std::string> targets;
  std::istringstream lines(block);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string word;
    words >> word;
    if (word != "make") continue;
    while (words >> word && word != "#" && word != "&&")
      if (word.find('=') == std::string::npos) targets.push_back(word);
  }
  return targets;
}

std::string without_blanks(const std::string& text) {
  std::string out;
  for (const char c : text)
    if (std::isspace(static_cast<unsigned char>(c)) == 0) out += c;
  return out;
}

}  // namespace

TEST_SUITE("documents") {
  TEST_CASE("the README's C program is examples/c/first_call.c, byte for byte") {
    if (!std::filesystem::exists(kRoot / "README.md")) return;
    std::vector<std::string> programs;
    for (const Block& block : fenced_blocks(read(kRoot / "README.md")))
      if (block.language == "c") programs.push_back(block.text);
    REQUIRE(!programs.empty());
    CHECK(programs.front() == read(kRoot / "examples/c/first_call.c"));
    const auto examples = sources_below("examples/c", ".c");
    for (const std::string& program : programs)
      CHECK_MESSAGE(is_part_of_one(program, examples), program);
  }

  TEST_CASE("a C++ block of a document stands in an example or in the schema") {
    auto sources = sources_below("examples/cpp", ".cpp");
    for (auto& text : sources_below("src/schema", ".hpp")) sources.push_back(without_blanks(text));
    for (const std::string document : {"README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"})
      for (const Block& block : fenced_blocks(read(kRoot / document)))
        if (block.language == "cpp")
          CHECK_MESSAGE((is_part_of_one(block.text, sources) ||
                         is_part_of_one(without_blanks(block.text), sources)),
                        document << ":\n"
                                 << block.text);
  }

  TEST_CASE("every make command of a document exists") {
    const std::set<std::string> targets = make_targets();
    REQUIRE(targets.contains("test"));
    for (const std::string document : {"README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"})
      for (const Block& block : fenced_blocks(read(kRoot / document)))
        for (const std::string& target : made(block.text))
          CHECK_MESSAGE(targets.contains(target), document << " names make " << target);
  }

  TEST_CASE("a wrong block would be found") {
    const auto blocks = fenced_blocks("x\n```c\nint a;\n```\n```sh\nmake nonsense ONLY=x\n```\n");
    REQUIRE(blocks.size() == 2);
    CHECK(blocks[0].language == "c");
    CHECK(blocks[0].text == "int a;\n");
    REQUIRE(made(blocks[1].text).size() == 1);
    CHECK(!make_targets().contains(made(blocks[1].text)[0]));
    CHECK(!is_part_of_one("int b;", {"int a;"}));
  }
}

TEST_SUITE("version") {
  TEST_CASE("the version's text is its numbers") {
    const std::string header = read(kRoot / "include/sivo/version.h");
    std::istringstream lines(header);
    std::string text, joined;
    for (std::string line; std::getline(lines, line);) {
      std::istringstream words(line);
      std::string define, name, value;
      words >> define >> name >> value;
      if (name == "SIVO_VERSION") text = value.substr(1, value.size() - 2);
      if (name == "SIVO_VERSION_MAJOR" || name == "SIVO_VERSION_MINOR" ||
          name == "SIVO_VERSION_PATCH")
        joined += (joined.empty() ? "" : ".") + value;
    }
    CHECK(!text.empty());
    CHECK(text == joined);
  }
}

TEST_SUITE("symbols") {
  TEST_CASE("every function of the header is in the committed list of symbols, and no other") {
    const std::string header = read(kRoot / "include/sivo/sivo.h");
    if (header.empty() || !std::filesystem::exists(kRoot / "cmake/sivo.symbols")) return;
    std::set<std::string> declared;
    for (size_t at = header.find("SIVO_API "); at != std::string::npos;
         at = header.find("SIVO_API ", at + 1)) {
      const size_t open = header.find('(', at);
      size_t start = open;
      while (start > at && (std::isalnum(static_cast<unsigned char>(header[start - 1])) != 0 ||
                            header[start - 1] == '_'))
        --start;
      declared.insert(header.substr(start, open - start));
    }
    std::set<std::string> listed;
    std::istringstream lines(read(kRoot / "cmake/sivo.symbols"));
    for (std::string line; std::getline(lines, line);) listed.insert(line);
    CHECK(declared == listed);
  }

  TEST_CASE("every function of the C ABI is called by a test in C") {
    const auto tests = sources_below("tests/capi", ".c");
    std::istringstream lines(read(kRoot / "cmake/sivo.symbols"));
    for (std::string line; std::getline(lines, line);)
      CHECK_MESSAGE(is_part_of_one(line + "(", tests), line);
  }
}
