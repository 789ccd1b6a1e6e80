#include "cli/grid.hpp"

#include <algorithm>

#include "cli/terminal.hpp"

namespace sivo::cli {
namespace {

constexpr size_t kCellColumnsMax = 40;

// The first `columns` code points.
std::string_view head_of(std::string_view text, size_t columns) {
  size_t seen = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool is_start = (static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U;
    if (is_start && seen++ == columns) return text.substr(0, i);
  }
  return text;
}

std::string fitted(std::string_view text) {
  const std::string clean = printable(text);
  if (width_of(clean) <= kCellColumnsMax) return clean;
  return std::string(head_of(clean, kCellColumnsMax - 3)) + "...";
}

std::string csv_cell(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"') result += '"';
    result += c;
  }
  return result + "\"";
}

void append_cell(std::string& line, const std::string& cell, size_t width, Align align) {
  const std::string gap(width - width_of(cell), ' ');
  if (!line.empty()) line += "  ";
  line += align == Align::kRight ? gap + cell : cell + gap;
}

std::string without_trailing_blanks(std::string line) {
  line.erase(line.find_last_not_of(' ') + 1);
  return line + "\n";
}

}  // namespace

void Grid::add_column(std::string_view header, Align align) {
  columns_.push_back({std::string(header), align});
}

void Grid::add_row(std::vector<std::string> cells) {
  cells.resize(columns_.size());
  rows_.push_back(std::move(cells));
}

std::string Grid::text() const {
  std::vector<std::vector<std::string>> cells(1);
  for (const Column& column : columns_) cells[0].push_back(column.header);
  for (const auto& row : rows_) {
    cells.emplace_back();
    for (const std::string& cell : row) cells.back().push_back(fitted(cell));
  }
  std::vector<size_t> widths(columns_.size(), 0);
  for (const auto& row : cells)
    for (size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width_of(row[i]));

  std::string result;
  for (size_t r = 0; r < cells.size(); ++r) {
    std::string line;
    for (size_t i = 0; i < widths.size(); ++i)
      append_cell(line, cells[r][i], widths[i], columns_[i].align);
    result += without_trailing_blanks(std::move(line));
    if (r > 0) continue;
    std::string rule;
    for (const size_t width : widths)
      append_cell(rule, std::string(width, '-'), width, Align::kLeft);
    result += rule + "\n";
  }
  return result;
}

std::string Grid::csv() const {
  std::string result;
  for (size_t i = 0; i < columns_.size(); ++i)
    result += (i > 0 ? "," : "") + csv_cell(columns_[i].header);
  result += "\r\n";
  for (const auto& row : rows_) {
    for (size_t i = 0; i < row.size(); ++i) result += (i > 0 ? "," : "") + csv_cell(row[i]);
    result += "\r\n";
  }
  return result;
}

}  // namespace sivo::cli
