#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sivo::cli {

bool is_output_terminal();
bool is_error_terminal();
// The locale of the environment speaks UTF-8.
bool is_utf8();

// Results go to standard output; Failure when it cannot be written (a full disk, a closed pipe).
void print(std::string_view text);
void print_error(std::string_view text);

// Columns a text takes: code points, none of the texts here being wide or combining.
size_t width_of(std::string_view text);
// "1 call", "2 calls".
std::string counted(int64_t count, std::string_view one, std::string_view many);
// Control characters made visible, so that data cannot steer the terminal.
std::string printable(std::string_view text);

// One line on standard error that fills up; nothing at all when that is no terminal.
class ProgressBar {
 public:
  explicit ProgressBar(std::string_view what);
  ~ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  void show(int64_t done, int64_t total);
  // The line as it is drawn; public for its test.
  static std::string line(std::string_view what, int64_t done, int64_t total, bool is_wide);

 private:
  std::string what_;
  std::string last_;
  bool is_shown_;
};

}  // namespace sivo::cli
