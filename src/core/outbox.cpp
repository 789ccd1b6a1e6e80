#include "core/outbox.hpp"

#include "schema/actions.hpp"
#include "schema/events.hpp"
#include "schema/walk.hpp"

namespace sivo::core {
namespace {

bool is_end(const Record& output) {
  switch (output.kind()) {
    case Kind::kHangup:
    case Kind::kCancelLeg:
    case Kind::kStopPlay:
    case Kind::kMusicStop:
    case Kind::kResume:
      return true;
    default:
      return false;
  }
}

}  // namespace

void Outbox::stage(const std::vector<Record>& outputs) {
  staged_.insert(staged_.end(), outputs.begin(), outputs.end());
}

void Outbox::release() noexcept { ready_.splice(ready_.end(), staged_); }

std::optional<Record> Outbox::take() {
  if (ready_.empty()) return std::nullopt;
  Record output = std::move(ready_.front());
  ready_.pop_front();
  if (output.kind() == Kind::kEvent) last_event_ = output.as<Event>().id;
  return output;
}

std::string Outbox::unpolled_ends() const {
  std::string out;
  const auto add = [&](const Record& output) {
    if (!is_end(output)) return;
    out += out.empty() ? "[" : ",";
    out += "{\"kind\":\"";
    out += output.table().name;
    out += "\",\"data\":";
    schema::render_record(out, output.table(), output.object());
    out += '}';
  };
  for (const Record& output : ready_) add(output);
  for (const Record& output : staged_) add(output);
  if (!out.empty()) out += ']';
  return out;
}

Result<std::vector<Record>> Outbox::parse_ends(std::string_view json) {
  std::vector<Record> out;
  if (json.empty()) return out;
  const auto list = schema::Json::parse(json);
  if (!list || !list->is_array())
    return Error{Status::kCorrupt, "unpolled actions are no array", {}};
  for (const schema::Json& item : list->items()) {
    const schema::Json* kind = item.is_object() ? item.find("kind") : nullptr;
    const schema::Json* data = item.is_object() ? item.find("data") : nullptr;
    const schema::Table* table =
        kind && kind->is_string() ? schema::find_table(kind->as_string()) : nullptr;
    if (!table || !data) return Error{Status::kCorrupt, "an unpolled action is damaged", {}};
    auto action = schema::read_record(*table, *data);
    if (!action) return action.take_error();
    if (!is_end(*action)) return Error{Status::kCorrupt, "an unpolled action is damaged", {}};
    const int is_repeat = action->table().index_of("is_repeat");
    action->table().fields[static_cast<size_t>(is_repeat)].set(action->object(), true);
    out.push_back(*std::move(action));
  }
  return out;
}

}  // namespace sivo::core
