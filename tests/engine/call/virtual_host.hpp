#pragma once

#include <algorithm>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "base/prng.hpp"
#include "schema/actions.hpp"
#include "schema/inputs.hpp"
#include "schema/record.hpp"

namespace sivo::call::test {

using schema::Record;

// A PBX with its people, drawn from a seed: it hears the actions and says what happens next.
// Besides the plausible it says what a race or a broken host would: things twice, late, in the
// wrong state, about calls that never were.
class VirtualHost {
 public:
  struct World {
    std::vector<Id> tenants, users, queues, reasons;
    std::vector<Id> supervisors;          // and people who are not
    std::vector<std::string> numbers;     // dialled from outside
    std::vector<std::string> extensions;  // and E.164 numbers that agents dial
    std::vector<std::string> callers;     // who call again and again, and ask to be called back
  };

  VirtualHost(World world, uint64_t seed) : world_(std::move(world)), random_(seed) {}

  void hear(const Record& output) {
    switch (output.kind()) {
      case Kind::kBridge:
        hear_channel(output.as<Bridge>().channel);
        std::erase(talking_, output.as<Bridge>().channel);
        talking_.push_back(output.as<Bridge>().channel);
        return;
      case Kind::kMusicStart:
        return hear_channel(output.as<MusicStart>().channel);
      case Kind::kAnswer:
        return expect(CallAnswered{}, output.as<Answer>().channel);
      case Kind::kPlay: {
        PlayFinished done;
        done.play_id = output.as<Play>().play_id;
        if (output.as<Play>().leg_id) hear_prompt(*output.as<Play>().leg_id);
        return expect(done, output.as<Play>().channel);
      }
      case Kind::kDial:
        return hear_leg(output.as<Dial>().leg_id);
      case Kind::kTransfer:
        return hear_leg(output.as<Transfer>().leg_id);
      case Kind::kCancelLeg:
        legs_.erase(output.as<CancelLeg>().leg_id);
        return;
      case Kind::kHangup:
        forget(output.as<Hangup>().channel);
        return;
      default:
        return;
    }
  }

  // What happens next. With is_quiet no call comes in any more and all come to an end.
  Record next(bool is_quiet = false) {
    const uint64_t dice = random_.below(100);
    if (is_quiet && dice < 25 && !channels_.empty()) return hang_up();
    if (dice < 50 && !expected_.empty()) return take_expected();
    if (dice < 56 && !legs_.empty()) return of_leg();
    if (dice < 64 && !is_quiet) return new_call();
    if (dice < 75) return of_agent();
    if (dice < 97) return of_call();
    if (!is_quiet && random_.below(150) == 0) return Record(HostRestarted{});
    return nonsense();
  }

  // Mostly moments, sometimes long enough for every timer.
  Micros pause() {
    const uint64_t dice = random_.below(100);
    if (dice < 40) return 0;
    if (dice < 90) return static_cast<Micros>(random_.below(3'000'000));
    if (dice < 99) return static_cast<Micros>(random_.below(30)) * kSecond;
    return static_cast<Micros>(random_.below(900)) * kSecond;
  }

  Xoshiro256& random() { return random_; }
  int calls_made() const { return calls_made_; }

 private:
  template <class T>
  const T& any(const std::vector<T>& from) {
    return from[random_.below(from.size())];
  }
  bool one_in(uint64_t n) { return random_.below(n) == 0; }
  Id stranger() {
    Id id;
    for (auto& byte : id.bytes) byte = static_cast<uint8_t>(random_.next());
    return id;
  }

  template <class Input>
  void expect(Input input, const std::string& channel) {
    input.channel = channel;
    expected_.emplace_back(input);
  }
  void hear_leg(const Id& leg) {
    legs_.insert(leg);
    LegRinging ringing;
    ringing.leg_id = leg;
    if (!one_in(4)) expected_.emplace_back(ringing);
    LegAnswered answered;
    answered.leg_id = leg;
    if (!one_in(3)) expected_.emplace_back(answered);
  }
  // An agent who is asked for a key; now and then another one, or too late.
  void hear_prompt(const Id& leg) {
    Dtmf in;
    in.leg_id = leg;
    in.digit = one_in(4) ? "9" : "1";
    if (!one_in(4)) expected_.emplace_back(in);
  }
  // A far end that has become the caller: its leg's id is the channel.
  void hear_channel(const std::string& channel) {
    if (channel.size() != kIdTextSize) return;
    if (std::find(channels_.begin(), channels_.end(), channel) == channels_.end()) {
      channels_.push_back(channel);
    }
  }
  void forget(const std::string& channel) {
    std::erase(channels_, channel);
    std::erase(talking_, channel);
  }

  Record take_expected() {
    // Mostly in time, else as late as a slow host would be; what is older is lost.
    while (expected_.size() > kExpectedMax) expected_.erase(expected_.begin());
    const size_t oldest = expected_.size() > 8 ? expected_.size() - 8 : 0;
    const size_t at = one_in(6) ? random_.below(expected_.size()) : oldest;
    Record input = expected_[at];
    if (!one_in(20)) expected_.erase(expected_.begin() + static_cast<std::ptrdiff_t>(at));
    return input;
  }

  Record new_call() {
    if (one_in(3)) {
      CallPlaced in;
      in.channel = new_channel();
      in.tenant_id = any(world_.tenants);
      in.user_id = any(world_.users);
      in.to = any(world_.extensions);
      return Record(in);
    }
    CallOffered in;
    in.channel = new_channel();
    in.to = any(world_.numbers);
    if (!one_in(5)) in.from = "+34600" + std::to_string(100000 + random_.below(900000));
    in.priority = static_cast<int64_t>(random_.below(3));
    if (!world_.callers.empty()) {
      in.from = any(world_.callers);
      in.is_number_verified = !one_in(4);
    }
    return Record(in);
  }
  std::string new_channel() {
    if (one_in(20) && !channels_.empty()) return any(channels_);  // told twice
    ++calls_made_;
    channels_.push_back("c" + std::to_string(calls_made_));
    if (channels_.size() > kChannelsMax) channels_.erase(channels_.begin());
    return channels_.back();
  }

  Record hang_up() {
    CallHangup in;
    in.channel = any(channels_);
    if (!one_in(8)) forget(*in.channel);
    return Record(in);
  }

  Record of_leg() {
    auto at = legs_.begin();
    std::advance(at, static_cast<std::ptrdiff_t>(random_.below(legs_.size())));
    const Id leg = *at;
    static const char* const kCauses[] = {"USER_BUSY", "NO_ANSWER", "CALL_REJECTED",
                                          "USER_NOT_REGISTERED", "NORMAL_TEMPORARY_FAILURE"};
    switch (random_.below(6)) {
      case 0:
        return about_leg<LegRinging>(leg);
      case 1:
      case 4:
      case 5:
        return about_leg<LegAnswered>(leg);
      case 2: {
        LegFailed in;
        in.cause = kCauses[random_.below(std::size(kCauses))];
        if (!one_in(10)) legs_.erase(at);
        return about_leg<LegFailed>(leg, in);
      }
      default:
        if (!one_in(10)) legs_.erase(at);
        return about_leg<LegEnded>(leg);
    }
  }
  template <class Input>
  Record about_leg(const Id& leg, Input in = {}) {
    in.leg_id = leg;
    return Record(in);
  }

  Record of_agent() {
    const uint64_t dice = random_.below(20);
    if (dice < 9) return about_agent<AgentLogin>();
    if (dice < 10) return about_agent(forced<AgentLogout>());
    if (dice < 16) return about_agent(forced<AgentReady>());
    if (dice < 18) {
      auto in = forced<AgentPause>();
      if (one_in(2) && !world_.reasons.empty()) in.pause_reason_id = any(world_.reasons);
      return about_agent<AgentPause>(in);
    }
    DeviceState in;
    in.is_reachable = !one_in(3);
    return about_agent<DeviceState>(in);
  }
  template <class Input>
  Record about_agent(Input in = {}) {
    in.tenant_id = any(world_.tenants);
    in.user_id = any(world_.users);
    return Record(in);
  }

  template <class Input>
  Input forced() {
    Input in;
    if (one_in(3) && !world_.supervisors.empty()) in.by_user_id = any(world_.supervisors);
    return in;
  }

  Record of_supervisor() {
    const Id by = one_in(20) ? stranger() : any(world_.supervisors);
    switch (random_.below(6)) {
      case 0: {
        SuperviseEnded in;
        in.by_user_id = by;
        return about_call(in);
      }
      case 1: {
        MoveRequested in;
        in.by_user_id = by;
        in.to_queue_id = any(world_.queues);
        in.keep_wait = one_in(2);
        return about_call(in);
      }
      case 2: {
        PriorityRequested in;
        in.by_user_id = by;
        in.priority = static_cast<int64_t>(random_.below(5));
        return about_call(in);
      }
      default: {
        SuperviseRequested in;
        in.by_user_id = by;
        in.mode = static_cast<SuperviseMode>(random_.below(3));
        return about_call(in);
      }
    }
  }

  Record of_callback() {
    if (one_in(2)) {
      Dtmf key;
      key.digit = "1";
      return about_call(key);
    }
    CallbackRequested in;
    if (one_in(2)) in.number = any(world_.callers);
    return about_call(in);
  }

  Record of_call() {
    if (!world_.callers.empty() && one_in(4)) return of_callback();
    if (!world_.supervisors.empty() && one_in(6)) return of_supervisor();
    switch (random_.below(14)) {
      case 0:
        return channels_.empty() ? Record(Tick{}) : hang_up();
      case 1:
      case 2: {
        Dtmf in;
        in.digit = std::string(1, "1234590*#"[random_.below(9)]);
        return about_call(in);
      }
      case 3:
        return about_call(HoldRequested{});
      case 4:
        return about_call(ResumeRequested{});
      case 5:
        return about_call(aimed<TransferRequested>());
      case 6:
      case 7:
        return about_call(aimed<ConsultRequested>());
      case 8:
        return about_call(ConsultCompleted{});
      case 9:
        return about_call(ConsultCancelled{});
      case 10:
        return one_in(3) ? about_call(forced<EndRequested>()) : about_call(CallAnswered{});
      case 11: {
        CallQuality in;
        in.mos_score = 4;
        return about_call(in);
      }
      case 12: {
        PlayFinished in;
        in.play_id = static_cast<int64_t>(random_.below(6));
        in.reason = static_cast<PlayEnd>(random_.below(3));
        return about_call(in);
      }
      default:
        return about_call(CallAnswered{});
    }
  }
  template <class Input>
  Record about_call(Input in) {
    if (!channels_.empty()) in.channel = any(channels_);
    if (!talking_.empty() && !one_in(3)) in.channel = any(talking_);  // most is about those
    return Record(in);
  }
  template <class Request>
  Request aimed() {
    Request in;
    const uint64_t dice = random_.below(10);
    if (dice < 4) in.to_user_id = any(world_.users);
    if (dice >= 4 && dice < 6) in.to_queue_id = any(world_.queues);
    if (dice >= 6) in.to = any(world_.extensions);
    if (one_in(20)) in.to_queue_id = stranger();
    return in;
  }

  Record nonsense() {
    switch (random_.below(5)) {
      case 0:
        return about_leg<LegAnswered>(stranger());
      case 1: {
        CallHangup in;
        in.call_id = stranger();
        return Record(in);
      }
      case 2: {
        AgentLogin in;
        in.tenant_id = any(world_.tenants);
        in.user_id = stranger();
        return Record(in);
      }
      case 3: {
        CallOffered in;
        in.channel = "lost";
        in.to = "+19999999999";
        return Record(in);
      }
      default:
        return Record(HoldRequested{});  // names no call
    }
  }

  static constexpr size_t kExpectedMax = 64;
  static constexpr size_t kChannelsMax = 64;  // older ones are spoken of no more
  World world_;
  Xoshiro256 random_;
  std::vector<Record> expected_;
  std::vector<std::string> channels_;
  std::vector<std::string> talking_;  // joined with somebody at least once
  std::set<Id> legs_;
  int calls_made_ = 0;
};

}  // namespace sivo::call::test
