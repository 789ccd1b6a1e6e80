#include <algorithm>
#include <array>

#include "engine/call/engine.hpp"
#include "engine/call/prompt_json.hpp"

// What a caller hears while he waits: music, and between it his place or his estimated wait.
//   - The first time on entering, unless an agent is free; then announce_interval_sec after the end
//     of the one before. One that the host does not report as finished is over after a minute.
//   - Nothing is said again that has not changed since it was last said; when one of the two has
//     changed both are said. The figures are those of the moment when the speech begins.
//   - The wait is rounded up to whole minutes. Before that it is at most what was told last, less
//     the time since: the figure counts down and never grows, unless others have got ahead of the
//     caller meanwhile (his place is worse than told).
namespace sivo::call {
namespace {

// Ids of announcements have bit 31, as those of prompts on legs; a flow's have not.
constexpr uint32_t kAnnouncementBit = 1U << 31;

struct Wording {
  std::string_view code;
  std::string_view place;  // # = the number
  std::string_view one_minute;
  std::string_view minutes;
};

// In the order of Language.
constexpr std::array<Wording, 6> kWordings = {{
    {"es", "Su posición en la cola es #.", "El tiempo de espera estimado es de un minuto.",
     "El tiempo de espera estimado es de # minutos."},
    {"en", "You are number # in the queue.", "The estimated waiting time is one minute.",
     "The estimated waiting time is # minutes."},
    {"de", "Sie sind Nummer # in der Warteschlange.",
     "Die voraussichtliche Wartezeit beträgt eine Minute.",
     "Die voraussichtliche Wartezeit beträgt # Minuten."},
    {"fr", "Vous êtes en position # dans la file d'attente.",
     "Le temps d'attente estimé est d'une minute.", "Le temps d'attente estimé est de # minutes."},
    {"it", "Lei è il numero # in coda.", "Il tempo di attesa stimato è di un minuto.",
     "Il tempo di attesa stimato è di # minuti."},
    {"pt", "É o número # na fila.", "O tempo de espera estimado é de um minuto.",
     "O tempo de espera estimado é de # minutos."},
}};
static_assert(kWordings.size() == std::size(kLanguageNames));

std::string filled(std::string_view text, int64_t number) {
  std::string out(text);
  const size_t at = out.find('#');
  if (at != std::string::npos) out.replace(at, 1, std::to_string(number));
  return out;
}

std::optional<Language> language_named(std::string_view tag) {
  const std::string_view primary = tag.substr(0, tag.find('-'));
  for (size_t i = 0; i < kWordings.size(); ++i) {
    if (kWordings[i].code == primary) return static_cast<Language>(i);
  }
  return std::nullopt;
}

int64_t whole_minutes(Micros wait) { return std::max<Micros>(1, (wait + kMinute - 1) / kMinute); }

ivr::RenderedPrompt spoken(std::string text, std::string_view language) {
  ivr::RenderedPrompt prompt;
  prompt.text = std::move(text);
  prompt.language = language;
  return prompt;
}

}  // namespace

// The flow's, where it speaks one of ours, or else the tenant's.
Language Engine::language_of(const ActiveCall& call) const {
  if (call.session) {
    const schema::Json* chosen = call.session->variable("language");
    const bool is_set = chosen && chosen->is_string();
    const auto known = language_named(is_set ? chosen->as_string() : call.session->flow().language);
    if (known) return *known;
  }
  const auto* tenant = directory_.tenant(call.row.tenant_id);
  return tenant ? tenant->locale : Language::kEs;
}

bool Engine::announces_place(const ActiveCall& call, const QueueEntry& queue) const {
  return call.row.announces.value_or(queue.queue.announce_position);
}

bool Engine::announces(const ActiveCall& call) const {
  if (!call.is_waiting() || call.row.is_callback) return false;
  const auto queue = directory_.queues.find(*call.row.queue_id);
  if (queue == directory_.queues.end()) return false;
  return queue->second.queue.announce_wait || announces_place(call, queue->second);
}

// The flow's music, or else the queue's; nothing = the host's.
std::optional<std::string> Engine::waiting_music_url(const ActiveCall& call,
                                                     const QueueEntry& queue) const {
  if (call.session && call.session->node() != ivr::kNoNode) {
    const ivr::Node& node = call.session->flow().nodes[call.session->node()];
    const auto* wait = std::get_if<ivr::QueueNode>(&node.body);
    if (wait && !wait->moh.empty()) return wait->moh;
  }
  return queue.queue.moh_url;
}

void Engine::waiting_music(ActiveCall& call, const QueueEntry& queue) {
  music(call, true, waiting_music_url(call, queue));
}

void Engine::start_waiting_sound(ActiveCall& call, const QueueEntry& queue, Micros now) {
  LiveCall& row = call.row;
  row.announced_place = row.announced_at = row.announce_play = 0;
  row.announced_wait_us = -1;
  if (row.is_callback) return;
  const bool is_free = row.predicted_us == 0;
  if (is_free || !announces(call) || !announce(call, queue, now)) waiting_music(call, queue);
  watch_announcements(call, now);
}

void Engine::stop_waiting_sound(ActiveCall& call) {
  timers_.cancel(announce_key(call.slot));
  call.row.next_announcement_at = 0;
  if (call.row.announce_play != 0) {
    auto stop = to_call<StopPlay>(call);
    stop.play_id = call.row.announce_play;
    act(stop);
    call.row.announce_play = 0;
    call.row.play.reset();
  }
  music(call, false, {});
}

// What would be said of his wait, before rounding; -1 = nothing is known.
Micros Engine::wait_to_say(const ActiveCall& call, int64_t place, Micros now) const {
  const LiveCall& row = call.row;
  const Micros estimate = acd_.estimated_wait(call.caller);
  const bool is_behind = place > row.announced_place;
  if (estimate < 0 || row.announced_wait_us < 0 || is_behind) return std::max<Micros>(-1, estimate);
  const Micros left = std::max<Micros>(0, row.announced_wait_us - (now - row.announced_at));
  return std::min(estimate, left);
}

// False when there is nothing new to say.
bool Engine::announce(ActiveCall& call, const QueueEntry& queue, Micros now) {
  LiveCall& row = call.row;
  const int64_t place = acd_.position(call.caller);
  if (place == 0) return false;  // an agent has him already
  const bool says_place = announces_place(call, queue);
  const Micros wait = queue.queue.announce_wait ? wait_to_say(call, place, now) : -1;
  const bool is_new_place = says_place && place != row.announced_place;
  const bool is_new_wait =
      wait >= 0 &&
      (row.announced_wait_us < 0 || whole_minutes(wait) != whole_minutes(row.announced_wait_us));
  if (!is_new_place && !is_new_wait) return false;

  const Wording& wording = kWordings[static_cast<size_t>(language_of(call))];
  std::vector<ivr::RenderedPrompt> prompts;
  if (says_place) prompts.push_back(spoken(filled(wording.place, place), wording.code));
  if (wait >= 0) {
    const int64_t minutes = whole_minutes(wait);
    prompts.push_back(
        spoken(filled(minutes == 1 ? wording.one_minute : wording.minutes, minutes), wording.code));
  }
  music(call, false, {});
  auto play = to_call<Play>(call);
  row.announcements = (row.announcements + 1) & (kAnnouncementBit - 1);
  play.play_id = kAnnouncementBit | row.announcements;
  play.prompts = prompts_json(prompts);
  act(play);
  row.announce_play = play.play_id;
  row.announced_place = place;
  row.announced_wait_us = wait;
  row.announced_at = now;
  row.play.emplace();
  schema::render_record(*row.play, schema::table_of<Play>(), &play);
  book_.mark(call);
  return true;
}

void Engine::announcement_over(ActiveCall& call, Micros now) {
  call.row.announce_play = 0;
  call.row.play.reset();
  if (const QueueEntry* queue = queue_of(call)) waiting_music(call, *queue);
  watch_announcements(call, now);
  book_.mark(call);
}

void Engine::fire_announcement(ActiveCall& call, Micros now) {
  if (call.row.announce_play != 0) {
    auto stop = to_call<StopPlay>(call);
    stop.play_id = call.row.announce_play;
    act(stop);
    announcement_over(call, now);
    return;
  }
  const QueueEntry* queue = queue_of(call);
  if (!queue || !announces(call)) return;
  (void)announce(call, *queue, now);
  watch_announcements(call, now);
}

// The guard of the one that plays, or the next one, an interval after `since`.
void Engine::watch_announcements(ActiveCall& call, Micros since) {
  if (call.row.announce_play != 0) {
    timers_.schedule(announce_key(call.slot), call.row.announced_at + kAnnounceGuard);
    return;
  }
  const QueueEntry* queue = announces(call) ? queue_of(call) : nullptr;
  Micros& next = call.row.next_announcement_at;
  book_.mark(call);
  if (!queue) {
    next = 0;
    timers_.cancel(announce_key(call.slot));
    return;
  }
  next = since + queue->queue.announce_interval_sec * kSecond;
  timers_.schedule(announce_key(call.slot), next);
}

void Engine::restore_announcements(ActiveCall& call) {
  const LiveCall& row = call.row;
  if (row.announce_play != 0) {
    watch_announcements(call, row.announced_at);
  } else if (announces(call)) {
    timers_.schedule(announce_key(call.slot), row.next_announcement_at);
  }
}

// The queue's configuration changed while callers wait in it.
void Engine::refresh_announcements(const QueueEntry& queue, Micros now) {
  book_.for_each_call([&](ActiveCall& call) {
    if (call.is_waiting() && call.row.queue_id == queue.queue.id) watch_announcements(call, now);
  });
}

}  // namespace sivo::call
