#include "bench.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <stdexcept>

namespace sivo::bench {
namespace {

constexpr size_t kNoteColumns = 96;
constexpr const char* kLine = "%-46s %12s  %-10s %10s  %s\n";

std::string goal_text(const Goal& goal) {
  return (goal.way == Goal::Way::kAtLeast ? "≥ " : "≤ ") + number_text(goal.limit);
}

bool is_met(const Row& row) { return !row.goal || row.goal->is_met(row.value); }

std::string verdict(const Row& row) {
  if (!row.goal) return {};
  return goal_text(*row.goal) + (is_met(row) ? "  ✓" : "  ✗ missed");
}

std::optional<double> ratio_of(const Row& row) {
  if (!row.baseline || *row.baseline == 0) return std::nullopt;
  return row.value / *row.baseline;
}

std::string full_note(const Row& row) {
  if (!row.goal) return row.note;
  return row.note + (row.note.empty() ? "wanted " : "; wanted ") + goal_text(*row.goal);
}

void print_note(const Row& row) {
  std::printf("%s\n", row.name.c_str());
  std::string_view rest = row.note;
  while (!rest.empty()) {
    size_t size = rest.size();
    if (size > kNoteColumns) size = rest.rfind(' ', kNoteColumns);
    if (size == 0 || size == std::string_view::npos) size = rest.size();
    std::printf("    %.*s\n", static_cast<int>(size), rest.data());
    rest.remove_prefix(std::min(rest.size(), size + 1));
  }
}

std::string json_text(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
  }
  return out + '"';
}

std::string json_number(std::optional<double> value) {
  if (!value || !std::isfinite(*value)) return "null";
  char text[40];
  std::snprintf(text, sizeof text, "%.10g", *value);
  return text;
}

std::string json_row(const Row& row) {
  return "{\"name\": " + json_text(row.name) + ", \"value\": " + json_number(row.value) +
         ", \"unit\": " + json_text(row.unit) + ", \"baseline\": " + json_number(row.baseline) +
         ", \"ratio\": " + json_number(ratio_of(row)) + ", \"note\": " + json_text(full_note(row)) +
         "}";
}

}  // namespace

bool Report::wants_any(std::initializer_list<std::string_view> names) const {
  return std::any_of(names.begin(), names.end(),
                     [this](std::string_view name) { return wants(name); });
}

void Report::add(Row row) {
  if (!wants(row.name)) return;
  if (rows_.empty()) std::printf(kLine, "name", "value", "unit", "× baseline", "wanted");
  const auto ratio = ratio_of(row);
  std::printf(kLine, row.name.c_str(), number_text(row.value).c_str(), row.unit.c_str(),
              ratio ? fixed(*ratio, 2).c_str() : "", verdict(row).c_str());
  std::fflush(stdout);
  rows_.push_back(std::move(row));
}

void Report::finish() const {
  if (rows_.empty()) throw std::runtime_error("no row was measured: " + std::string(only_));
  std::printf("\n");
  for (const Row& row : rows_)
    if (!row.note.empty()) print_note(row);
  std::ofstream out("bench.json");
  for (size_t i = 0; i < rows_.size(); ++i)
    out << (i == 0 ? "[\n  " : ",\n  ") << json_row(rows_[i]);
  out << "\n]\n";
  if (!out.flush()) throw std::runtime_error("bench.json cannot be written");
  std::printf("\n%zu rows; best of %d runs each; bench.json holds them\n", rows_.size(), kRuns);
  for (const Row& row : rows_)
    if (!is_met(row)) std::printf("missed: %s\n", row.name.c_str());
}

bool Report::is_every_goal_met() const { return std::all_of(rows_.begin(), rows_.end(), is_met); }

double quantile(std::vector<double>& values, double share) {
  if (values.empty()) throw std::runtime_error("nothing was measured");
  std::sort(values.begin(), values.end());
  const auto index = static_cast<size_t>(share * static_cast<double>(values.size()));
  return values[std::min(index, values.size() - 1)];
}

Folder::Folder() {
  std::string pattern = (std::filesystem::current_path() / "bench-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr)
    throw std::runtime_error("no folder can be made in the current one");
  path_ = pattern;
}

Folder::~Folder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string fixed(double value, int decimals) {
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", decimals, value);
  return text;
}

std::string number_text(double value) {
  const double size = std::fabs(value);
  if (size < 100 && size != std::floor(size)) return fixed(value, size < 10 ? 2 : 1);
  std::string digits = fixed(value, 0);
  for (size_t i = digits.size(); i > 3 && digits[i - 4] != '-';) digits.insert(i -= 3, " ");
  return digits;
}

}  // namespace sivo::bench
