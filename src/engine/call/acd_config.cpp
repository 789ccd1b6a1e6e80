#include <algorithm>

#include "engine/call/engine.hpp"
#include "schema/json.hpp"

// The rows of queues and users as the distributor takes them.
namespace sivo::call {
namespace {

using schema::Json;

static_assert(static_cast<int>(sivo::Strategy::kRandom) ==
              static_cast<int>(acd::Strategy::kRandom));

uint32_t count_of(int64_t value) { return static_cast<uint32_t>(value); }

// The entity says when callers leave, the distributor whether they may stay.
acd::EmptyRule stay_rule(EmptyRule leave) {
  switch (leave) {
    case EmptyRule::kYes:
      return acd::EmptyRule::kNo;
    case EmptyRule::kNo:
      return acd::EmptyRule::kYes;
    case EmptyRule::kStrict:
      return acd::EmptyRule::kStrict;
  }
  return acd::EmptyRule::kYes;
}

Json parsed(const std::string& json) {
  auto read = Json::parse(json);
  SIVO_ASSERT(read.ok());  // checked when it was given
  return *std::move(read);
}

// Whether the callers have somewhere to go; a target that is gone meanwhile is none.
bool has_overflow(const Queue& queue) {
  switch (queue.overflow_action) {
    case OverflowAction::kQueue:
      return queue.overflow_queue_id.has_value();
    case OverflowAction::kIvrFlow:
      return queue.overflow_ivr_flow_id.has_value();
    case OverflowAction::kNumber:
      return queue.overflow_number.has_value();
    case OverflowAction::kHangup:
      return true;
    case OverflowAction::kNone:
    case OverflowAction::kVoicemail:
      return false;
  }
  return false;
}

}  // namespace

acd::QueueConfig Engine::config_of(const Queue& queue) {
  acd::QueueConfig config;
  config.id = queue.id;
  config.strategy = static_cast<acd::Strategy>(queue.strategy);
  config.ring_us = queue.ring_timeout_sec * kSecond;
  config.max_wait_us = queue.max_wait_time * kSecond;
  config.wrap_up_us = queue.wrap_up_time * kSecond;
  config.max_length = count_of(queue.max_length);
  config.join_empty = static_cast<acd::EmptyRule>(queue.join_empty);
  config.leave_when_empty = stay_rule(queue.leave_when_empty);
  config.empty_grace_us = queue.empty_grace_sec * kSecond;
  config.tier_wait_us = queue.tier_wait_sec * kSecond;
  config.tier_wait_multiply = queue.tier_wait_multiply;
  config.reject_delay_us = queue.reject_delay_sec * kSecond;
  config.busy_delay_us = queue.busy_delay_sec * kSecond;
  config.no_answer_delay_us = queue.no_answer_delay_sec * kSecond;
  config.unreachable_delay_us = queue.unreachable_delay_sec * kSecond;
  config.max_no_answer = count_of(queue.max_no_answer);
  config.max_busy = count_of(queue.max_busy);
  config.max_reject = count_of(queue.max_reject);
  config.missed_moves_to_end = queue.missed_moves_to_end;
  config.weight = count_of(queue.weight);
  config.required = skills_of(queue.required_skills);
  config.preferred = skills_of(queue.preferred_skills);
  config.skill_relax_us = queue.skill_relax_after_sec * kSecond;
  config.aging_per_min = count_of(queue.aging_points_per_min);
  config.fewest_calls_window_us = queue.fewest_calls_window_sec * kSecond;
  if (!has_overflow(queue)) return config;
  config.overflow_us = queue.overflow_after_sec * kSecond;
  config.overflow_at_length = count_of(queue.overflow_at_length);
  config.overflow_when_empty = queue.overflow_when_empty;
  return config;
}

acd::AgentConfig Engine::config_of(const User& user) {
  acd::AgentConfig config;
  config.id = user.id;
  config.skills = skills_of(user.skills);
  if (user.wrap_up_time) config.wrap_up_us = *user.wrap_up_time * kSecond;
  if (user.max_no_answer) config.max_no_answer = *user.max_no_answer;
  return config;
}

// Names to the engine's numbers, in the order of the numbers.
acd::Skills Engine::skills_of(const std::string& json) {
  acd::Skills skills;
  if (json == "{}") return skills;
  const Json levels = parsed(json);
  for (const auto& [name, level] : levels.members()) {
    const auto number = static_cast<uint32_t>(skills_.size());
    const auto found = skills_.try_emplace(name, number).first;
    skills.push_back({found->second, static_cast<uint32_t>(level.as_integer())});
  }
  std::sort(skills.begin(), skills.end());
  return skills;
}

}  // namespace sivo::call
