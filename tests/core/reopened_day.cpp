#include "core/reopened_day.hpp"

#include "schema/pause_reason.hpp"

namespace sivo::test {
namespace {

constexpr const char* kSales = "+34911234567";
constexpr const char* kSupport = "+34911000001";
constexpr const char* kReserve = "+34911000002";
constexpr const char* kTransfer = "+34911000003";
constexpr const char* kOutside = "+34900000007";

core::OpenOptions options_of(const ScratchFile& file, Micros now) {
  auto options = file.options(core::Durability::kNone, 7);
  options.now = now;
  return options;
}

std::string quoted(const Id& id) { return "\"" + to_text(id) + "\""; }

bool is_repeat(const Record& output) {
  const int index = output.table().index_of("is_repeat");
  return index >= 0 && std::get<bool>(output.get(static_cast<size_t>(index)));
}

}  // namespace

ReopenedDay::ReopenedDay(const std::string& name, Reopening when)
    : file(name), reopening(when), site(options_of(file, kMorning)) {
  furnish();
}

void ReopenedDay::furnish() {
  site.tenant = site.create<Tenant>(R"("slug":"acme","name":"Acme")");
  site.trunk = site.create<SipTrunk>(R"("name":"pstn","host":"sip.example.com")");
  for (int i = 0; i < 6; ++i) {
    const std::string number = std::to_string(100 + i);
    site.agents.push_back(site.create<User>(R"("email":"a)" + number +
                                            R"(@acme.example","full_name":"Agent )" + number +
                                            R"(","extension":")" + number + "\""));
  }
  supervisor = site.create<User>(
      R"("email":"s@acme.example","full_name":"S","extension":"200","role":"supervisor")");
  lunch = site.create<PauseReason>(R"("name":"lunch")");
  training = site.create<PauseReason>(R"("name":"training","is_productive":true)");
  const auto make_flow = [&](const std::string& name, const std::string& nodes) {
    site.flow = site.create<IvrFlow>("\"name\":\"" + name + "\"");
    site.publish(nodes, std::string(1, nodes[8]));
    return site.flow;
  };
  const Id sorry = make_flow("sorry", R"([{"id":"p","type":"play","prompt":"We are busy.",)"
                                      R"("edges":{"next":"h"}},{"id":"h","type":"hangup"}])");
  reserve = site.create<Queue>(
      R"("name":"reserve","strategy":"fewest-calls","wrap_up_time":0,"overflow_action":"number",)"
      R"("overflow_after_sec":60,"overflow_number":"+34900000007")");
  support = site.create<Queue>(
      R"("name":"support","press_to_accept":true,"whisper":"support","overflow_at_length":1,)"
      R"("overflow_action":"ivr_flow","overflow_ivr_flow_id":)" +
      quoted(sorry));
  site.queue = site.create<Queue>(
      R"("name":"sales","wrap_up_time":5,"announce_position":true,"announce_wait":true,)"
      R"("announce_interval_sec":30,"abandoned_resume_sec":120,"whisper":"sales",)"
      R"("callback_enabled":true,"callback_key":"9","callback_retry_sec":20,)"
      R"("overflow_action":"queue","overflow_after_sec":400,"overflow_queue_id":)" +
      quoted(reserve));
  const auto join = [&](const Id& queue, size_t agent) {
    site.create<QueueMember>("\"queue_id\":" + quoted(queue) +
                             ",\"user_id\":" + quoted(site.agents[agent]));
  };
  join(site.queue, 0);
  join(reserve, 2);
  join(reserve, 3);
  join(support, 4);
  const auto number = [&](const std::string& digits, const Id& flow) {
    site.create<Did>("\"number\":\"" + digits + "\",\"trunk_id\":" + quoted(site.trunk) +
                     ",\"ivr_flow_id\":" + quoted(flow) + ",\"outbound_caller_id\":true");
  };
  const auto line = [&](const std::string& queue) {
    return make_flow(queue, R"([{"id":"q","type":"queue","queue":")" + queue + R"("}])");
  };
  number(kSales, line("sales"));
  number(kSupport, line("support"));
  number(kReserve, line("reserve"));
  number(kTransfer, make_flow("transfer", R"([{"id":"t","type":"transfer","kind":"bridge",)"
                                          R"("to":"+34900000007"}])"));
  site.drain();
  site.outputs.clear();
}

void ReopenedDay::take(const Step& step) {
  const size_t before = site.outputs.size();
  step(*this);
  if (reopening != Reopening::kBeforeEachAnswer) listen();
  if (reopening != Reopening::kNever) reopen();
  told.clear();
  events.clear();
  for (size_t i = before; i < site.outputs.size(); ++i) {
    const Record& output = site.outputs[i];
    const std::string text =
        std::string(output.table().name) + ' ' + schema::render_record(output) + '\n';
    told += of_outputs_.plain(text);
    if (output.kind() == Kind::kEvent) events += of_events_.plain(text);
  }
  rows = of_rows_.plain(all_rows());
  known = host.state();
}

void ReopenedDay::listen() {
  const size_t before = site.outputs.size();
  site.drain();
  for (size_t i = before; i < site.outputs.size(); ++i) host.hear(site.outputs[i]);
}

// What comes after it is what came before, as far as the host had heard that.
void ReopenedDay::reopen() {
  site.core.reset();
  auto opened = Core::open(options_of(file, site.now));
  REQUIRE_MESSAGE(opened.ok(), (opened.ok() ? "" : opened.error().message));
  site.core = *std::move(opened);
  const size_t before = site.outputs.size();
  listen();
  if (reopening != Reopening::kAfterEachStep) return;
  for (size_t i = before; i < site.outputs.size(); ++i) CHECK(is_repeat(site.outputs[i]));
  site.outputs.erase(site.outputs.begin() + static_cast<std::ptrdiff_t>(before),
                     site.outputs.end());
}

void ReopenedDay::wait(Micros time) {
  const Micros until = site.now + time;
  while (site.core->deadline() <= until) {
    site.now = std::max(site.now, site.core->deadline());
    REQUIRE(site.core->advance(site.now).ok());
  }
  site.now = until;
}

void ReopenedDay::offer(const std::string& channel, const std::string& to,
                        const std::string& from) {
  CallOffered in;
  in.channel = channel;
  in.to = to;
  in.from = from;
  in.is_number_verified = true;
  tell(in);
}

Id ReopenedDay::leg_to(size_t agent) const {
  Id leg;
  for (const Dial& dial : site.all_of<Dial>()) {
    if (dial.user_id == site.agents[agent]) leg = dial.leg_id;
  }
  REQUIRE(!leg.is_nil());
  return leg;
}

Id ReopenedDay::leg_to(const std::string& number) const {
  Id leg;
  for (const Dial& dial : site.all_of<Dial>()) {
    if (dial.number == number) leg = dial.leg_id;
  }
  REQUIRE(!leg.is_nil());
  return leg;
}

void ReopenedDay::finish_play(const std::string& channel) {
  PlayFinished in;
  for (const Play& play : site.all_of<Play>()) {
    if (play.channel == channel && !play.leg_id) in.play_id = play.play_id;
  }
  by_channel(channel, in);
}

void ReopenedDay::finish_play(const Id& leg) {
  PlayFinished in;
  for (const Play& play : site.all_of<Play>()) {
    if (play.leg_id != leg) continue;
    in.play_id = play.play_id;
    in.call_id = play.call_id;
  }
  tell(in);
}

std::string ReopenedDay::all_rows() {
  std::string out;
  const auto add = [&]<class S>() {
    for (const S& row : every<S>(*site.core, site.tenant)) {
      out += schema::render_record(Record(row)) + "\n";
    }
  };
  add.template operator()<LiveCall>();
  add.template operator()<LiveLeg>();
  add.template operator()<LiveAgent>();
  add.template operator()<LiveQueue>();
  add.template operator()<LivePlace>();
  add.template operator()<LiveAnswer>();
  add.template operator()<User>();
  add.template operator()<Call>();
  return out;
}

namespace {

using Day = ReopenedDay;
using Steps = std::vector<Day::Step>;

Day::Step for_time(Micros time) {
  return [=](Day& day) { day.wait(time); };
}
template <class Input>
Day::Step on(const std::string& channel, Input in = {}) {
  return [=](Day& day) { day.by_channel(channel, in); };
}
template <class Input>
Day::Step of(size_t agent, Input in = {}) {
  return [=](Day& day) { day.by_agent(agent, in); };
}
template <class Input, class To>
Day::Step at(To to, Input in = {}) {
  return [=](Day& day) { day.by_leg(day.leg_to(to), in); };
}
Day::Step told_to(const std::string& channel) {
  return [=](Day& day) { day.finish_play(channel); };
}
Day::Step told_to(size_t agent) {
  return [=](Day& day) { day.finish_play(day.leg_to(agent)); };
}

void add(Steps& steps, const Steps& more) { steps.insert(steps.end(), more.begin(), more.end()); }

// A caller who has come in.
Steps arrives(const std::string& channel, const char* to, const std::string& from) {
  return {[=](Day& day) { day.offer(channel, to, from); }, on<CallAnswered>(channel)};
}
// Rings, and is answered by someone who is told what it is about.
Steps takes(size_t agent) {
  return {at<LegRinging>(agent), for_time(2 * kSecond), at<LegAnswered>(agent), told_to(agent)};
}
Dtmf key(const std::string& digit) {
  Dtmf in;
  in.digit = digit;
  return in;
}
AgentPause pause_for(const Id& reason) {
  AgentPause in;
  in.pause_reason_id = reason;
  return in;
}

// Hold, a supervisor, a consultation that takes over; then a wrap-up and two kinds of pause.
Steps first_call() {
  const auto supervise = [](SuperviseMode mode) {
    return [=](Day& day) {
      SuperviseRequested in;
      in.by_user_id = day.supervisor;
      in.mode = mode;
      day.by_channel("one", in);
    };
  };
  Steps steps = {of<AgentLogin>(0)};
  add(steps, arrives("one", kSales, "+34600000001"));
  add(steps, takes(0));
  add(steps, {for_time(30 * kSecond), on<HoldRequested>("one"), for_time(5 * kSecond),
              on<ResumeRequested>("one"), supervise(SuperviseMode::kListen),
              [](Day& day) {
                for (const Dial& dial : day.site.all_of<Dial>()) {
                  if (dial.user_id == day.supervisor) return day.by_leg<LegAnswered>(dial.leg_id);
                }
              },
              supervise(SuperviseMode::kWhisper),
              [](Day& day) {
                ConsultRequested in;
                in.to_user_id = day.site.agents[5];
                day.by_channel("one", in);
              },
              at<LegRinging>(size_t{5}), at<LegAnswered>(size_t{5}), for_time(4 * kSecond),
              on<ConsultCompleted>("one"), for_time(2 * kSecond),
              [](Day& day) { day.by_agent(0, pause_for(day.lunch)); }, for_time(10 * kSecond),
              [](Day& day) { day.by_agent(0, pause_for(day.training)); }, for_time(20 * kSecond),
              on<CallHangup>("one")});
  return steps;
}

// Announcements of place and wait, a busy phone, a callback that is asked for, a place given back.
Steps the_line() {
  Steps steps;
  add(steps, arrives("two", kSales, "+34600000002"));
  add(steps, {for_time(2 * kSecond), told_to("two"), for_time(35 * kSecond), of<AgentReady>(0),
              at<LegRinging>(size_t{0})});
  LegFailed busy;
  busy.cause = "USER_BUSY";
  add(steps, {at(size_t{0}, busy), for_time(10 * kSecond)});
  add(steps, takes(0));
  add(steps, arrives("three", kSales, "+34600000003"));
  add(steps, {told_to("three"), for_time(3 * kSecond)});
  add(steps, arrives("four", kSales, "+34600000004"));
  add(steps, {told_to("four"), for_time(31 * kSecond)});
  add(steps, arrives("five", kSales, "+34600000005"));
  add(steps, arrives("behind", kSales, "+34600000006"));
  add(steps, {told_to("five"), for_time(20 * kSecond), on("four", key("9")), for_time(kSecond),
              on<CallHangup>("five"), for_time(10 * kSecond)});
  add(steps, arrives("five again", kSales, "+34600000005"));
  add(steps, {for_time(40 * kSecond), on<CallHangup>("behind"), on<CallHangup>("two"),
              for_time(5 * kSecond)});
  LegEnded lost;
  lost.cause = "MEDIA_TIMEOUT";
  add(steps, takes(0));
  add(steps, {for_time(20 * kSecond), at(size_t{0}, lost), for_time(5 * kSecond)});
  return steps;
}

// The callback's first attempt fails, its agent takes the next caller; the second one succeeds.
Steps the_callback() {
  const std::string customer = "+34600000004";
  LegFailed busy;
  busy.cause = "USER_BUSY";
  busy.sip_status = 486;
  Steps steps = takes(0);
  add(steps, {at<LegRinging>(customer), at(customer, busy), for_time(kSecond)});
  add(steps, takes(0));
  add(steps, {for_time(10 * kSecond), on<CallHangup>("five again"), for_time(20 * kSecond)});
  add(steps, takes(0));
  add(steps, {at<LegRinging>(customer), at<LegAnswered>(customer), for_time(5 * kSecond),
              [=](Day& day) { day.by_channel<CallHangup>(to_text(day.leg_to(customer))); },
              for_time(6 * kSecond)});
  return steps;
}

// From queue to queue, and on to a number.
Steps the_overflow() {
  Steps steps = {[](Day& day) { day.by_agent(0, pause_for(day.lunch)); }};
  add(steps, arrives("six", kSales, "+34600000007"));
  const std::string outside = kOutside;
  add(steps, {told_to("six"), for_time(399 * kSecond), for_time(kSecond), for_time(59 * kSecond),
              for_time(kSecond), at<LegRinging>(outside), for_time(4 * kSecond),
              at<LegAnswered>(outside), for_time(10 * kSecond), at<LegEnded>(outside)});
  return steps;
}

// fewest-calls: an agent who comes late begins with as many as the other has.
Steps the_reserve() {
  Steps steps = {of<AgentLogin>(2)};
  const auto serve = [&](const std::string& channel, size_t agent) {
    add(steps, arrives(channel, kReserve, "+34600000008"));
    add(steps, {at<LegAnswered>(agent), for_time(7 * kSecond), on<CallHangup>(channel)});
  };
  serve("r1", 2);
  serve("r2", 2);
  add(steps, {of<AgentLogin>(3)});
  serve("r3", 2);
  serve("r4", 3);
  serve("r5", 2);
  return steps;
}

// A key to accept, an overflow at a length into a flow, a blind transfer to a queue.
Steps the_support() {
  Steps steps = {of<AgentLogin>(4)};
  add(steps, arrives("s1", kSupport, "+34600000009"));
  const Day::Step accept = [](Day& day) {
    Dtmf in = key("1");
    in.leg_id = day.leg_to(4);
    day.tell(in);
  };
  add(steps, {at<LegRinging>(size_t{4}), at<LegAnswered>(size_t{4}), for_time(kSecond), accept,
              for_time(kSecond), told_to(size_t{4})});
  add(steps, arrives("s2", kSupport, "+34600000010"));
  add(steps, arrives("s3", kSupport, "+34600000011"));
  add(steps, {for_time(3 * kSecond), told_to("s3"), on<CallHangup>("s2"),
              [](Day& day) {
                TransferRequested in;
                in.to_queue_id = day.reserve;
                day.by_channel("s1", in);
              },
              at<LegAnswered>(size_t{3}), for_time(5 * kSecond), on<CallHangup>("s1")});
  return steps;
}

// A flow that puts the call through before it has answered it.
Steps the_transfer() {
  const std::string outside = kOutside;
  return {[](Day& day) { day.offer("t1", kTransfer, "+34600000012"); },
          at<LegRinging>(outside),
          for_time(3 * kSecond),
          at<LegAnswered>(outside),
          for_time(5 * kSecond),
          at<LegEnded>(outside)};
}

// A colleague who is called and handed to a queue: he is the caller from then on, and so is the
// queue's agent after him.
Steps the_colleagues() {
  const Day::Step place = [](Day& day) {
    CallPlaced in;
    in.channel = "p1";
    in.tenant_id = day.site.tenant;
    in.user_id = day.site.agents[5];
    in.to = "101";
    day.tell(in);
  };
  const auto hand_on = [](const auto& of, auto set) {
    return [=](Day& day) {
      TransferRequested in;
      set(day, in);
      day.by_channel(of(day), in);
    };
  };
  const auto to_support = [](Day& day, TransferRequested& in) { in.to_queue_id = day.support; };
  const auto to_number = [](Day&, TransferRequested& in) { in.to = kOutside; };
  const Day::Step accept = [](Day& day) {
    Dtmf in = key("1");
    in.leg_id = day.leg_to(4);
    day.tell(in);
  };
  const std::string outside = kOutside;
  return {place,
          at<LegRinging>(size_t{1}),
          at<LegAnswered>(size_t{1}),
          for_time(3 * kSecond),
          for_time(20 * kSecond),  // until the support's agent is free
          hand_on([](Day&) { return std::string("p1"); }, to_support),
          at<LegAnswered>(size_t{4}),
          accept,
          told_to(size_t{4}),
          for_time(5 * kSecond),
          hand_on([](Day& day) { return to_text(day.leg_to(1)); }, to_number),
          at<LegAnswered>(outside),
          for_time(5 * kSecond),
          [](Day& day) { day.by_channel<CallHangup>(to_text(day.leg_to(4))); },
          for_time(15 * kSecond),
          of<AgentLogout>(4),
          for_time(600 * kSecond)};
}

}  // namespace

std::vector<ReopenedDay::Step> day_with_everything() {
  Steps steps = first_call();
  add(steps, the_line());
  add(steps, the_callback());
  add(steps, the_overflow());
  add(steps, the_reserve());
  add(steps, the_support());
  add(steps, the_transfer());
  add(steps, the_colleagues());
  return steps;
}

}  // namespace sivo::test
