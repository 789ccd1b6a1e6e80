#include "cli/terminal.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "cli/failure.hpp"

namespace sivo::cli {
namespace {

constexpr int kBarColumns = 30;

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view{} : std::string_view(value);
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return result;
}

}  // namespace

bool is_output_terminal() { return isatty(STDOUT_FILENO) == 1; }
bool is_error_terminal() { return isatty(STDERR_FILENO) == 1; }

bool is_utf8() {
  // The order of POSIX: the first that is set decides.
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const std::string value = lower(environment(name));
    if (value.empty()) continue;
    return value.find("utf-8") != std::string::npos || value.find("utf8") != std::string::npos;
  }
  return false;
}

void print(std::string_view text) {
  const bool is_written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  if (!is_written || std::fflush(stdout) != 0)
    fail(Exit::kFailed, "standard output", "expected to write, it failed");
}

void print_error(std::string_view text) {
  // Nobody is left to tell when this fails.
  static_cast<void>(std::fwrite(text.data(), 1, text.size(), stderr));
  static_cast<void>(std::fflush(stderr));
}

size_t width_of(std::string_view text) {
  return static_cast<size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

std::string counted(int64_t count, std::string_view one, std::string_view many) {
  return std::to_string(count) + ' ' + std::string(count == 1 ? one : many);
}

std::string printable(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    result += byte < 0x20 || byte == 0x7f ? '?' : c;
  }
  return result;
}

ProgressBar::ProgressBar(std::string_view what) : what_(what), is_shown_(is_error_terminal()) {}

ProgressBar::~ProgressBar() {
  if (!last_.empty()) print_error("\r" + std::string(width_of(last_), ' ') + "\r");
}

std::string ProgressBar::line(std::string_view what, int64_t done, int64_t total, bool is_wide) {
  const int64_t whole = std::max<int64_t>(total, 1);
  const double share =
      static_cast<double>(std::clamp<int64_t>(done, 0, whole)) / static_cast<double>(whole);
  const int filled = static_cast<int>(share * kBarColumns);
  std::string bar;
  for (int i = 0; i < kBarColumns; ++i) {
    if (is_wide) bar += i < filled ? "█" : "░";
    else bar += i < filled ? '#' : '.';
  }
  const std::string percent = std::to_string(static_cast<int>(share * 100));
  return std::string(what) + " " + bar + " " +
         std::string(3 - std::min<size_t>(3, percent.size()), ' ') + percent + " %";
}

void ProgressBar::show(int64_t done, int64_t total) {
  if (!is_shown_) return;
  std::string now = line(what_, done, total, is_utf8());
  if (now == last_) return;
  last_ = std::move(now);
  print_error("\r" + last_);
}

}  // namespace sivo::cli
