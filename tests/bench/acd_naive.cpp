#include "acd_naive.hpp"

#include <algorithm>
#include <tuple>

namespace sivo::bench {
namespace {

const Place* place_in(const std::vector<Place>& places, uint32_t queue) {
  for (const Place& place : places) {
    if (place.queue == queue) return &place;
  }
  return nullptr;
}

bool meets(const acd::Skills& has, const acd::Skills* needed) {
  if (needed == nullptr) return true;
  return std::all_of(needed->begin(), needed->end(), [&has](const acd::SkillLevel& need) {
    return std::any_of(has.begin(), has.end(), [&need](const acd::SkillLevel& each) {
      return each.skill == need.skill && each.level >= need.level;
    });
  });
}

}  // namespace

NaiveDispatcher::NaiveDispatcher(const Scene& scene, Micros now)
    : tier_wait_us_(scene.tier_wait_us) {
  for (uint32_t agent = 0; agent < scene.agents(); ++agent) {
    const bool has_skills = !scene.skills.empty();
    agents_.push_back(
        {State::kIdle, now, scene.places[agent], has_skills ? scene.skills[agent] : acd::Skills{}});
  }
}

// Time alone opens tiers, nothing else.
void NaiveDispatcher::pass_time(Micros now) {
  if (tier_wait_us_ > 0) pass(now);
}

void NaiveDispatcher::join(const Arrival& arrival, Micros now) {
  enter(arrival, now);
  pass(now);
}

void NaiveDispatcher::enter(const Arrival& arrival, Micros now) {
  const auto behind = std::find_if(callers_.begin(), callers_.end(), [&](const Caller& caller) {
    return caller.arrival.priority < arrival.priority;
  });
  callers_.insert(behind, {arrival, now, false});
}

void NaiveDispatcher::end_call(uint32_t agent, Micros) { agents_[agent].state = State::kWrapUp; }

void NaiveDispatcher::ready(uint32_t agent, Micros now) {
  agents_[agent].state = State::kIdle;
  agents_[agent].idle_since = now;
  pass(now);
}

void NaiveDispatcher::serve(std::vector<Assignment>& served, Micros) {
  for (const Assignment& offer : offers_) {
    agents_[offer.agent].state = State::kOnCall;
    std::erase_if(callers_,
                  [&offer](const Caller& caller) { return caller.arrival.tag == offer.tag; });
    served.push_back(offer);
  }
  offers_.clear();
}

void NaiveDispatcher::pass(Micros now) {
  for (Caller& caller : callers_) {
    if (caller.is_offered) continue;
    uint32_t agent = 0;
    if (best_place(caller, now, agent) == nullptr) continue;
    caller.is_offered = true;
    agents_[agent].state = State::kOffered;
    offers_.push_back({agent, caller.arrival.tag});
  }
}

// Null when there is none for the caller.
const Place* NaiveDispatcher::best_place(const Caller& caller, Micros now, uint32_t& agent) const {
  const Place* best = nullptr;
  for (uint32_t i = 0; i < agents_.size(); ++i) {
    const Agent& each = agents_[i];
    if (each.state != State::kIdle) continue;
    const Place* place = place_in(each.places, caller.arrival.queue);
    if (place == nullptr || !is_open(*place, caller, now)) continue;
    if (!meets(each.skills, caller.arrival.required)) continue;
    if (best != nullptr && std::tie(best->tier, agents_[agent].idle_since, best->level) <=
                               std::tie(place->tier, each.idle_since, place->level)) {
      continue;
    }
    best = place;
    agent = i;
  }
  return best;
}

// The first tier always; another when the caller has waited for it, or nobody is in the lower ones.
bool NaiveDispatcher::is_open(const Place& place, const Caller& caller, Micros now) const {
  if (place.tier == 1 || now - caller.joined >= tier_wait_us_) return true;
  return std::none_of(agents_.begin(), agents_.end(), [&place](const Agent& agent) {
    const Place* other = place_in(agent.places, place.queue);
    return other != nullptr && other->tier < place.tier;
  });
}

}  // namespace sivo::bench
