#include <algorithm>

#include "base/assert.hpp"
#include "core/apply.hpp"
#include "schema/recording_policy.hpp"
#include "schema/transcription_policy.hpp"
#include "schema/walk.hpp"

namespace sivo::core::document {
namespace {

constexpr std::string_view kSlug[] = {"slug"};
constexpr std::string_view kName[] = {"name"};
constexpr std::string_view kEmail[] = {"email"};
constexpr std::string_view kNumber[] = {"number"};
constexpr std::string_view kMember[] = {"queue_id", "user_id"};
constexpr std::string_view kPolicy[] = {"scope", "resource_id"};
constexpr std::string_view kPolicyTarget = "resource_id";
constexpr std::string_view kIdSuffix = "_id";
constexpr size_t kNameShownMax = 120;  // bytes of a name that a message repeats

// Secrets are nothing without their values, which never come out: they are applied, not exported.
constexpr Resource kResources[] = {
    {.name = "pause_reasons", .kind = Kind::kPauseReason, .key = kName},
    {.name = "schedules", .kind = Kind::kSchedule, .key = kName},
    {.name = "users", .kind = Kind::kUser, .key = kEmail},
    {.name = "ivr_flows", .kind = Kind::kIvrFlow, .key = kName},
    {.name = "queues",
     .kind = Kind::kQueue,
     .key = kName,
     .is_chain = true,
     .goes_with_own = "overflow_action"},
    {.name = "queue_members", .kind = Kind::kQueueMember, .key = kMember},
    {.name = "sip_trunks", .kind = Kind::kSipTrunk, .key = kName, .is_chain = true},
    {.name = "dids", .kind = Kind::kDid, .key = kNumber},
    {.name = "recording_policies", .kind = Kind::kRecordingPolicy, .key = kPolicy},
    {.name = "transcription_policies", .kind = Kind::kTranscriptionPolicy, .key = kPolicy},
    {.name = "webhook_endpoints", .kind = Kind::kWebhookEndpoint, .key = kName},
    {.name = "secrets", .kind = Kind::kSecret, .key = kName, .is_exported = false},
};

Kind target_of(PolicyScope scope) {
  switch (scope) {
    case PolicyScope::kGlobal:
      return Kind::kNone;
    case PolicyScope::kDid:
      return Kind::kDid;
    case PolicyScope::kQueue:
      return Kind::kQueue;
    case PolicyScope::kAgent:
      return Kind::kUser;
  }
  return Kind::kNone;
}

void append_canonical(std::string& out, const Json& json) {
  if (json.is_array()) {
    char before = '[';
    if (json.items().empty()) out += before;
    for (const Json& item : json.items()) {
      out += before;
      before = ',';
      append_canonical(out, item);
    }
    out += ']';
    return;
  }
  if (!json.is_object()) return json.dump_to(out);
  std::vector<const Json::Member*> members;
  members.reserve(json.members().size());
  for (const auto& member : json.members()) members.push_back(&member);
  std::sort(members.begin(), members.end(), [](auto* a, auto* b) { return a->first < b->first; });
  char before = '{';
  if (members.empty()) out += before;
  for (const Json::Member* member : members) {
    out += before;
    before = ',';
    schema::append_json_string(out, member->first);
    out += ':';
    append_canonical(out, member->second);
  }
  out += '}';
}

}  // namespace

constinit const Resource kTenants = {.name = "tenant", .kind = Kind::kTenant, .key = kSlug};
constinit const Resource kConfigurations = {
    .name = "configuration", .kind = Kind::kConfiguration, .key = {}};

std::span<const Resource> resources() { return kResources; }

const Resource* resource_of(Kind kind) {
  for (const Resource& resource : kResources) {
    if (resource.kind == kind) return &resource;
  }
  return nullptr;
}

Kind target_of(const Record& row, size_t field) {
  const schema::Field& described = row.table().fields[field];
  if (described.name == kPolicyTarget && row.kind() == Kind::kRecordingPolicy) {
    return target_of(row.as<RecordingPolicy>().scope);
  }
  if (described.name == kPolicyTarget && row.kind() == Kind::kTranscriptionPolicy) {
    return target_of(row.as<TranscriptionPolicy>().scope);
  }
  return described.reference;
}

bool is_reference(const schema::Field& field) {
  return field.type == schema::Type::kId && field.name.ends_with(kIdSuffix) &&
         (field.reference != Kind::kNone || field.name == kPolicyTarget);
}

std::string_view alias_of(const schema::Field& field) {
  SIVO_ASSERT(is_reference(field));
  return field.name.substr(0, field.name.size() - kIdSuffix.size());
}

bool is_writable(const schema::Field& field, size_t index) {
  return index >= kStandardFields && !field.is_read_only;
}

size_t field_of(const Table& table, std::string_view name) {
  const int index = table.index_of(name);
  SIVO_ASSERT(index >= 0);
  return static_cast<size_t>(index);
}

void set_id(Record& row, size_t index, const Id& id) {
  row.table().fields[index].set(row.object(), id);
  row.mark_given(index);
}

Id id_of(const Record& row) { return std::get<Id>(row.get(0)); }

std::string label_of(std::string_view key) {
  std::string out(key);
  while (out.ends_with(kKeySeparator)) out.pop_back();
  std::replace(out.begin(), out.end(), kKeySeparator, '/');
  return out;
}

std::string shown_name(const Resource& resource, std::string_view key) {
  const std::string label = label_of(key);
  const bool is_personal =
      std::any_of(resource.key.begin(), resource.key.end(), [](std::string_view name) {
        return name == kEmail[0] || name == kNumber[0] || name == kMember[1] ||
               name == kPolicyTarget;
      });
  if (is_personal || label.size() > kNameShownMax) return "one by that name";
  std::string out;
  schema::append_json_string(out, label);
  return out;
}

Json json_of(const schema::Field& field, const schema::Value& value) {
  std::string text;
  schema::render_value(text, field, value);
  auto json = Json::parse(text);
  SIVO_ASSERT(json.ok());
  return std::move(*json);
}

std::string canonical(const Json& json) {
  std::string out;
  append_canonical(out, json);
  return out;
}

std::string Row::path() const {
  std::string out(resource->name);
  if (index) out.append("[").append(std::to_string(*index)).append("]");
  return out;
}

const Reference* Row::reference(size_t field) const {
  for (const Reference& reference : references) {
    if (reference.field == field) return &reference;
  }
  return nullptr;
}

const Listing* Document::listing(Kind kind) const {
  for (const Listing& listing : listings) {
    if (listing.resource->kind == kind) return &listing;
  }
  return nullptr;
}

bool Plan::is_empty() const {
  return going.empty() && std::all_of(steps.begin(), steps.end(), [](const Step& step) {
           return step.change == Step::Change::kNone;
         });
}

}  // namespace sivo::core::document
