#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sivo::cli {

enum class Align { kLeft, kRight };

// Rows under headers, for people: columns as wide as needed, long cells cut.
class Grid {
 public:
  void add_column(std::string_view header, Align align = Align::kLeft);
  // As many cells as columns.
  void add_row(std::vector<std::string> cells);
  bool empty() const { return rows_.empty(); }
  std::string text() const;
  // The same as RFC 4180 comma-separated values.
  std::string csv() const;

 private:
  struct Column {
    std::string header;
    Align align;
  };
  std::vector<Column> columns_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace sivo::cli
