#include <string_view>
#include <vector>

#include "cli/commands.hpp"

int main(int count, char** arguments) {
  const std::vector<std::string_view> words(arguments + (count > 0 ? 1 : 0), arguments + count);
  return static_cast<int>(sivo::cli::run(words));
}
