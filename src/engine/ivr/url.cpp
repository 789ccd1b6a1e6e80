#include "engine/ivr/url.hpp"

#include <algorithm>
#include <vector>

#include "base/text.hpp"

namespace sivo::ivr {
namespace {

using schema::Json;

constexpr std::string_view kAuthorityMark = "://";
constexpr std::string_view kAuthorityEnd = "/?#\\";

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool all_of(std::string_view text, bool (*fits)(char)) {
  return std::all_of(text.begin(), text.end(), fits);
}

bool is_scheme(std::string_view text) {
  return !text.empty() && is_letter(text[0]) && all_of(text, [](char c) {
    return is_letter(c) || is_digit(c) || c == '+' || c == '-' || c == '.';
  });
}

bool is_host_char(char c) {
  return is_letter(c) || is_digit(c) || c == '-' || c == '.' || c == '_';
}

// Unreserved, reserved, and "%" (RFC 3986, section 2).
bool is_url_char(char c) {
  constexpr std::string_view kPunctuation = "-._~:/?#[]@!$&'()*+,;=%";
  return is_letter(c) || is_digit(c) || kPunctuation.find(c) != std::string_view::npos;
}

// A URL taken apart; the views point into it.
struct Parts {
  std::string_view scheme;
  std::string_view authority;
  std::string_view path;       // up to "?" or "#"
  bool has_authority = false;  // "://"
  bool is_authority_closed = false;
};

Parts split(std::string_view url) {
  Parts parts;
  const size_t colon = url.find(':');
  if (colon != std::string_view::npos && is_scheme(url.substr(0, colon))) {
    parts.scheme = url.substr(0, colon);
  }
  std::string_view rest = url;
  if (!parts.scheme.empty()) {
    rest.remove_prefix(colon + 1);
    parts.has_authority = url.substr(colon).starts_with(kAuthorityMark);
  }
  if (parts.has_authority) {
    rest.remove_prefix(kAuthorityMark.size() - 1);
    const size_t end = rest.find_first_of(kAuthorityEnd);
    parts.is_authority_closed = end != std::string_view::npos;
    parts.authority = rest.substr(0, end);
    rest.remove_prefix(parts.authority.size());
  }
  parts.path = rest.substr(0, rest.find_first_of("?#"));
  return parts;
}

std::string_view without_port(std::string_view authority) {
  const size_t colon = authority.rfind(':');
  if (colon == std::string_view::npos || authority.ends_with(']')) return authority;
  const std::string_view port = authority.substr(colon + 1);
  constexpr size_t kPortDigitsMax = 5;
  const bool is_port = !port.empty() && port.size() <= kPortDigitsMax && all_of(port, is_digit);
  return is_port ? authority.substr(0, colon) : std::string_view();
}

// "example.com", "[::1]"; nothing for an authority with a user or other characters.
std::optional<std::string> host_of(std::string_view authority) {
  std::string_view host = without_port(authority);
  const bool is_literal = host.starts_with('[') && host.ends_with(']');
  if (is_literal) {
    const bool fits = all_of(host.substr(1, host.size() - 2), [](char c) {
      return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == ':' ||
             c == '.';
    });
    return fits ? std::optional(ascii_lower(host)) : std::nullopt;
  }
  if (host.ends_with('.')) host.remove_suffix(1);
  if (host.empty() || !all_of(host, is_host_char)) return std::nullopt;
  return ascii_lower(host);
}

// "..", also with its dots percent-encoded: servers take both for the parent.
bool is_parent_segment(std::string_view segment) {
  constexpr std::string_view kEncodedDot = "%2e";
  size_t dots = 0;
  while (!segment.empty()) {
    const bool is_encoded = equals_ascii_ignoring_case(segment.substr(0, 3), kEncodedDot);
    if (!is_encoded && segment[0] != '.') return false;
    segment.remove_prefix(is_encoded ? kEncodedDot.size() : 1);
    ++dots;
  }
  return dots == 2;
}

class UrlRendering {
 public:
  UrlRendering(UrlKind kind, const Scope& scope, RenderNotes& notes)
      : kind_(kind), scope_(scope), notes_(notes) {}

  void append(const std::string& literal) { url_ += literal; }

  Result<void> append(const Expression& expression, bool is_first) {
    Json room;
    FilterPlace place{scope_, notes_};
    const Json* value = expression.find(scope_, room, place);
    std::string text;
    const bool is_whole = value == nullptr || append_value_text(text, *value, kTextBytesMax);
    if (!is_whole || place.is_cut) return invalid({}, "expected a shorter value in a URL");
    const size_t begin = url_.size();
    auto appended = append_text(expression, text, is_first && url_.empty());
    values_.push_back({begin, url_.size()});
    return appended;
  }

  Result<RenderedUrl> finish(size_t chars_max) {
    const Parts parts = split(url_);
    if (url_.size() > chars_max) {
      return invalid(
          {}, "expected a URL of at most " + std::to_string(chars_max) + " characters, got more");
    }
    const bool is_clean =
        kind_ == UrlKind::kWeb ? all_of(url_, is_url_char) : !has_control_character(url_);
    if (!is_clean) {
      return invalid({}, "expected a URL of the characters of RFC 3986, got another character");
    }
    if (has_parent_segment(parts.path)) {
      return invalid({}, "expected no segment \"..\" with a value in a URL");
    }
    const auto host = host_of(parts.authority);
    if (parts.has_authority && !host && !(parts.authority.empty() && kind_ == UrlKind::kAudio)) {
      return invalid({}, "expected a host and no user in a URL");
    }
    const std::string scheme = ascii_lower(parts.scheme);
    if (kind_ == UrlKind::kWeb && (!host || (scheme != "http" && scheme != "https"))) {
      return invalid({}, "expected a URL that begins with https:// and a host");
    }
    return RenderedUrl{url_, scheme, host.value_or(""), false};
  }

  // Whether scheme and host are those of the flow's own text.
  bool is_host_of(const Template& text) const {
    const Parts known = split(text.literal());
    const Parts made = split(url_);
    if (text.is_literal()) return true;
    if (made.has_authority) return known.has_authority && known.is_authority_closed;
    return known.scheme == made.scheme;
  }

 private:
  struct Span {
    size_t begin;
    size_t end;
  };

  Result<void> append_text(const Expression& expression, const std::string& text, bool is_front) {
    if (is_front && (kind_ == UrlKind::kWeb || split(text).has_authority)) {
      url_ += text;
      return {};
    }
    const Parts before = split(url_);
    const bool is_before_host =
        before.has_authority ? !before.is_authority_closed : kind_ == UrlKind::kWeb;
    if (is_before_host) {
      if (!before.has_authority || text.empty() || !all_of(text, is_host_char)) {
        return invalid({},
                       "expected a part of a host's name from a value in front of a URL's path");
      }
      url_ += text;
      return {};
    }
    const bool is_encoded =
        !expression.filters.empty() && expression.filters.back().name == FilterName::kUrlencode;
    size_t chars_left = kTextBytesMax;
    const auto append = is_encoded ? append_authored : append_value;
    if (append(url_, text, Sink::kUriComponent, chars_left)) return {};
    return invalid({}, "expected a shorter value in a URL");
  }

  bool has_parent_segment(std::string_view path) const {
    const auto offset = static_cast<size_t>(path.data() - url_.data());
    for (size_t begin = 0; begin <= path.size();) {
      const size_t end = std::min(path.find_first_of("/\\", begin), path.size());
      const Span segment = {offset + begin, offset + end};
      if (is_parent_segment(path.substr(begin, end - begin)) && has_value(segment)) return true;
      begin = end + 1;
    }
    return false;
  }

  // A value that came to nothing counts: the dots around it met because of it.
  bool has_value(const Span& segment) const {
    return std::any_of(values_.begin(), values_.end(), [&](const Span& value) {
      return value.begin <= segment.end && value.end >= segment.begin;
    });
  }

  UrlKind kind_;
  const Scope& scope_;
  RenderNotes& notes_;
  std::string url_;
  std::vector<Span> values_;
};

}  // namespace

std::optional<std::string> literal_host(const Template& text) {
  const Parts parts = split(text.literal());
  if (!parts.is_authority_closed && !text.is_literal()) return std::nullopt;
  return parts.has_authority ? host_of(parts.authority) : std::nullopt;
}

std::optional<std::string> literal_scheme(const Template& text) {
  const std::string_view scheme = split(text.literal()).scheme;
  if (scheme.empty()) return std::nullopt;
  return ascii_lower(scheme);
}

Result<RenderedUrl> render_url(const Template& text, UrlKind kind, const Scope& scope,
                               RenderNotes& notes, size_t chars_max) {
  UrlRendering rendering(kind, scope, notes);
  for (size_t i = 0; i < text.literals().size(); ++i) {
    if (i > 0) {
      auto appended = rendering.append(text.expressions()[i - 1], i == 1);
      if (!appended) return appended.take_error();
    }
    rendering.append(text.literals()[i]);
  }
  auto rendered = rendering.finish(chars_max);
  if (rendered) rendered->is_host_literal = rendering.is_host_of(text);
  return rendered;
}

}  // namespace sivo::ivr
