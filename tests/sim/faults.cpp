#include "sim/faults.hpp"

namespace sivo::sim {
namespace {

constexpr Micros kLatencyMax = 30 * kMillisecond;

std::optional<Id> leg_of(const Record& message) {
  switch (message.kind()) {
    case Kind::kLegRinging:
    case Kind::kLegAnswered:
    case Kind::kLegFailed:
    case Kind::kLegEnded:
      return std::get<Id>(message.get(0));
    default:
      return std::nullopt;
  }
}

}  // namespace

Matter matter_of(Kind kind) {
  switch (kind) {
    case Kind::kCallOffered:
    case Kind::kCallPlaced:
      return Matter::kBirth;
    case Kind::kCallHangup:
    case Kind::kLegFailed:
    case Kind::kLegEnded:
    case Kind::kHostRestarted:
      return Matter::kEnd;
    case Kind::kAgentLogin:
    case Kind::kAgentLogout:
    case Kind::kAgentPause:
    case Kind::kAgentReady:
    case Kind::kDeviceState:
      return Matter::kPeople;
    case Kind::kCallAnswered:
    case Kind::kLegRinging:
    case Kind::kLegAnswered:
    case Kind::kPlayFinished:
    case Kind::kDtmf:
      return Matter::kProgress;
    default:
      return Matter::kWish;
  }
}

bool Channel::is_mute(const Id& leg) {
  if (faults_.mute_legs == 0) return false;
  const auto [found, is_new] = mute_.try_emplace(leg, false);
  if (is_new) found->second = happens(faults_.mute_legs);
  return found->second;
}

Micros Channel::delay(Matter matter, Micros now) {
  Micros at = now + static_cast<Micros>(random_.below(kLatencyMax));
  if (happens(faults_.rates[static_cast<size_t>(matter)].late)) {
    at += static_cast<Micros>(random_.below(static_cast<uint64_t>(faults_.late_us_max) + 1));
  }
  return std::max(at, down_until_);
}

void Channel::send(const Record& message, Micros now) {
  const Matter matter = matter_of(message.kind());
  const Rates& rates = faults_.rates[static_cast<size_t>(matter)];
  const auto leg = leg_of(message);
  if (leg && is_mute(*leg)) return;
  if (happens(rates.lost) || (is_down(now) && happens(500))) return;
  send_surely(message, now);
}

void Channel::send_surely(const Record& message, Micros now) {
  const Matter matter = matter_of(message.kind());
  const int copies = happens(faults_.rates[static_cast<size_t>(matter)].doubled) ? 2 : 1;
  for (int i = 0; i < copies; ++i) put_back(message, delay(matter, now));
}

Record Channel::take() {
  Record message = std::move(messages_.begin()->second);
  messages_.erase(messages_.begin());
  return message;
}

}  // namespace sivo::sim
