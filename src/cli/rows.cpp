#include "cli/rows.hpp"

#include <algorithm>
#include <charconv>
#include <map>

#include "cli/json.hpp"

namespace sivo::cli {
namespace {

// Ids as the names of the rows they refer to; each row is read once.
class Names {
 public:
  explicit Names(sivo::core& core) : core_(core) {}

  std::string of(uint16_t kind, const Tenant& tenant, const std::string& id) {
    if (id.empty()) return "";
    const auto known = names_.find(id);
    if (known != names_.end()) return known->second;
    return names_.emplace(id, read(kind, tenant, id)).first->second;
  }

 private:
  std::string read(uint16_t kind, const Tenant& tenant, const std::string& text) {
    const ShownKind* shown = find_shown(kind);
    if (shown == nullptr) return text;
    try {
      const sivo::record row = core_.get(kind, tenant.id, sivo::id::parse(text));
      return std::string(row.text(shown->name_number));
    } catch (const sivo::error&) {
      return text;  // a row that is gone keeps its id on display
    }
  }

  sivo::core& core_;
  std::map<std::string, std::string> names_;
};

std::string seconds_of(const std::string& ms_text) {
  int64_t ms = 0;
  std::from_chars(ms_text.data(), ms_text.data() + ms_text.size(), ms);
  const int64_t tenths = (ms + 50) / 100;
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

}  // namespace

Grid grid_of(sivo::core& core, std::span<const ShownColumn> columns, const std::vector<Row>& rows) {
  const bool has_tenants = std::any_of(rows.begin(), rows.end(), [&](const Row& row) {
    return row.tenant.slug != rows.front().tenant.slug;
  });
  Grid grid;
  if (has_tenants) grid.add_column("tenant");
  for (const ShownColumn& column : columns) grid.add_column(column.header, column.align);
  Names names(core);
  for (const Row& row : rows) {
    const JsonValue json = parse_json(row.record.json());
    std::vector<std::string> cells;
    if (has_tenants) cells.push_back(row.tenant.slug);
    for (const ShownColumn& column : columns) {
      const JsonValue* value = json.find(column.field);
      std::string text = value == nullptr ? "" : value->shown();
      if (column.refers != 0) text = names.of(column.refers, row.tenant, text);
      if (column.is_seconds) text = seconds_of(text);
      cells.push_back(std::move(text));
    }
    grid.add_row(std::move(cells));
  }
  return grid;
}

std::string json_array(const std::vector<Row>& rows) {
  std::string text = "[";
  for (size_t i = 0; i < rows.size(); ++i) text += (i > 0 ? ",\n " : "") + rows[i].record.json();
  return text + "]";
}

}  // namespace sivo::cli
