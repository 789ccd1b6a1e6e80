#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "bench.hpp"
#include "switchboard.hpp"

// What a host pays to have the library: bytes on disk and in memory.
namespace sivo::bench {
namespace {

// ---- On disk ----

std::string quoted(const std::string& text) { return "'" + text + "'"; }

// What it complains of goes to the terminal.
void command(const std::string& line) {
  if (std::system(line.c_str()) == 0) return;
  throw std::runtime_error("failed: " + line);
}

double size_of(const std::string& path) {
  return static_cast<double>(std::filesystem::file_size(path));
}

// A program that can reach every function of the ABI, so that nothing of it is left out.
double linked_bytes(const Folder& folder, const std::string& libraries) {
  const std::string source = folder.file("probe.cpp"), program = folder.file("probe");
  std::ofstream(source) << "int main() {}\n";
  std::ifstream symbols(SIVO_SOURCE_DIR "/cmake/sivo.symbols");
  std::string roots, symbol;
  while (std::getline(symbols, symbol)) roots += " -Wl,-u," + symbol;
  if (roots.empty()) throw std::runtime_error("cmake/sivo.symbols is not here");
  command("c++ -O2 -Wl,--gc-sections,--as-needed,-z,pack-relative-relocs -o " + quoted(program) +
          " " + quoted(source) + roots + " " + quoted(SIVO_BINARY_DIR "/libsivo.a") + " " +
          libraries);
  command("strip " + quoted(program));
  return size_of(program);
}

// Debian has no static archive of this one.
constexpr const char* kDateLibrary = "-ldate-tz";

// Where the dynamic linker finds the library's own copy of libdate-tz.
double date_bytes() {
  const std::string line =
      "ldd " + quoted(SIVO_LIBRARY_PATH) + " | sed -n 's/.*libdate-tz.* => \\([^ ]*\\).*/\\1/p'";
  FILE* pipe = popen(line.c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error("ldd does not run");
  char path[1024] = "";
  if (std::fgets(path, sizeof path, pipe) != nullptr) path[std::strcspn(path, "\n")] = '\0';
  pclose(pipe);
  return path[0] == '\0' ? 0 : size_of(path);
}

double shared_bytes(const Folder& folder) {
  const std::string copy = folder.file("libsivo.so");
  command("strip -o " + quoted(copy) + " " + quoted(SIVO_LIBRARY_PATH));
  return size_of(copy);
}

void add_size(Report& report) {
  if (!report.wants("lib.stripped_bytes")) return;
  const Folder folder;
  const std::string dependencies = std::string("-l:libsqlite3.a -l:libmbedcrypto.a -l:libre2.a ") +
                                   kDateLibrary + " -lm -lpthread -ldl";
  const double program = linked_bytes(folder, dependencies);
  const double runtime =
      linked_bytes(folder, dependencies + " -static-libstdc++ -static-libgcc") - program;
  const double date = date_bytes();
  report.add({"lib.stripped_bytes", program + date, "bytes",
              "a stripped program with every function of the ABI and, linked statically, all of"
              " libsivo, SQLite, mbedcrypto and RE2 (" +
                  number_text(program) + "), and libdate-tz.so (" + number_text(date) +
                  "), of which Debian has no archive; libstdc++, libgcc and libc are the system's"
                  " (the first two linked in would add " +
                  number_text(runtime) +
                  "); libsivo.so alone, stripped, its dependencies shared: " +
                  number_text(shared_bytes(folder)),
              at_most(3e6)});
}

// ---- In memory ----

// Of this process, pages shared with others included.
long resident_bytes() {
  std::ifstream statm("/proc/self/statm");
  long size = 0, resident = 0;
  statm >> size >> resident;
  return resident * sysconf(_SC_PAGESIZE);
}

// The numbers that a fresh process of this program prints.
std::vector<double> child(const std::string& what, const std::string& path) {
  char self[4096];
  const ssize_t size = readlink("/proc/self/exe", self, sizeof self);
  if (size <= 0) throw std::runtime_error("/proc/self/exe cannot be read");
  const std::string program(self, static_cast<size_t>(size));
  const std::string line = quoted(program) + " --child " + what + " " + quoted(path);
  FILE* pipe = popen(line.c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error("a child process does not start");
  std::vector<double> numbers;
  char text[64];
  while (std::fgets(text, sizeof text, pipe) != nullptr) numbers.push_back(std::atof(text));
  if (pclose(pipe) != 0) throw std::runtime_error("a child process failed");
  return numbers;
}

void open_in_child(const std::string& path) {
  const long before = resident_bytes();
  const sivo::core core = sivo::core::open(path, kMorning);
  std::printf("%ld\n%ld\n", before, resident_bytes());
}

// Lets callers come until so many wait.
void fill(Switchboard& board, uint32_t from, uint32_t to) {
  constexpr uint32_t kGroup = 100;
  std::vector<Input> now, next;
  for (uint32_t first = from; first < to; first += kGroup) {
    for (uint32_t i = first; i < std::min(to, first + kGroup); ++i)
      now.push_back({i, Fact::kOffered});
    while (!now.empty()) {
      sivo::group group(board.core());
      for (const Input& input : now) board.step(input, kMorning);
      group.commit();
      next.clear();
      board.poll(next);
      now.swap(next);
    }
  }
  const sivo::record status = board.core().status();
  if (status.integer(SIVO_STATUS_REPORT_WAITING) != to)
    throw std::runtime_error("callers of the benchmark do not wait");
}

void wait_in_child(const std::string& path) {
  Switchboard board({path, SIVO_DURABILITY_NORMAL, 1, true});
  const long none = resident_bytes();
  fill(board, 0, 1000);
  const long thousand = resident_bytes();
  fill(board, 1000, 10'000);
  std::printf("%ld\n%ld\n%ld\n", none, thousand, resident_bytes());
}

void add_open_rss(Report& report) {
  if (!report.wants("rss.open_bytes")) return;
  const Folder folder;
  const std::string path = folder.file("empty.sivo");
  const std::vector<double> creating = child("open", path);
  const std::vector<double> numbers = child("open", path);
  report.add({"rss.open_bytes", numbers.at(1), "bytes",
              "resident pages of a fresh process with an empty file open, libc and libstdc++ and"
              " pages shared with other processes included; before opening " +
                  number_text(numbers.at(0)) + "; where the file is created " +
                  number_text(creating.at(1)),
              at_most(8e6)});
}

void add_waiting_rss(Report& report) {
  if (!report.wants("rss.per_waiting_call_bytes")) return;
  const Folder folder;
  const std::vector<double> numbers = child("wait", folder.file("waiting.sivo"));
  report.add({"rss.per_waiting_call_bytes", (numbers.at(2) - numbers.at(1)) / 9000, "bytes",
              "growth from 1 000 to 10 000 waiting calls of a fresh process, the benchmark's own"
              " list of callers included; with 0, 1 000, 10 000 waiting: " +
                  number_text(numbers.at(0)) + ", " + number_text(numbers.at(1)) + ", " +
                  number_text(numbers.at(2)) + "; the first 1 000 also fill SQLite's page cache: " +
                  number_text(numbers.at(1) - numbers.at(0)) + " for them"});
}

}  // namespace

int run_child(std::span<char* const> arguments) {
  if (arguments.size() != 2) return 2;
  const std::string_view what = arguments[0];
  if (what == "open") open_in_child(arguments[1]);
  else if (what == "wait") wait_in_child(arguments[1]);
  else return 2;
  return 0;
}

void run_size_bench(Report& report) {
  add_open_rss(report);
  add_waiting_rss(report);
  add_size(report);
}

}  // namespace sivo::bench
