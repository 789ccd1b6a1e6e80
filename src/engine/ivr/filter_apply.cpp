#include <algorithm>

#include "base/phone.hpp"
#include "base/text.hpp"
#include "engine/ivr/code_points.hpp"
#include "engine/ivr/date_format.hpp"
#include "engine/ivr/decimal.hpp"
#include "engine/ivr/escape.hpp"
#include "engine/ivr/filter.hpp"
#include "engine/ivr/letter_case.hpp"
#include "engine/ivr/value_text.hpp"

namespace sivo::ivr {
namespace {

using schema::Json;

bool is_absent(const Json* value) {
  return value == nullptr || value->is_null() || (value->is_string() && value->as_string().empty());
}

size_t length_of(const Json& value) {
  if (value.is_array()) return value.items().size();
  if (value.is_object()) return value.members().size();
  return count_code_points(value_text(value));
}

struct Range {
  size_t begin;
  size_t end;
};

// Of `size` things those from a up to b, either counted from the end when negative.
Range range_of(const FilterCall& call, size_t size) {
  const auto count = static_cast<int64_t>(size);
  const auto place = [count](int64_t index) {
    return static_cast<size_t>(std::clamp<int64_t>(index < 0 ? index + count : index, 0, count));
  };
  const size_t begin = place(call.args[0].as_integer());
  const size_t end = call.args.size() > 1 ? place(call.args[1].as_integer()) : size;
  return {begin, std::max(begin, end)};
}

std::string slice_text(std::string_view text, const Range& range) {
  const size_t begin = first_code_points(text, range.begin).size();
  return std::string(first_code_points(text.substr(begin), range.end - range.begin));
}

Json slice_items(const Json& array, const Range& range) {
  Json slice = Json::array();
  for (size_t i = range.begin; i < range.end; ++i) slice.push(array.items()[i]);
  return slice;
}

Json split(std::string_view text, std::string_view separator) {
  Json parts = Json::array();
  while (parts.items().size() + 1 < kSplitPartsMax) {
    const size_t end = text.find(separator);
    if (end == std::string_view::npos) break;
    parts.push(Json::string(std::string(text.substr(0, end))));
    text.remove_prefix(end + separator.size());
  }
  parts.push(Json::string(std::string(text)));
  return parts;
}

std::string join(const Json& array, std::string_view separator, bool& is_cut) {
  std::string out;
  for (const Json& item : array.items()) {
    if (&item != array.items().data()) is_cut |= !append_within(out, separator, kTextBytesMax);
    is_cut |= !append_value_text(out, item, kTextBytesMax);
    if (is_cut) break;
  }
  return out;
}

std::string replace(std::string_view text, std::string_view old_part, std::string_view new_part,
                    bool& is_cut) {
  std::string out;
  for (;;) {
    const size_t end = std::min(text.find(old_part), text.size());
    is_cut |= !append_within(out, text.substr(0, end), kTextBytesMax);
    if (end == text.size() || is_cut) return out;
    is_cut |= !append_within(out, new_part, kTextBytesMax);
    text.remove_prefix(end + old_part.size());
  }
}

std::string keep_digits(std::string_view text) {
  std::string out;
  std::copy_if(text.begin(), text.end(), std::back_inserter(out),
               [](char c) { return c >= '0' && c <= '9'; });
  return out;
}

std::string spell(std::string_view text) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = take_code_point(text, at);
    if (c == ' ' || is_control(c)) continue;
    if (!out.empty()) out += ' ';
    append_code_point(out, c);
  }
  return out;
}

std::string mask(std::string_view text, size_t kept) {
  const size_t size = count_code_points(text);
  const size_t hidden = size - std::min(size, kept);
  std::string out(hidden, '*');
  return out += text.substr(first_code_points(text, hidden).size());
}

// A text that grew: letters whose other case takes more bytes, a space between characters.
std::string bounded(std::string text, bool& is_cut) {
  if (text.size() <= kTextBytesMax) return text;
  is_cut = true;
  text.resize(first_bytes(text, kTextBytesMax).size());
  return text;
}

std::string escape(std::string_view text, FilterName name, bool& is_cut) {
  const auto append = name == FilterName::kXml ? append_xml : append_percent_encoded;
  std::string out;
  is_cut |= !append(out, text, kTextBytesMax);
  return out;
}

// The filters that make a text of a text.
std::string filter_text(const FilterCall& call, std::string_view text, bool& is_cut) {
  switch (call.name) {
    case FilterName::kUpper:
      return bounded(upper_text(text), is_cut);
    case FilterName::kLower:
      return bounded(lower_text(text), is_cut);
    case FilterName::kTrim:
      return std::string(trim(text));
    case FilterName::kReplace:
      return replace(text, call.args[0].as_string(), call.args[1].as_string(), is_cut);
    case FilterName::kDigits:
      return keep_digits(text);
    case FilterName::kSpell:
      return bounded(spell(text), is_cut);
    case FilterName::kMask:
      return mask(text, static_cast<size_t>(call.args[0].as_integer()));
    case FilterName::kFirst:
      return std::string(first_code_points(text, 1));
    case FilterName::kLast: {
      const size_t size = count_code_points(text);
      return slice_text(text, {size - std::min<size_t>(size, 1), size});
    }
    case FilterName::kSlice:
      return slice_text(text, range_of(call, count_code_points(text)));
    case FilterName::kUrlencode:
    case FilterName::kXml:
      return escape(text, call.name, is_cut);
    case FilterName::kDefault:
    case FilterName::kLength:
    case FilterName::kSplit:
    case FilterName::kJoin:
    case FilterName::kRound:
    case FilterName::kDate:
    case FilterName::kE164:
    case FilterName::kJson:
      break;
  }
  SIVO_ASSERT(false);
  return {};
}

const CalendarNames& names_of(const Scope& scope) {
  Json room;
  const Json* language = scope.find("language", room);
  const bool is_known = language != nullptr && language->is_string();
  return calendar_names(is_known ? std::string_view(language->as_string()) : std::string_view());
}

// The filters that understand some texts only; nothing for one they do not.
std::optional<Json> read_text(const FilterCall& call, std::string_view text, const Scope& scope) {
  if (call.name == FilterName::kRound) {
    const auto number = Decimal::parse(text);
    if (!number) return std::nullopt;
    const auto places = static_cast<int32_t>(call.args[0].as_integer());
    return Json::number(number->rounded(places).text());
  }
  if (call.name == FilterName::kE164) {
    const auto number = parse_number(text, call.plan);
    if (!number || number->kind != Number::Kind::kE164) return std::nullopt;
    return Json::string(number->text);
  }
  const auto local = read_local_time(text, call.zone ? &*call.zone : scope.zone());
  if (!local) return std::nullopt;
  return Json::string(format_local_time(call.args[0].as_string(), *local, names_of(scope)));
}

bool is_reader(FilterName name) {
  return name == FilterName::kRound || name == FilterName::kDate || name == FilterName::kE164;
}

const Json* filter_array(const FilterCall& call, const Json& array, Json& room, bool& is_cut) {
  const auto& items = array.items();
  if (call.name == FilterName::kFirst) return items.empty() ? nullptr : &items.front();
  if (call.name == FilterName::kLast) return items.empty() ? nullptr : &items.back();
  room = call.name == FilterName::kSlice
             ? slice_items(array, range_of(call, items.size()))
             : Json::string(join(array, call.args[0].as_string(), is_cut));
  return &room;
}

const Json* filter_scalar(const FilterCall& call, const Json& value, Json& room,
                          FilterPlace& place) {
  std::string text;
  place.is_cut |= !append_value_text(text, value, kTextBytesMax);
  if (is_reader(call.name)) {
    auto read = read_text(call, text, place.scope);
    if (!read) {
      place.notes.add_unfit(filter_name(call.name));
      return &value;
    }
    room = std::move(*read);
  } else if (call.name == FilterName::kSplit) {
    room = split(text, call.args[0].as_string());
  } else {
    room = Json::string(filter_text(call, text, place.is_cut));
  }
  return &room;
}

}  // namespace

const Json* apply_filter(const FilterCall& call, const Json* value, Json& room,
                         FilterPlace& place) {
  if (call.name == FilterName::kDefault) return is_absent(value) ? &call.args[0] : value;
  if (value == nullptr) return nullptr;
  if (call.name == FilterName::kJson) {
    std::string text;
    place.is_cut |= !append_json(text, *value, kTextBytesMax);
    room = Json::string(std::move(text));
    return &room;
  }
  if (value->is_null()) return value;
  if ((filter_takes(call.name) & kind_of(value->type())) == 0) {
    place.notes.add_unfit(filter_name(call.name));
    return value;
  }
  if (call.name == FilterName::kLength) {
    room = Json::integer(static_cast<int64_t>(length_of(*value)));
    return &room;
  }
  if (value->is_array()) return filter_array(call, *value, room, place.is_cut);
  return filter_scalar(call, *value, room, place);
}

}  // namespace sivo::ivr
