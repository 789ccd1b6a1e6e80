#include <algorithm>

#include "base/text.hpp"
#include "engine/ivr/template.hpp"

namespace sivo::ivr {
namespace {

using schema::Json;

// An author who writes the sink's own escape as the last filter has it once, not twice.
bool is_escaped_by_author(const Expression& expression, Sink sink) {
  if (expression.filters.empty()) return false;
  const FilterName last = expression.filters.back().name;
  return (sink == Sink::kUriComponent && last == FilterName::kUrlencode) ||
         (sink == Sink::kSsml && last == FilterName::kXml);
}

// One rendering into `out`; what is cut is cut here.
class Rendering {
 public:
  Rendering(std::string& out, const Scope& scope, Sink sink, RenderNotes& notes)
      : out_(out), place_{scope, notes}, sink_(sink) {}

  void append(const std::string& literal, size_t& chars_left) {
    place_.is_cut |= !append_authored(out_, literal, sink_, chars_left);
  }

  void append(const Expression& expression, size_t& chars_left) {
    Json room;
    const Json* value = expression.find(place_.scope, room, place_);
    if (value == nullptr) return;
    std::string made;
    std::string_view text;
    if (value->is_string()) {
      text = value->as_string();
    } else {
      place_.is_cut |= !append_value_text(made, *value, kTextBytesMax);
      text = made;
    }
    const auto append = is_escaped_by_author(expression, sink_) ? append_authored : append_value;
    place_.is_cut |= !append(out_, text, sink_, chars_left);
  }

  bool is_cut() const { return place_.is_cut; }

 private:
  std::string& out_;
  FilterPlace place_;
  Sink sink_;
};

size_t count_literal_chars(std::span<const std::string> literals) {
  size_t chars = 0;
  for (const std::string& literal : literals) chars += count_code_points(literal);
  return chars;
}

std::string too_long(size_t chars_max) {
  return "expected a rendered text of at most " + std::to_string(chars_max) +
         " characters, got more";
}

// Markup that is cut is no markup: in SSML the literals have their room, the values share the rest.
void append_ssml(Rendering& rendering, const Template& text, size_t chars_max, RenderNotes& notes) {
  size_t markup_left = count_literal_chars(text.literals());
  if (markup_left > chars_max) return notes.fail(too_long(chars_max));
  size_t values_left = chars_max - markup_left;
  for (size_t i = 0; i < text.literals().size(); ++i) {
    if (i > 0) rendering.append(text.expressions()[i - 1], values_left);
    if (rendering.is_cut()) values_left = 0;
    rendering.append(text.literals()[i], markup_left);
  }
}

void append_parts(Rendering& rendering, const Template& text, size_t chars_max) {
  for (size_t i = 0; i < text.literals().size() && !rendering.is_cut(); ++i) {
    if (i > 0) rendering.append(text.expressions()[i - 1], chars_max);
    if (!rendering.is_cut()) rendering.append(text.literals()[i], chars_max);
  }
}

}  // namespace

bool Expression::is_covered() const {
  return std::any_of(filters.begin(), filters.end(), [](const FilterCall& call) {
    return call.name == FilterName::kDefault && !call.args[0].is_null();
  });
}

const Json* Expression::find(const Scope& scope, Json& room, FilterPlace& place) const {
  const Json* value = path.find(scope, room);
  for (const FilterCall& call : filters) value = apply_filter(call, value, room, place);
  if (value == nullptr) place.notes.add_undefined(path.text());
  return value;
}

void Template::append_to(std::string& out, const Scope& scope, Sink sink, RenderNotes& notes,
                         size_t chars_max) const {
  const size_t begin = out.size();
  RenderNotes own;
  Rendering rendering(out, scope, sink, own);
  if (sink == Sink::kSsml) append_ssml(rendering, *this, chars_max, own);
  else append_parts(rendering, *this, chars_max);
  if (rendering.is_cut() && !is_cut_allowed(sink)) own.fail(too_long(chars_max));
  const auto fits = check_sink(std::string_view(out).substr(begin), sink);
  if (!fits) own.fail(fits.error().message);
  own.is_truncated = rendering.is_cut();
  if (own.has_error) out.resize(begin);
  notes.merge(own);
}

std::string Template::text(const Scope& scope, Sink sink, RenderNotes& notes,
                           size_t chars_max) const {
  std::string out;
  append_to(out, scope, sink, notes, chars_max);
  return out;
}

const Json* Template::find(const Scope& scope, Json& room, RenderNotes& notes,
                           size_t chars_max) const {
  if (is_single_expression()) {
    FilterPlace place{scope, notes};
    const Json* value = expressions_[0].find(scope, room, place);
    if (!place.is_cut) return value;
    notes.is_truncated = true;
    notes.fail(too_long(chars_max));
    return nullptr;
  }
  RenderNotes own;
  std::string made = text(scope, Sink::kJson, own, chars_max);
  const bool has_error = own.has_error;
  notes.merge(own);
  if (has_error) return nullptr;
  room = Json::string(std::move(made));
  return &room;
}

std::optional<Json> Template::value(const Scope& scope, RenderNotes& notes,
                                    size_t chars_max) const {
  Json room;
  const Json* found = find(scope, room, notes, chars_max);
  if (found == nullptr) return std::nullopt;
  if (found == &room) return room;
  return *found;
}

}  // namespace sivo::ivr
