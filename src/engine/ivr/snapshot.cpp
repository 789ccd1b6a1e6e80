#include <algorithm>

#include "engine/ivr/session.hpp"

namespace sivo::ivr {
namespace {

using schema::Json;

constexpr int64_t kVersion = 1;
constexpr size_t kKeysMax = 80;

Json keys_json(const std::string& keys) { return Json::string(keys); }

Json time_json(Micros time) { return time == kNever ? Json() : Json::integer(time); }

Json records_json(const Flow& flow, const SessionData& data) {
  Json records = Json::array();
  for (const CollectRecord& record : data.records) {
    Json item = Json::object();
    item.append("node", Json::string(flow.nodes[record.node].id));
    item.append("status", Json::integer(static_cast<int64_t>(record.status)));
    item.append("reason", Json::integer(static_cast<int64_t>(record.reason)));
    item.append("digits", keys_json(record.digits));
    item.append("attempts", Json::integer(record.attempts));
    records.push(std::move(item));
  }
  return records;
}

Json collector_json(const Collector::State& state) {
  Json json = Json::object();
  json.append("phase", Json::integer(static_cast<int64_t>(state.phase)));
  json.append("entry", keys_json(state.entry));
  json.append("first_at", time_json(state.first_at));
  json.append("interdigit_at", time_json(state.interdigit_at));
  json.append("overall_at", time_json(state.overall_at));
  return json;
}

// Reads a snapshot's members; one that does not fit makes the whole snapshot unfit.
class SnapshotReader {
 public:
  SnapshotReader(const Json& json, const Flow& flow, Micros shift)
      : json_(json), flow_(flow), shift_(shift) {}

  bool is_fit() const { return is_fit_; }
  void refuse() { is_fit_ = false; }
  SnapshotReader inside(const Json& json) const { return {json, flow_, shift_}; }
  void join(const SnapshotReader& inner) { is_fit_ = is_fit_ && inner.is_fit_; }

  const Json* member(std::string_view name, Json::Type type) {
    const Json* json = json_.is_object() ? json_.find(name) : nullptr;
    if (json != nullptr && json->type() == type) return json;
    refuse();
    return nullptr;
  }
  template <class T>
  void number(std::string_view name, T& value, int64_t min, int64_t max) {
    const Json* json = member(name, Json::Type::kNumber);
    if (json == nullptr) return;
    const bool fits = json->is_integer() && json->as_integer() >= min && json->as_integer() <= max;
    if (!fits) return refuse();
    value = static_cast<T>(json->as_integer());
  }
  void count(std::string_view name, uint32_t& value) { number(name, value, 0, UINT32_MAX); }
  void boolean(std::string_view name, bool& value) {
    const Json* json = member(name, Json::Type::kBool);
    if (json != nullptr) value = json->as_bool();
  }
  void keys(std::string_view name, std::string& value) {
    const Json* json = member(name, Json::Type::kString);
    if (json == nullptr) return;
    const std::string& text = json->as_string();
    const bool are_keys = std::all_of(text.begin(), text.end(), is_dtmf_key);
    if (text.size() > kKeysMax || !are_keys) return refuse();
    value = text;
  }
  void time(std::string_view name, Micros& value) {
    const Json* json = json_.is_object() ? json_.find(name) : nullptr;
    if (json == nullptr) return refuse();
    read_time(*json, value);
  }
  void read_time(const Json& json, Micros& value) {
    value = kNever;
    if (json.is_null()) return;
    const bool fits = json.is_integer() && json.as_integer() >= 0 && json.as_integer() <= kTimeMax;
    if (!fits) return refuse();
    value = json.as_integer() + shift_;
  }
  NodeIndex find(const Json* id) {
    const bool is_text = id != nullptr && id->is_string();
    const NodeIndex index = is_text ? flow_.find(id->as_string()) : kNoNode;
    if (index == kNoNode) refuse();
    return index;
  }

 private:
  const Json& json_;
  const Flow& flow_;
  Micros shift_;
  bool is_fit_ = true;
};

void read_flags(SnapshotReader& reader, SessionData& data) {
  reader.boolean("is_answered", data.is_answered);
  reader.boolean("is_handling_error", data.is_handling_error);
  reader.boolean("is_over_limit", data.is_over_limit);
  reader.boolean("is_in_pre_prompt", data.is_in_pre_prompt);
  reader.count("seq", data.seq);
  reader.count("last_action_id", data.last_action_id);
  reader.count("answer_id", data.answer_id);
  reader.count("play_id", data.play_id);
  reader.count("leg_id", data.leg_id);
  reader.count("steps", data.steps);
  reader.count("steps_max", data.steps_max);
  reader.count("visits_in_row", data.visits_in_row);
  reader.count("on_error_used", data.on_error_used);
  reader.number("attempt", data.attempt, 1, 10);
  reader.number("repeats_left", data.repeats_left, 0, 9);
  reader.number("last_failure", data.last_failure, 0, 3);
  reader.count("late_events", data.counters.late_events);
  reader.count("dropped_keys", data.counters.dropped_keys);
  reader.count("warnings", data.counters.warnings);
}

void read_collector(SnapshotReader& outer, SessionData& data) {
  const Json* json = outer.member("collector", Json::Type::kObject);
  if (json == nullptr) return;
  SnapshotReader reader = outer.inside(*json);
  Collector::State state;
  reader.number("phase", state.phase, 0, 1);
  reader.keys("entry", state.entry);
  reader.time("first_at", state.first_at);
  reader.time("interdigit_at", state.interdigit_at);
  reader.time("overall_at", state.overall_at);
  outer.join(reader);
  data.collector.set_state(std::move(state));
}

void read_records(SnapshotReader& outer, SessionData& data) {
  const Json* records = outer.member("records", Json::Type::kArray);
  if (records == nullptr) return;
  for (const Json& item : records->items()) {
    SnapshotReader reader = outer.inside(item);
    CollectRecord record;
    record.node = reader.find(reader.member("node", Json::Type::kString));
    reader.number("status", record.status, 0, 3);
    reader.number("reason", record.reason, 0, static_cast<int64_t>(InvalidReason::kNoTerminator));
    reader.keys("digits", record.digits);
    reader.count("attempts", record.attempts);
    outer.join(reader);
    data.records.push_back(std::move(record));
  }
}

void read_lists(SnapshotReader& reader, SessionData& data) {
  if (const Json* timers = reader.member("timers", Json::Type::kArray)) {
    if (timers->items().size() != kTimerCount) return reader.refuse();
    for (size_t i = 0; i < kTimerCount; ++i) reader.read_time(timers->items()[i], data.timers[i]);
  }
  if (const Json* path = reader.member("path", Json::Type::kArray)) {
    if (path->items().size() > kPathMax) return reader.refuse();
    for (const Json& id : path->items()) data.path.push_back(reader.find(&id));
  }
  if (const Json* variables = reader.member("variables", Json::Type::kObject)) {
    for (const auto& [name, value] : variables->members()) {
      if (!is_variable_name(name)) return reader.refuse();
      data.variables.emplace_back(name, value);
      data.variables_bytes += value.dump().size();
    }
    std::sort(data.variables.begin(), data.variables.end(),
              [](const auto& a, const auto& b) { return a.first < b.first; });
  }
}

// Whether the state can be that of this node: the machine relies on it.
bool is_consistent(const Flow& flow, const SessionData& data) {
  if (data.state == State::kCreated || data.state == State::kEnded) return true;
  if (data.state == State::kEnding) return data.outcome.has_value();
  if (data.node == kNoNode || data.outcome) return false;
  const NodeType type = flow.nodes[data.node].type();
  const bool is_leg = type == NodeType::kQueue || type == NodeType::kTransfer;
  if (data.leg_id != 0 && !is_leg) return false;
  switch (data.state) {
    case State::kAnswering:
      return data.answer_id != 0;
    case State::kPlaying:
      return type == NodeType::kPlay || type == NodeType::kHangup;
    case State::kCollecting:
      return type == NodeType::kMenu;
    case State::kQueued:
      return type == NodeType::kQueue;
    case State::kTransferring:
      return type == NodeType::kTransfer;
    case State::kBridged:
      return is_leg && data.leg_id != 0;
    case State::kCreated:
    case State::kEnding:
    case State::kEnded:
      return true;
  }
  return false;
}

}  // namespace

Json Session::snapshot() const {
  const SessionData& d = data_;
  Json json = Json::object();
  const auto count = [&](const char* name, int64_t value) {
    json.append(name, Json::integer(value));
  };
  count("snapshot", kVersion);
  count("state", static_cast<int64_t>(d.state));
  json.append("node", d.node == kNoNode ? Json() : Json::string(flow_->nodes[d.node].id));
  json.append("outcome", d.outcome ? Json::integer(static_cast<int64_t>(*d.outcome)) : Json());
  json.append("now", time_json(d.now));
  json.append("start_at", time_json(d.start_at));
  json.append("is_answered", Json::boolean(d.is_answered));
  json.append("is_handling_error", Json::boolean(d.is_handling_error));
  json.append("is_over_limit", Json::boolean(d.is_over_limit));
  json.append("is_in_pre_prompt", Json::boolean(d.is_in_pre_prompt));
  count("seq", d.seq);
  count("last_action_id", d.last_action_id);
  count("answer_id", d.answer_id);
  count("play_id", d.play_id);
  count("leg_id", d.leg_id);
  count("steps", d.steps);
  count("steps_max", d.steps_max);
  count("visits_in_row", d.visits_in_row);
  count("on_error_used", d.on_error_used);
  count("attempt", d.attempt);
  count("repeats_left", d.repeats_left);
  count("last_failure", static_cast<int64_t>(d.last_failure));
  count("late_events", d.counters.late_events);
  count("dropped_keys", d.counters.dropped_keys);
  count("warnings", d.counters.warnings);
  if (d.state == State::kCollecting) json.append("collector", collector_json(d.collector.state()));
  json.append("typeahead", keys_json(d.typeahead));
  json.append("swallow_until", d.swallow_until == 0 ? Json() : time_json(d.swallow_until));
  json.append("swallow_keys", keys_json(d.swallow_keys));
  Json timers = Json::array();
  for (const Micros timer : d.timers) timers.push(time_json(timer));
  json.append("timers", std::move(timers));
  count("ivr_us", d.ivr_us);
  count("ivr_us_max", d.ivr_us_max);
  json.append("clock_from", time_json(d.clock_from));
  json.append("records", records_json(*flow_, d));
  Json path = Json::array();
  for (const NodeIndex index : d.path) path.push(Json::string(flow_->nodes[index].id));
  json.append("path", std::move(path));
  Json variables = Json::object();
  for (const auto& [name, value] : d.variables) variables.append(name, value);
  json.append("variables", std::move(variables));
  return json;
}

Result<Session> Session::restore(FlowPtr flow, const Json& snapshot, Micros shift,
                                 const Limits& limits) {
  Session session(std::move(flow), limits);
  SessionData& data = session.data_;
  SnapshotReader reader(snapshot, *session.flow_, shift);
  int64_t version = 0;
  reader.number("snapshot", version, kVersion, kVersion);
  reader.number("state", data.state, 0, static_cast<int64_t>(State::kEnded));
  read_flags(reader, data);
  reader.time("now", data.now);
  reader.time("start_at", data.start_at);
  reader.keys("typeahead", data.typeahead);
  reader.keys("swallow_keys", data.swallow_keys);
  reader.time("swallow_until", data.swallow_until);
  if (data.swallow_until == kNever) data.swallow_until = 0;
  reader.number("ivr_us", data.ivr_us, 0, kTimeMax);
  reader.number("ivr_us_max", data.ivr_us_max, 0, kTimeMax);
  reader.time("clock_from", data.clock_from);
  read_lists(reader, data);
  read_records(reader, data);
  if (data.state == State::kCollecting) read_collector(reader, data);
  const Json* node = snapshot.is_object() ? snapshot.find("node") : nullptr;
  if (node != nullptr && !node->is_null()) data.node = reader.find(node);
  const Json* outcome = snapshot.is_object() ? snapshot.find("outcome") : nullptr;
  if (outcome != nullptr && !outcome->is_null()) {
    Outcome value = Outcome::kError;
    reader.number("outcome", value, 0, static_cast<int64_t>(Outcome::kAborted));
    data.outcome = value;
  }
  if (reader.is_fit() && is_consistent(*session.flow_, data)) return session;
  return Error{Status::kCorrupt, "expected a snapshot of a session of this flow, got another", {}};
}

}  // namespace sivo::ivr
