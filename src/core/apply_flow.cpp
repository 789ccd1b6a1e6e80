#include <algorithm>

#include "core/apply.hpp"
#include "engine/ivr/compile.hpp"
#include "engine/ivr/render.hpp"
#include "schema/ivr_flow.hpp"
#include "schema/ivr_flow_version.hpp"

namespace sivo::core::document {
namespace {

// A queue as a flow's node names it: by its name or by its id.
struct NamedQueue {
  std::string pointer;  // to the name, inside the flow
  std::string text;
};

std::vector<NamedQueue> queues_in(const Json& flow) {
  std::vector<NamedQueue> out;
  const Json* nodes = flow.is_object() ? flow.find("nodes") : nullptr;
  if (nodes == nullptr || !nodes->is_array()) return out;
  for (size_t i = 0; i < nodes->items().size(); ++i) {
    const Json& node = nodes->items()[i];
    const Json* type = node.is_object() ? node.find("type") : nullptr;
    if (type == nullptr || !type->is_string() || type->as_string() != "queue") continue;
    const Json* queue = node.find("queue");
    if (queue == nullptr || !queue->is_string()) continue;
    out.push_back({"/nodes/" + std::to_string(i) + "/queue", queue->as_string()});
  }
  return out;
}

// The name of a stored queue or of one in the document; nothing where there is none.
Result<std::optional<std::string>> key_of_queue(const NamedQueue& named, const Listing& listing,
                                                Names& names) {
  if (const auto id = parse_id(named.text)) {
    auto key = names.key_of(Kind::kQueue, *id);
    if (!key || *key) return key;
  }
  if (listing.by_key.contains(named.text)) return std::optional<std::string>(named.text);
  auto id = names.id_of(Kind::kQueue, named.text);
  if (!id) return id.take_error();
  return *id ? std::optional<std::string>(named.text) : std::nullopt;
}

class FlowCheck {
 public:
  FlowCheck(const Document& document, Names& names, bool is_pruning)
      : names_(names),
        queues_(*document.listing(Kind::kQueue)),
        is_pruning_queues_(is_pruning && queues_.is_listed) {}

  Result<void> check_row(const Row& row) {
    const auto compiled = ivr::compile(*row.flow);
    for (const ivr::Diagnostic& found : compiled.diagnostics) {
      std::string path = row.path() + '.' + flow_path(found.field);
      std::string message = found.code + ": " + found.message;
      if (found.severity == ivr::Severity::kError) return invalid(path, std::move(message));
      warn(std::move(path), std::move(message));
    }
    for (const NamedQueue& named : queues_in(*row.flow)) {
      if (auto done = check_queue(row, named); !done) return done;
    }
    return {};
  }

  // A flow that stays as it is in a tenant whose queues are pruned.
  Result<void> check_stored(const Record& flow, const Record& version) const {
    auto json = Json::parse(version.as<IvrFlowVersion>().nodes);
    if (!json) return json.take_error();
    for (const NamedQueue& named : queues_in(*json)) {
      auto key = key_of_queue(named, queues_, names_);
      if (!key) return key.take_error();
      if (!*key || queues_.by_key.contains(**key)) continue;
      return Error{Status::kInUse,
                   "expected queues that no flow names to go, got " + shown(**key) +
                       ", which is named by the flow " +
                       shown_name(*resource_of(Kind::kIvrFlow), flow.as<IvrFlow>().name),
                   std::string(queues_.resource->name)};
    }
    return {};
  }

  bool is_pruning_queues() const { return is_pruning_queues_; }
  std::vector<Warning> take() { return std::move(warnings_); }

 private:
  Result<void> check_queue(const Row& row, const NamedQueue& named) {
    const std::string path = row.path() + '.' + flow_path(named.pointer);
    auto key = key_of_queue(named, queues_, names_);
    if (!key) return key.take_error();
    if (!*key) {
      return Error{Status::kNotFound,
                   "E134: expected a queue of this tenant or document, got " + shown(named.text),
                   path};
    }
    if (is_pruning_queues_ && !queues_.by_key.contains(**key)) {
      return Error{Status::kNotFound,
                   "E134: expected a queue that stays, got one that its list does not name and "
                   "pruning removes",
                   path};
    }
    if (!ivr::is_plain_name(named.text)) {
      warn(path,
           "expected a name of letters, digits and + * # . _ @ : ; = -, the only ones a queue node "
           "can reach, got another: each call that comes here takes the edge error; rename the "
           "queue or name it by its id");
    }
    return {};
  }

  std::string shown(std::string_view name) const { return shown_name(*queues_.resource, name); }

  void warn(std::string path, std::string message) {
    if (warnings_.size() < kWarningsMax) warnings_.push_back({std::move(path), std::move(message)});
  }

  Names& names_;
  const Listing& queues_;
  bool is_pruning_queues_;
  std::vector<Warning> warnings_;
};

// The stored flows whose active version neither the document nor the pruning touches.
Result<void> check_staying(Core& core, const Document& document, Names& names,
                           const FlowCheck& check) {
  const Listing& flows = *document.listing(Kind::kIvrFlow);
  auto known = names.of(*flows.resource);
  if (!known) return known.take_error();
  for (const auto& [id, key] : (*known)->keys) {
    const auto row = flows.by_key.find(key);
    if (row == flows.by_key.end() ? flows.is_listed : flows.rows[row->second].flow != nullptr)
      continue;
    auto flow = core.get(flows.resource->table(), names.tenant(), id);
    if (!flow) return flow.take_error();
    auto version = active_version(core, names.tenant(), id);
    if (!version) return version.take_error();
    if (!*version) continue;
    if (auto done = check.check_stored(*flow, **version); !done) return done;
  }
  return {};
}

}  // namespace

std::string flow_path(std::string_view pointer) {
  constexpr std::string_view kEdges = "edges";  // an object, whose options' names are numbers
  std::string out = "flow";
  std::string_view before;
  while (!pointer.empty()) {
    pointer.remove_prefix(1);  // its slash
    const std::string_view part = pointer.substr(0, pointer.find('/'));
    pointer.remove_prefix(part.size());
    const bool is_index = !part.empty() && before != kEdges &&
                          part.find_first_not_of("0123456789") == std::string_view::npos;
    out += is_index ? '[' : '.';
    out += part;
    if (is_index) out += ']';
    before = part;
  }
  return out;
}

Result<std::vector<Warning>> check_flows(Core& core, const Document& document, Names& names,
                                         bool is_pruning) {
  FlowCheck check(document, names, is_pruning);
  for (const Row& row : document.listing(Kind::kIvrFlow)->rows) {
    if (row.flow == nullptr || row.flow->is_null()) continue;
    if (auto done = check.check_row(row); !done) return done.take_error();
  }
  if (check.is_pruning_queues()) {
    if (auto done = check_staying(core, document, names, check); !done) return done.take_error();
  }
  return check.take();
}

}  // namespace sivo::core::document
