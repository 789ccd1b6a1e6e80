#include "engine/ivr/compile.hpp"

#include <algorithm>
#include <map>

#include "base/id.hpp"
#include "engine/ivr/lint.hpp"
#include "engine/ivr/object_reader.hpp"
#include "engine/ivr/read_node.hpp"
#include "engine/schedule/zone.hpp"

namespace sivo::ivr {
namespace {

using schema::Json;

constexpr size_t kNameMax = 120;
constexpr size_t kDescriptionMax = 2000;
constexpr size_t kZoneNameMax = 64;
constexpr size_t kVariablesMax = 256;
constexpr size_t kVariableDescriptionMax = 300;
constexpr size_t kNodeIdMax = 64;
constexpr size_t kVoiceMax = 64;

constexpr std::string_view kVariableTypes[] = {"any",     "string", "number",
                                               "boolean", "object", "array"};
constexpr std::string_view kLaterTypes[] = {"condition", "input",    "voicemail", "webhook",
                                            "switch",    "function", "ai_agent"};
constexpr std::string_view kReservedIds[] = {"constructor", "prototype", "toString", "valueOf",
                                             "hasOwnProperty"};
constexpr std::string_view kStartType = "start";

template <class Range>
bool holds(const Range& range, std::string_view text) {
  return std::find(std::begin(range), std::end(range), text) != std::end(range);
}

// ^[A-Za-z][A-Za-z0-9_-]{0,63}$
bool is_node_id(std::string_view id) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  if (id.empty() || id.size() > kNodeIdMax || !is_letter(id[0])) return false;
  return std::all_of(id.begin(), id.end(), [&](char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}

// ^[a-z]{2}(-[A-Z]{2})?$
bool is_language(std::string_view text) {
  const auto is_lower = [](char c) { return c >= 'a' && c <= 'z'; };
  const auto is_upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  if (text.size() != 2 && text.size() != 5) return false;
  if (!is_lower(text[0]) || !is_lower(text[1])) return false;
  return text.size() == 2 || (text[2] == '-' && is_upper(text[3]) && is_upper(text[4]));
}

bool is_of_type(const Json& json, size_t variable_type) {
  switch (json.type()) {
    case Json::Type::kNull:
      return true;
    case Json::Type::kString:
      return variable_type <= 1;
    case Json::Type::kNumber:
      return variable_type == 0 || variable_type == 2;
    case Json::Type::kBool:
      return variable_type == 0 || variable_type == 3;
    case Json::Type::kObject:
      return variable_type == 0 || variable_type == 4;
    case Json::Type::kArray:
      return variable_type == 0 || variable_type == 5;
  }
  return false;
}

std::string node_path(size_t index) { return "/nodes/" + std::to_string(index); }

class Compiler {
 public:
  Compiler(const Json& document, Diagnostics& diagnostics)
      : diagnostics_(diagnostics), reader_(document, "", "", diagnostics) {}

  FlowPtr run() {
    if (!check_format()) return nullptr;
    read_head();
    read_defaults();
    read_limits();
    read_variables();
    index_nodes();
    find_entries();
    read_nodes();
    reader_.finish();
    if (diagnostics_.has_error()) return nullptr;
    lint(flow_, places_, diagnostics_);
    // Its owners are those of every FlowPtr.
    return std::make_shared<const Flow>(std::move(flow_));
  }

 private:
  bool check_format() {
    const Json* format = reader_.take("format");
    if (format == nullptr || !format->is_string()) {
      reader_.report("E102", "format", "expected format sivo.flow/1, got none");
      return false;
    }
    if (format->as_string() == kFlowFormat) return true;
    reader_.report("E102", "format",
                   "expected format sivo.flow/1, got another: this version does not know it");
    return false;
  }

  void read_head() {
    const Json* id = reader_.take("id");
    if (id != nullptr && !(id->is_string() && parse_id(id->as_string()))) {
      reader_.fail("id", "expected a UUID, got something else");
    }
    flow_.name = reader_.text("name", kNameMax);
    if (flow_.name.empty()) reader_.fail("name", "expected 1 to 120 characters, got none");
    reader_.text("description", kDescriptionMax);
    reader_.integer("version", {1, INT64_MAX, 1});
    if (reader_.take("language") != nullptr) {
      flow_.language = reader_.text("language", kNameMax);
      if (!is_language(flow_.language)) {
        reader_.fail("language", "expected a language such as es or es-ES, got something else");
      }
    }
    if (reader_.take("timezone") != nullptr) {
      flow_.timezone = reader_.text("timezone", kZoneNameMax);
      if (!schedule::is_known_zone(flow_.timezone)) {
        reader_.report("E133", "timezone",
                       "expected a time zone such as Europe/Madrid, got an unknown one");
      }
    }
    flow_.auto_answer = reader_.boolean("auto_answer", true);
    const Json* meta = reader_.take("meta");
    if (meta != nullptr && !meta->is_object()) reader_.fail("meta", "expected an object");
  }

  void read_defaults() {
    const Json* json = take_object("defaults");
    if (json == nullptr) return;
    ObjectReader reader(*json, "/defaults", "", diagnostics_);
    defaults_.barge_in = reader.boolean("barge_in", true);
    defaults_.timeout_ms = reader.integer("timeout_ms", {500, 60'000, 5000});
    defaults_.interdigit_timeout_ms = reader.integer("interdigit_timeout_ms", {200, 30'000, 3000});
    defaults_.attempts_max = reader.integer("max_attempts", {1, 10, 3});
    flow_.voice = reader.text("voice", kVoiceMax);
    reader.boolean("strict_templates", false);
    reader.finish();
  }

  void read_limits() {
    const Json* json = take_object("limits");
    if (json == nullptr) return;
    ObjectReader reader(*json, "/limits", "", diagnostics_);
    flow_.steps_max = static_cast<uint32_t>(reader.integer("max_steps", {1, 1000, 1000}));
    flow_.duration_us_max = reader.integer("max_duration_s", {10, 14'400, 3600}) * kSecond;
    reader.integer("max_webhooks", {0, 50, 20});
    reader.finish();
  }

  void read_variables() {
    const Json* json = reader_.take("variables");
    if (json == nullptr) return;
    if (!json->is_array() || json->items().size() > kVariablesMax) {
      return reader_.fail("variables", "expected an array of at most 256 variables");
    }
    for (size_t i = 0; i < json->items().size(); ++i) read_variable(json->items()[i], i);
    std::sort(flow_.variables.begin(), flow_.variables.end(),
              [](const Variable& a, const Variable& b) { return a.name < b.name; });
  }

  void read_variable(const Json& json, size_t index) {
    const std::string path = pointer("/variables", index);
    if (!json.is_object()) {
      return diagnostics_.add("E101", "", path, "expected an object, got something else");
    }
    ObjectReader reader(json, path, "", diagnostics_);
    Variable variable;
    reader.take_required("name");
    variable.name = reader.text("name", kNameMax);
    const size_t type = reader.choice("type", kVariableTypes, 0);
    if (const Json* value = reader.take("default")) variable.default_value = *value;
    variable.is_sensitive = reader.boolean("sensitive", false);
    reader.text("description", kVariableDescriptionMax);
    reader.finish();
    if (!is_variable_name(variable.name)) {
      return reader.fail("name", "expected a name such as order_no, got something else");
    }
    if (is_reserved_name(variable.name)) {
      return reader.report("E132", "name",
                           "expected a name that may be written, got a reserved one");
    }
    if (!is_of_type(variable.default_value, type)) {
      return reader.fail("default", "expected a value of the declared type, got another");
    }
    const auto is_same = [&](const Variable& other) { return other.name == variable.name; };
    if (std::any_of(flow_.variables.begin(), flow_.variables.end(), is_same)) {
      return reader.fail("name", "expected each variable once, got it twice");
    }
    flow_.variables.push_back(std::move(variable));
  }

  const Json* take_object(std::string_view name) {
    const Json* json = reader_.take(name);
    if (json == nullptr || json->is_object()) return json;
    reader_.fail(name, "expected an object, got " + std::string(json_type_text(*json)));
    return nullptr;
  }

  // Gives every well-formed node its index; edges and entries are resolved by it.
  void index_nodes() {
    const Json* json = reader_.take_required("nodes");
    if (json == nullptr) return;
    if (!json->is_array() || json->items().empty() || json->items().size() > kNodesMax) {
      return reader_.fail("nodes", "expected an array of 1 to 500 nodes, got something else");
    }
    for (size_t i = 0; i < json->items().size(); ++i) index_node(json->items()[i], i);
  }

  void index_node(const Json& json, size_t index) {
    const std::string path = node_path(index);
    const Json* id = json.is_object() ? json.find("id") : nullptr;
    if (id == nullptr || !id->is_string() || !is_node_id(id->as_string())) {
      return diagnostics_.add("E101", "", path + "/id",
                              "expected a node with an id such as main_menu, got none");
    }
    const std::string& name = id->as_string();
    if (holds(kReservedIds, name)) {
      return diagnostics_.add("E113", name, path + "/id",
                              "expected another id, got a reserved one");
    }
    if (index_of_.contains(name)) {
      return diagnostics_.add("E112", name, path + "/id", "expected each id once, got it twice");
    }
    const Json* type = json.find("type");
    if (type != nullptr && type->is_string() && type->as_string() == kStartType) {
      return index_start(json, name, path);
    }
    index_of_.emplace(name, static_cast<NodeIndex>(places_.size()));
    places_.push_back(path);
    sources_.push_back(&json);
  }

  // A node of type start is no node: it only says where to begin.
  void index_start(const Json& json, const std::string& id, const std::string& path) {
    if (start_source_ != nullptr) {
      return diagnostics_.add("E110", id, path + "/type", "expected one start node, got a second");
    }
    start_source_ = &json;
    start_path_ = path;
    start_id_ = id;
  }

  NodeIndex find(const std::string& id) const {
    if (start_source_ != nullptr && id == start_id_) return start_next_;
    const auto at = index_of_.find(id);
    return at == index_of_.end() ? kNoNode : at->second;
  }

  void find_entries() {
    read_start_node();
    const Json* start = reader_.take("start");
    if (start == nullptr) {
      flow_.start = start_next_;
    } else if (start->is_string()) {
      flow_.start = find(start->as_string());
    }
    if (flow_.start == kNoNode) {
      reader_.report("E110", "start", "expected the id of a node, got none or an unknown one");
    }
    const Json* on_error = reader_.take("on_error");
    if (on_error == nullptr || on_error->is_null()) return;
    if (on_error->is_string()) flow_.on_error = find(on_error->as_string());
    if (flow_.on_error == kNoNode) {
      reader_.report("E111", "on_error", "expected the id of a node or null, got an unknown one");
    }
  }

  void read_start_node() {
    if (start_source_ == nullptr) return;
    ObjectReader reader(*start_source_, start_path_, start_id_, diagnostics_);
    for (const char* known : {"id", "type", "name", "notes", "ui"}) reader.take(known);
    const Json* edges = reader.take_required("edges");
    reader.finish();
    if (edges == nullptr || !edges->is_object()) return;
    ObjectReader edge_reader(*edges, start_path_ + "/edges", start_id_, diagnostics_);
    const Json* next = edge_reader.take("next");
    edge_reader.finish();
    if (next == nullptr || !next->is_string()) return;
    const auto at = index_of_.find(next->as_string());
    if (at != index_of_.end()) {
      start_next_ = at->second;
    } else {
      edge_reader.report("E114", "next", "expected the id of a node, got an unknown one");
    }
  }

  void read_nodes() {
    const std::function<NodeIndex(const std::string&)> find_node = [this](const std::string& id) {
      return find(id);
    };
    const NodeContext context{defaults_, find_node, flow_.on_error != kNoNode};
    for (size_t i = 0; i < sources_.size(); ++i) {
      const std::string& id = sources_[i]->find("id")->as_string();
      ObjectReader reader(*sources_[i], places_[i], id, diagnostics_);
      reader.take("id");
      if (const auto type = read_type(reader)) {
        flow_.nodes.push_back(read_node(reader, *type, context));
      }
    }
    if (diagnostics_.has_error()) return;
    for (const auto& [id, index] : index_of_) flow_.by_id.push_back(index);
  }

  static std::optional<NodeType> read_type(ObjectReader& reader) {
    const Json* type = reader.take("type");
    if (type != nullptr && type->is_string()) {
      const auto known = parse_node_type(type->as_string());
      if (known) return known;
      if (holds(kLaterTypes, type->as_string())) {
        reader.fail("type", "expected play, menu, queue, transfer or hangup, got " +
                                type->as_string() + ", which this version does not run yet");
        return std::nullopt;
      }
    }
    reader.fail("type", "expected play, menu, queue, transfer or hangup, got something else");
    return std::nullopt;
  }

  Diagnostics& diagnostics_;
  ObjectReader reader_;
  Flow flow_;
  CollectDefaults defaults_;
  std::map<std::string, NodeIndex, std::less<>> index_of_;
  std::vector<std::string> places_;     // JSON pointer of each node
  std::vector<const Json*> sources_;    // what each node is read from
  const Json* start_source_ = nullptr;  // the node of type start, if there is one
  std::string start_path_;
  std::string start_id_;
  NodeIndex start_next_ = kNoNode;
};

CompileResult failed(std::string_view code, std::string message) {
  Diagnostics diagnostics;
  diagnostics.add(code, "", "", std::move(message));
  return {nullptr, diagnostics.take()};
}

}  // namespace

CompileResult compile(const Json& document) {
  if (!document.is_object()) {
    return failed("E101", "expected an object, got " + std::string(json_type_text(document)));
  }
  Diagnostics diagnostics;
  auto flow = Compiler(document, diagnostics).run();
  return {std::move(flow), diagnostics.take()};
}

CompileResult compile_text(std::string_view text) {
  if (text.size() > kDocumentBytesMax) {
    return failed("E100", "expected at most " + std::to_string(kDocumentBytesMax) + " bytes, got " +
                              std::to_string(text.size()));
  }
  auto document = Json::parse(text);
  if (!document) return failed("E100", document.error().message);
  return compile(*document);
}

}  // namespace sivo::ivr
