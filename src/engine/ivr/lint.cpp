#include "engine/ivr/lint.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "engine/ivr/resolve.hpp"

namespace sivo::ivr {
namespace {

constexpr size_t kPromptFieldsMax = 4;

// Where a node's edges lead, each target once per edge.
std::vector<NodeIndex> targets_of(const Node& node) {
  std::vector<NodeIndex> targets;
  for (const NodeIndex target : node.edges) {
    if (target != kNoNode) targets.push_back(target);
  }
  if (const auto* menu = std::get_if<MenuNode>(&node.body)) {
    for (const MenuOption& option : menu->options) targets.push_back(option.target);
  }
  return targets;
}

// The nodes that can be reached from `from`, going on only through nodes that `passes` lets
// through.
template <class Passes>
std::vector<bool> reach(const Flow& flow, std::vector<NodeIndex> from, Passes passes) {
  std::vector<bool> is_reached(flow.nodes.size(), false);
  std::vector<NodeIndex> open;
  const auto enter = [&](NodeIndex index) {
    if (index == kNoNode || is_reached[index]) return;
    is_reached[index] = true;
    open.push_back(index);
  };
  for (const NodeIndex index : from) enter(index);
  while (!open.empty()) {
    const Node& node = flow.nodes[open.back()];
    open.pop_back();
    if (!passes(node)) continue;
    for (const NodeIndex target : targets_of(node)) enter(target);
  }
  return is_reached;
}

class Linter {
 public:
  Linter(const Flow& flow, const std::vector<std::string>& places, Diagnostics& diagnostics)
      : flow_(flow), places_(places), diagnostics_(diagnostics) {}

  void run() {
    const auto is_reached =
        reach(flow_, {flow_.start, flow_.on_error}, [](const Node&) { return true; });
    for (NodeIndex i = 0; i < flow_.nodes.size(); ++i) {
      if (!is_reached[i]) report("W200", i, "", "expected a way to the node, got none");
      check_edges(i);
      check_prompts(i);
      if (const auto* menu = std::get_if<MenuNode>(&flow_.nodes[i].body)) check_menu(i, *menu);
    }
    check_play_cycles();
  }

 private:
  void report(std::string_view code, NodeIndex index, std::string_view field, std::string message) {
    std::string place = places_[index];
    if (!field.empty()) place += "/" + std::string(field);
    diagnostics_.add(code, flow_.nodes[index].id, std::move(place), std::move(message));
  }

  static std::string edge_field(Edge edge) { return "edges/" + std::string(edge_name(edge)); }

  void check_edges(NodeIndex index) {
    const Node& node = flow_.nodes[index];
    if (goes_on(node) && node.edge(Edge::kNext) == kNoNode) {
      report("W201", index, edge_field(Edge::kNext),
             "expected a connected edge, got none: the call will be hung up");
    }
    for (const Edge edge : failure_edges(node)) {
      if (resolve_failure(node, edge) != kNoNode || flow_.on_error != kNoNode) continue;
      report("W202", index, edge_field(edge),
             "expected this failure to lead to a node, got nothing: the call will be hung up");
    }
  }

  void check_menu(NodeIndex index, const MenuNode& menu) {
    const auto& options = menu.options;
    for (const MenuOption& option : options) {
      const bool has_longer = std::any_of(options.begin(), options.end(), [&](const auto& other) {
        return other.digits.size() > option.digits.size() &&
               other.digits.starts_with(option.digits);
      });
      if (!has_longer) continue;
      report("W220", index, "options",
             "expected no option that begins another, got " + option.digits +
                 ": it waits for the next key");
    }
    if (options.size() > kMenuOptionsWarned) {
      report("W223", index, "options",
             "expected at most 9 options, got " + std::to_string(options.size()));
    }
    size_t characters = 0;
    for (const PromptItem& item : menu.prompt) {
      if (item.kind == PromptKind::kTts) characters += count_code_points(item.text);
    }
    if (!menu.collect.barge_in && characters > kUninterruptibleCharactersMax) {
      report("W222", index, "barge_in",
             "expected a prompt of at most 200 characters without barge_in, got " +
                 std::to_string(characters));
    }
    if (leads_back(index)) {
      report("W204", index, "edges",
             "expected failures to lead on, got a way back to the menu: a silent caller is held "
             "until the step limit");
    }
  }

  // Whether a failure edge comes back without the caller doing anything.
  bool leads_back(NodeIndex index) const {
    const Node& node = flow_.nodes[index];
    std::vector<NodeIndex> from;
    for (const Edge edge : failure_edges(node)) from.push_back(resolve_failure(node, edge));
    const auto is_reached =
        reach(flow_, from, [](const Node& at) { return at.type() == NodeType::kPlay; });
    return is_reached[index];
  }

  void check_prompts(NodeIndex index) {
    const Node& node = flow_.nodes[index];
    if (const auto* play = std::get_if<PlayNode>(&node.body)) {
      check_languages(index, "prompt", play->prompt);
    } else if (const auto* menu = std::get_if<MenuNode>(&node.body)) {
      const std::pair<const char*, const Prompt*> prompts[kPromptFieldsMax] = {
          {"prompt", &menu->prompt},
          {"reprompt", &menu->reprompt},
          {"timeout_prompt", &menu->timeout_prompt},
          {"invalid_prompt", &menu->invalid_prompt}};
      for (const auto& [field, prompt] : prompts) check_languages(index, field, *prompt);
    } else if (const auto* queue = std::get_if<QueueNode>(&node.body)) {
      check_languages(index, "pre_prompt", queue->pre_prompt);
    } else if (const auto* transfer = std::get_if<TransferNode>(&node.body)) {
      check_languages(index, "pre_prompt", transfer->pre_prompt);
      check_languages(index, "whisper", transfer->whisper);
    } else {
      check_languages(index, "prompt", std::get<HangupNode>(node.body).prompt);
    }
  }

  void check_languages(NodeIndex index, std::string_view field, const Prompt& prompt) {
    for (const PromptItem& item : prompt) {
      if (item.kind != PromptKind::kByLanguage) continue;
      const bool has_own =
          std::any_of(item.by_language.begin(), item.by_language.end(),
                      [&](const auto& entry) { return entry.first == flow_.language; });
      if (has_own) continue;
      report("W241", index, field,
             "expected by_language to have the flow's language " + flow_.language + ", got others");
    }
  }

  // A play node that comes back to itself through play nodes only; reported once per node on it.
  void check_play_cycles() {
    const auto is_play = [](const Node& node) { return node.type() == NodeType::kPlay; };
    for (NodeIndex i = 0; i < flow_.nodes.size(); ++i) {
      const Node& node = flow_.nodes[i];
      if (!is_play(node)) continue;
      if (!reach(flow_, targets_of(node), is_play)[i]) continue;
      report("W203", i, "edges",
             "expected a cycle to ask the caller something, got one of play nodes only: it ends "
             "on the step limit");
    }
  }

  const Flow& flow_;
  const std::vector<std::string>& places_;
  Diagnostics& diagnostics_;
};

}  // namespace

void lint(const Flow& flow, const std::vector<std::string>& places, Diagnostics& diagnostics) {
  Linter(flow, places, diagnostics).run();
}

}  // namespace sivo::ivr
