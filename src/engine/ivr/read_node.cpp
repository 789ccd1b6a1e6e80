#include "engine/ivr/read_node.hpp"

#include <algorithm>
#include <array>

#include "engine/ivr/read_prompt.hpp"

namespace sivo::ivr {
namespace {

using schema::Json;

constexpr size_t kOptionDigitsMax = 4;
constexpr size_t kLabelMax = 120;
constexpr size_t kNotesMax = 2000;
constexpr size_t kAssignMax = 32;
constexpr size_t kSkillsMax = 20;
constexpr size_t kSkillTextMax = 64;
constexpr size_t kMohMax = 2048;
constexpr size_t kQueueTextMax = 128;
constexpr size_t kDestinationMax = 256;
constexpr size_t kCallerIdMax = 64;
constexpr size_t kReasonMax = 200;
constexpr size_t kExitKeysMax = 4;

constexpr std::string_view kTypeNames[] = {"play", "menu", "queue", "transfer", "hangup"};

std::span<const Edge> edges_of(NodeType type) {
  static constexpr std::array kPlay = {Edge::kNext, Edge::kError};
  static constexpr std::array kMenu = {Edge::kTimeout, Edge::kInvalid, Edge::kMaxRetries,
                                       Edge::kError};
  static constexpr std::array kQueue = {Edge::kNext,     Edge::kTimeout, Edge::kFull, Edge::kClosed,
                                        Edge::kNoAgents, Edge::kExitKey, Edge::kError};
  static constexpr std::array kTransfer = {Edge::kNext,     Edge::kBusy,    Edge::kNoAnswer,
                                           Edge::kRejected, Edge::kInvalid, Edge::kError};
  switch (type) {
    case NodeType::kPlay:
      return kPlay;
    case NodeType::kMenu:
      return kMenu;
    case NodeType::kQueue:
      return kQueue;
    case NodeType::kTransfer:
      return kTransfer;
    case NodeType::kHangup:
      return {};
  }
  return {};
}

NodeIndex read_target(ObjectReader& edges, std::string_view name, const NodeContext& context) {
  const Json* json = edges.take(name);
  if (json == nullptr || json->is_null()) return kNoNode;
  if (!json->is_string()) {
    edges.fail(name, "expected a node id or null, got " + std::string(json_type_text(*json)));
    return kNoNode;
  }
  const NodeIndex target = context.find(json->as_string());
  if (target == kNoNode)
    edges.report("E114", name, "expected the id of a node, got an unknown one");
  return target;
}

bool is_option_digits(const Json* json) {
  if (json == nullptr || !json->is_string()) return false;
  const std::string& digits = json->as_string();
  return !digits.empty() && digits.size() <= kOptionDigitsMax &&
         std::all_of(digits.begin(), digits.end(), is_dtmf_key);
}

void read_options(ObjectReader& reader, MenuNode& menu) {
  const Json* json = reader.take_required("options");
  if (json == nullptr) return;
  if (!json->is_array() || json->items().empty() || json->items().size() > kMenuOptionsMax) {
    return reader.fail("options", "expected an array of 1 to 40 options, got something else");
  }
  const std::string path = reader.path_of("options");
  for (size_t i = 0; i < json->items().size(); ++i) {
    const Json& item = json->items()[i];
    if (!item.is_object()) {
      reader.diagnostics().add("E101", reader.node(), pointer(path, i),
                               "expected an object, got " + std::string(json_type_text(item)));
      continue;
    }
    ObjectReader option(item, pointer(path, i), reader.node(), reader.diagnostics());
    const Json* digits = option.take("digits");
    option.text("label", kLabelMax);
    option.finish();
    if (!is_option_digits(digits)) {
      option.fail("digits", "expected 1 to 4 keys of 0-9, *, # and A-D, got something else");
      continue;
    }
    const auto& known = menu.collect.options;
    if (std::find(known.begin(), known.end(), digits->as_string()) != known.end()) {
      option.report("E121", "digits", "expected digits of one option, got those of another too");
      continue;
    }
    menu.options.push_back({digits->as_string(), kNoNode});
    menu.collect.options.push_back(digits->as_string());
  }
}

void read_option_edges(ObjectReader& edges, MenuNode& menu, const Json& source,
                       const NodeContext& context) {
  for (MenuOption& option : menu.options) {
    option.target = read_target(edges, option.digits, context);
    const Json* json = source.find(option.digits);
    if (json == nullptr || json->is_null()) {
      edges.report("E120", option.digits, "expected an edge for the option, got none");
    }
  }
  for (const auto& [name, target] : source.members()) {
    const Json text = Json::string(name);
    const auto& known = menu.collect.options;
    const bool is_option = std::find(known.begin(), known.end(), name) != known.end();
    if (is_option || !is_option_digits(&text)) continue;
    edges.take(name);
    edges.report("E120", name, "expected an option for the edge, got none");
  }
}

// A menu whose attempts are used up must lead somewhere.
void check_exhaustion(ObjectReader& reader, const Node& node, const NodeContext& context) {
  if (node.type() != NodeType::kMenu || context.has_on_error) return;
  const auto has = [&](Edge edge) { return node.edge(edge) != kNoNode; };
  if (has(Edge::kMaxRetries) || has(Edge::kError)) return;
  if (has(Edge::kTimeout) && has(Edge::kInvalid)) return;
  reader.report(
      "E123", "edges",
      "expected max_retries, error, or both timeout and invalid, or an on_error of the flow, "
      "got none of them");
}

void read_menu(ObjectReader& reader, MenuNode& menu, const NodeContext& context) {
  const CollectDefaults& defaults = context.defaults;
  reader.take_required("prompt");
  menu.prompt = read_prompt(reader, "prompt");
  menu.reprompt = read_prompt(reader, "reprompt");
  menu.timeout_prompt = read_prompt(reader, "timeout_prompt");
  menu.invalid_prompt = read_prompt(reader, "invalid_prompt");
  read_options(reader, menu);
  CollectorSettings& collect = menu.collect;
  collect.kind = CollectKind::kMenu;
  collect.barge_in = reader.boolean("barge_in", defaults.barge_in);
  collect.terminator = reader.keys("terminator", 1, "");
  collect.first_us =
      reader.integer("timeout_ms", {500, 60'000, defaults.timeout_ms}) * kMillisecond;
  collect.interdigit_us =
      reader.integer("interdigit_timeout_ms", {200, 30'000, defaults.interdigit_timeout_ms}) *
      kMillisecond;
  menu.attempts_max =
      static_cast<int>(reader.integer("max_attempts", {1, 10, defaults.attempts_max}));
  menu.flush_buffer = reader.boolean("flush_buffer", false);
  menu.clear_buffer_on_retry = reader.boolean("clear_buffer_on_retry", true);
  menu.variable = reader.text("variable", kLabelMax);
  if (reader.take("variable") != nullptr && !is_variable_name(menu.variable)) {
    reader.fail("variable", "expected a name such as order_no, got something else");
  } else if (is_reserved_name(menu.variable)) {
    reader.report("E132", "variable", "expected a name that may be written, got a reserved one");
  }
  const auto& options = collect.options;
  if (std::find(options.begin(), options.end(), collect.terminator) != options.end()) {
    reader.report("E122", "terminator", "expected a key that is no option, got one that is");
  }
}

void read_skills(ObjectReader& reader, QueueNode& queue) {
  const Json* json = reader.take("skills");
  if (json == nullptr) return;
  if (!json->is_array() || json->items().size() > kSkillsMax) {
    return reader.fail("skills", "expected an array of at most 20 skills, got something else");
  }
  const std::string path = reader.path_of("skills");
  for (size_t i = 0; i < json->items().size(); ++i) {
    const Json& skill = json->items()[i];
    if (!skill.is_string() || skill.as_string().size() > kSkillTextMax) {
      reader.diagnostics().add("E101", reader.node(), pointer(path, i),
                               "expected a text of at most 64 bytes, got something else");
      continue;
    }
    queue.skills.push_back(
        read_template(skill.as_string(), pointer(path, i), reader.node(), reader.diagnostics()));
  }
}

void read_queue(ObjectReader& reader, QueueNode& queue) {
  reader.take_required("queue");
  queue.queue = reader.template_text("queue", kQueueTextMax);
  queue.priority = static_cast<int>(reader.integer("priority", {0, 100, 0}));
  read_skills(reader, queue);
  queue.wait_us_max = reader.integer("max_wait_s", {0, 7200, 0}) * kSecond;
  const Json* announce = reader.take("announce_position");
  if (announce != nullptr && !announce->is_null()) {
    const bool is_on = reader.boolean("announce_position", false);
    queue.announce_position = is_on ? AnnouncePosition::kOn : AnnouncePosition::kOff;
  }
  queue.moh = reader.template_text("moh", kMohMax);
  queue.exit_keys = reader.keys("exit_keys", kExitKeysMax, "");
  queue.pre_prompt = read_prompt(reader, "pre_prompt");
  queue.continue_after_call = reader.boolean("continue_after_call", false);
}

void read_transfer(ObjectReader& reader, TransferNode& transfer) {
  constexpr std::string_view kKinds[] = {"blind", "bridge", "refer", "flow"};
  const size_t kind = reader.choice("kind", kKinds, 0);
  if (kind == 3) {
    reader.fail("kind",
                "expected blind, bridge or refer, because this version does not jump to "
                "another flow, got flow");
  } else {
    transfer.kind = static_cast<TransferKind>(kind);
  }
  reader.take_required("to");
  transfer.to = reader.template_text("to", kDestinationMax);
  transfer.caller_id = reader.template_text("caller_id", kCallerIdMax);
  transfer.ring_us_max = reader.integer("ring_timeout_s", {5, 180, 30}) * kSecond;
  transfer.duration_us_max = reader.integer("max_duration_s", {0, 86'400, 0}) * kSecond;
  transfer.pre_prompt = read_prompt(reader, "pre_prompt");
  transfer.whisper = read_prompt(reader, "whisper");
  transfer.moh = reader.template_text("moh", kMohMax);
  transfer.continue_after_call = reader.boolean("continue_after_call", false);
}

void read_play(ObjectReader& reader, PlayNode& play) {
  reader.take_required("prompt");
  play.prompt = read_prompt(reader, "prompt");
  play.repeat = static_cast<int>(reader.integer("repeat", {1, 10, 1}));
  play.barge_in = reader.boolean("barge_in", false);
  play.buffer_digits = reader.boolean("buffer_digits", false);
  play.duration_us_max = reader.integer("max_duration_ms", {1000, 600'000, 300'000}) * kMillisecond;
}

void read_hangup(ObjectReader& reader, HangupNode& hangup) {
  constexpr std::string_view kCauses[] = {"normal", "busy", "rejected", "unallocated",
                                          "congestion"};
  hangup.prompt = read_prompt(reader, "prompt");
  hangup.cause = static_cast<HangupCause>(reader.choice("cause", kCauses, 0));
  hangup.reason = reader.template_text("reason", kReasonMax);
}

void read_edges(ObjectReader& reader, Node& node, const NodeContext& context) {
  const bool is_menu = node.type() == NodeType::kMenu;
  const Json* json = is_menu ? reader.take_required("edges") : reader.take("edges");
  if (json == nullptr) return;
  if (!json->is_object()) {
    return reader.fail("edges", "expected an object, got " + std::string(json_type_text(*json)));
  }
  ObjectReader edges(*json, reader.path_of("edges"), reader.node(), reader.diagnostics());
  for (const Edge edge : edges_of(node.type())) {
    node.edges[static_cast<size_t>(edge)] = read_target(edges, edge_name(edge), context);
  }
  if (is_menu) read_option_edges(edges, std::get<MenuNode>(node.body), *json, context);
  edges.finish();
}

void read_body(ObjectReader& reader, Node& node, NodeType type, const NodeContext& context) {
  switch (type) {
    case NodeType::kPlay:
      return read_play(reader, node.body.emplace<PlayNode>());
    case NodeType::kMenu:
      return read_menu(reader, node.body.emplace<MenuNode>(), context);
    case NodeType::kQueue:
      return read_queue(reader, node.body.emplace<QueueNode>());
    case NodeType::kTransfer:
      return read_transfer(reader, node.body.emplace<TransferNode>());
    case NodeType::kHangup:
      return read_hangup(reader, node.body.emplace<HangupNode>());
  }
}

// Strings anywhere inside a literal may hold a template, which this version refuses.
Json read_literal(const Json& json, const std::string& path, ObjectReader& reader) {
  switch (json.type()) {
    case Json::Type::kString:
      return Json::string(
          read_template(json.as_string(), path, reader.node(), reader.diagnostics()));
    case Json::Type::kArray: {
      Json copy = Json::array();
      for (size_t i = 0; i < json.items().size(); ++i) {
        copy.push(read_literal(json.items()[i], pointer(path, i), reader));
      }
      return copy;
    }
    case Json::Type::kObject: {
      Json copy = Json::object();
      for (const auto& [name, value] : json.members()) {
        copy.set(name, read_literal(value, pointer(path, name), reader));
      }
      return copy;
    }
    case Json::Type::kNull:
    case Json::Type::kBool:
    case Json::Type::kNumber:
      return json;
  }
  return {};
}

}  // namespace

std::optional<NodeType> parse_node_type(std::string_view text) {
  const auto at = std::find(std::begin(kTypeNames), std::end(kTypeNames), text);
  if (at == std::end(kTypeNames)) return std::nullopt;
  return static_cast<NodeType>(at - std::begin(kTypeNames));
}

std::vector<std::pair<std::string, Json>> read_assign(ObjectReader& reader) {
  std::vector<std::pair<std::string, Json>> assign;
  const Json* json = reader.take("assign");
  if (json == nullptr) return assign;
  if (!json->is_object() || json->members().size() > kAssignMax) {
    reader.fail("assign", "expected an object of at most 32 variables, got something else");
    return assign;
  }
  const std::string path = reader.path_of("assign");
  for (const auto& [name, value] : json->members()) {
    if (!is_variable_name(name)) {
      reader.diagnostics().add("E101", reader.node(), pointer(path, name),
                               "expected a name such as order_no, got something else");
    } else if (is_reserved_name(name)) {
      reader.diagnostics().add("E132", reader.node(), pointer(path, name),
                               "expected a name that may be written, got a reserved one");
    } else {
      assign.emplace_back(name, read_literal(value, pointer(path, name), reader));
    }
  }
  return assign;
}

Node read_node(ObjectReader& reader, NodeType type, const NodeContext& context) {
  Node node;
  node.id = std::string(reader.node());
  node.edges.fill(kNoNode);
  reader.text("name", kLabelMax);
  reader.text("notes", kNotesMax);
  const Json* ui = reader.take("ui");
  if (ui != nullptr && !ui->is_object())
    reader.fail("ui", "expected an object, got something else");
  node.assign = read_assign(reader);
  read_body(reader, node, type, context);
  read_edges(reader, node, context);
  check_exhaustion(reader, node, context);
  reader.finish();
  return node;
}

}  // namespace sivo::ivr
