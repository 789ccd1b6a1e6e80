#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <iterator>
#include <string>
#include <vector>

// Runs a program as a user does, in a folder of its own.
namespace sivo::test {

struct Ran {
  int code = -1;
  std::string out;
  std::string err;
};

inline std::string read_text(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

inline void write_text(const std::filesystem::path& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

inline std::string quoted_for_shell(const std::string& word) {
  std::string result = "'";
  for (const char c : word) result += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return result + "'";
}

// A folder that is gone with the test.
class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "sivo-cli-XXXXXX").string();
    if (mkdtemp(name.data()) != nullptr) path_ = name;
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  std::string operator/(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

inline Ran run_program(const Folder& folder, const std::vector<std::string>& words) {
  std::string command;
  for (const std::string& word : words) command += quoted_for_shell(word) + " ";
  command +=
      "</dev/null >" + quoted_for_shell(folder / "out") + " 2>" + quoted_for_shell(folder / "err");
  const int status = std::system(command.c_str());
  Ran ran;
  ran.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  ran.out = read_text(folder / "out");
  ran.err = read_text(folder / "err");
  return ran;
}

inline Ran run_sivo(const Folder& folder, std::vector<std::string> words) {
  words.insert(words.begin(), SIVO_CLI_PATH);
  return run_program(folder, words);
}

}  // namespace sivo::test
