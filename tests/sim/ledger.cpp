#include "sim/ledger.hpp"

#include "base/prng.hpp"
#include "schema/actions.hpp"
#include "schema/call.hpp"
#include "schema/json.hpp"
#include "schema/walk.hpp"
#include "sim/finding.hpp"
#include "sim/rows.hpp"

namespace sivo::sim {
namespace {

using schema::Json;

template <class Data>
Data data_of(const Event& event) {
  auto data = schema::parse_record(schema::table_of<Data>(), event.data);
  expect(data.ok(), "event data", event.type + ": " + event.data);
  return data->template as<Data>();
}

int64_t number_in(const Json& object, std::string_view key) {
  const Json* value = object.find(key);
  return value && value->is_integer() ? value->as_integer() : 0;
}

// Each part was rounded down to a millisecond, and so were the sums of several.
constexpr int64_t kRoundingMs = 8;

void check_times(const Call& cdr) {
  const std::string name = to_text(cdr.id) + " wait " + std::to_string(cdr.wait_ms) + " ring " +
                           std::to_string(cdr.ring_ms) + " talk " + std::to_string(cdr.talk_ms) +
                           " hold " + std::to_string(cdr.hold_ms);
  expect(cdr.ended_at.has_value(), "times", name + " has no end");
  const int64_t lasted_ms = (*cdr.ended_at - cdr.started_at) / kMillisecond;
  const std::string whole = name + " of " + std::to_string(lasted_ms);
  expect(cdr.wait_ms + cdr.talk_ms + cdr.hold_ms <= lasted_ms + kRoundingMs, "times", whole);
  expect(cdr.ring_ms <= lasted_ms + kRoundingMs, "times", whole);
  // A call between people, by no flow and no queue: every moment rang, talked or held.
  if (cdr.direction != CallDirection::kInbound && cdr.queue_visits == "[]") {
    const int64_t sum = cdr.ring_ms + cdr.talk_ms + cdr.hold_ms;
    expect(std::abs(sum - lasted_ms) <= kRoundingMs, "times", whole);
  }
  expect(cdr.duration_sec == lasted_ms / 1'000, "times", whole);
  expect(cdr.billsec <= cdr.duration_sec, "times", whole);
}

// The agents' parts are inside the call's, and each is what its own times say.
void check_parts(const Call& cdr) {
  const auto list = Json::parse(cdr.handled);
  expect(list.ok() && list->is_array(), "handled", cdr.handled);
  int64_t talk_ms = 0;
  int64_t hold_ms = 0;
  for (const Json& part : list->items()) {
    const auto answered = parse_time(part.find("answered_at")->as_string());
    const auto ended = parse_time(part.find("ended_at")->as_string());
    expect(answered && ended && *answered <= *ended, "handled", cdr.handled);
    const int64_t lasted_ms = (*ended - *answered) / kMillisecond;
    const int64_t own_ms = number_in(part, "talk_ms") + number_in(part, "hold_ms");
    expect(std::abs(lasted_ms - own_ms) <= kRoundingMs, "handled", cdr.handled);
    talk_ms += number_in(part, "talk_ms");
    hold_ms += number_in(part, "hold_ms");
  }
  expect(talk_ms <= cdr.talk_ms && hold_ms <= cdr.hold_ms + kRoundingMs, "handled", cdr.handled);
}

struct Entries {
  int entered = 0;
  int at_the_door = 0;  // of those: sent on at once, by overflow; they may not have entered
};

// Every visit of a queue has one end; those refused never entered.
Entries check_visits(const Call& cdr) {
  const auto list = Json::parse(cdr.queue_visits);
  expect(list.ok() && list->is_array(), "visits", cdr.queue_visits);
  Entries entries;
  for (const Json& visit : list->items()) {
    const Json* reason = visit.find("reason");
    expect(reason && reason->is_string(), "visits", cdr.queue_visits);
    const bool is_refused = reason->as_string() == "full" || reason->as_string() == "refused_empty";
    entries.entered += !is_refused;
    const bool is_overflow = reason->as_string() == "overflow";
    const Json* entered = visit.find("entered_at");
    const Json* left = visit.find("left_at");
    expect(entered && left, "visits", cdr.queue_visits);
    entries.at_the_door += is_overflow && entered->as_string() == left->as_string();
    expect(number_in(visit, "waited_ms") >= 0, "visits", cdr.queue_visits);
  }
  return entries;
}

}  // namespace

void Ledger::read(const Record& output) {
  if (has_digest) {
    for (const char letter : schema::render_record(output)) {
      digest_ = (digest_ ^ static_cast<uint8_t>(letter)) * 0x100000001b3ULL;
    }
  }
  if (output.kind() == Kind::kDial) {
    const Dial& dial = output.as<Dial>();
    const auto [known, is_new] = legs_.emplace(dial.leg_id, dial.call_id);
    expect(is_new || dial.is_repeat, "one dial a leg", to_text(dial.leg_id));
    expect(known->second == dial.call_id, "one dial a leg", to_text(dial.leg_id));
    const auto user = dial.user_id ? tenant_of_user_.find(*dial.user_id) : tenant_of_user_.end();
    expect(user == tenant_of_user_.end() || user->second == dial.tenant_id, "tenants apart",
           to_text(dial.leg_id));
    return;
  }
  if (output.kind() == Kind::kEvent) read_event(output.as<Event>());
}

void Ledger::read_event(const Event& event) {
  if (!seen_.insert(event.id).second) {
    expect(last_event_.is_nil() || last_event_ < event.id, "event order", to_text(event.id));
    ++repeats_;
    return;
  }
  expect(last_event_ < event.id, "event order", to_text(event.id) + " " + event.type);
  last_event_ = event.id;
  if (event.type == "call.created") {
    expect(begun_.emplace(*event.call_id, event.tenant_id).second, "one beginning",
           to_text(*event.call_id));
  }
  if (event.call_id) {
    const auto call = begun_.find(*event.call_id);
    expect(call != begun_.end(), "a call begins first", event.type);
    expect(call->second == event.tenant_id, "tenants apart", event.type);
    expect(!ended_.contains(*event.call_id) || event.type == "call.ended" ||
               event.type.starts_with("offer."),
           "nothing after the end", event.type + " " + to_text(*event.call_id));
  }
  if (event.type == "call.ended") {
    expect(ended_.insert(*event.call_id).second, "one end", to_text(*event.call_id));
  }
  answers_ += event.type == "call.answered";
  if (event.type.starts_with("offer.")) read_offer(event);
  if (event.type.starts_with("queue.")) read_queue(event);
}

void Ledger::read_offer(const Event& event) {
  const auto data = data_of<OfferEvent>(event);
  if (event.type == "offer.created") {
    expect(offers_.emplace(data.leg_id, Offer{data.call_id, data.user_id}).second, "one offer",
           to_text(data.leg_id));
    return;
  }
  const auto offer = offers_.find(data.leg_id);
  expect(offer != offers_.end(), "an offer is made first", to_text(data.leg_id));
  expect(!offer->second.is_over, "one outcome an offer", to_text(data.leg_id) + " " + event.type);
  expect(offer->second.user == data.user_id && offer->second.call == data.call_id,
         "an offer stays whose it is", to_text(data.leg_id));
  offer->second.is_over = true;
}

void Ledger::read_queue(const Event& event) {
  Visits& visits = visits_[*event.call_id];
  if (event.type == "queue.entered") ++visits.entered;
}

void Ledger::settle(core::Core& core, const Id& tenant) const {
  std::set<Id> records;
  for (const Call& cdr : rows_of<Call>(core, tenant)) {
    expect(records.insert(cdr.id).second, "one record", to_text(cdr.id));
    expect(ended_.contains(cdr.id), "one record", to_text(cdr.id) + " never ended");
    check_times(cdr);
    check_parts(cdr);
    const auto visits = visits_.find(cdr.id);
    const int entered = visits == visits_.end() ? 0 : visits->second.entered;
    const Entries entries = check_visits(cdr);
    expect(entries.entered >= entered && entries.entered <= entered + entries.at_the_door,
           "sum of outcomes", std::to_string(entered) + " entered, " + cdr.queue_visits);
  }
  for (const auto& [call, owner] : begun_) {
    if (owner == tenant) expect(records.contains(call), "one record", to_text(call) + " has none");
  }
}

void Ledger::settle() const {
  for (const auto& [call, owner] : begun_) {
    expect(ended_.contains(call), "every call ends", to_text(call));
  }
  expect(begun_.size() == ended_.size(), "every call ends", "");
  for (const auto& [leg, offer] : offers_) {
    expect(offer.is_over, "every offer ends", to_text(leg));
  }
  expect(begun_.size() == offered_, "nothing lost",
         std::to_string(offered_) + " taken, " + std::to_string(begun_.size()) + " begun");
}

}  // namespace sivo::sim
