#include "engine/call/engine.hpp"

// What the strategy fewest-calls counts, as rows: an agent who has done his share before the file
// was closed has done it afterwards, too. A row lives for the queue's window, and is thrown out
// with the next one that is written.
namespace sivo::call {

Result<void> Engine::write_answers(RowSink& sink) {
  for (const acd::CountedAnswer& answer : acd_.new_answers()) {
    QueueEntry* queue = directory_.queue_of(answer.queue);
    const Agent* agent = directory_.agent_of(answer.agent);
    if (!queue || !agent) continue;
    LiveAnswer row;
    row.id = ids_.next(answer.at);
    row.tenant_id = queue->queue.tenant_id;
    row.created_at = row.updated_at = answer.at;
    row.version = 1;
    row.queue_id = queue->queue.id;
    row.user_id = agent->id;
    row.counted_at = answer.at;
    row.weight = answer.weight;
    if (auto done = sink.put(schema::table_of<LiveAnswer>(), &row); !done) return done;
    queue->answers.push_back(row);
    if (auto done = expire_answers(sink, *queue, answer.at); !done) return done;
  }
  return {};
}

Result<void> Engine::expire_answers(RowSink& sink, QueueEntry& queue, Micros now) {
  const Micros window = queue.queue.fewest_calls_window_sec * kSecond;
  while (!queue.answers.empty() && queue.answers.front().counted_at + window <= now) {
    const LiveAnswer& row = queue.answers.front();
    auto done = sink.erase(schema::table_of<LiveAnswer>(), row.tenant_id, row.id);
    if (!done) return done;
    queue.answers.pop_front();
  }
  return {};
}

// In their order.
void Engine::restore(const LiveAnswer& row) {
  QueueEntry* queue = directory_.queue(row.tenant_id, row.queue_id);
  const Agent* agent = directory_.agent(row.tenant_id, row.user_id);
  if (!queue || !agent) {
    removed_rows_.push_back({&schema::table_of<LiveAnswer>(), row.tenant_id, row.id});
    return;
  }
  queue->answers.push_back(row);
  acd_.restore_answer({queue->ref, agent->ref, row.counted_at, static_cast<uint32_t>(row.weight)});
}

// Of one agent, or of all.
void Engine::forget_answers(QueueEntry& queue, const Id* user) {
  std::erase_if(queue.answers, [&](const LiveAnswer& row) {
    if (user && row.user_id != *user) return false;
    removed_rows_.push_back({&schema::table_of<LiveAnswer>(), row.tenant_id, row.id});
    return true;
  });
}

}  // namespace sivo::call
