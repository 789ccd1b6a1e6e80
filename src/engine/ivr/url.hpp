#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/ivr/template.hpp"

namespace sivo::ivr {

enum class UrlKind : uint8_t {
  kWeb,    // of a web service: http or https, a host
  kAudio,  // of a prompt: any scheme, or a name that the host understands ("prompts/es.wav")
};

struct RenderedUrl {
  std::string url;
  std::string scheme;  // in lower case; empty for a name without one
  std::string host;    // in lower case, without port and a last dot; empty when there is none
  // Scheme and host are written in the flow (or there are none). Else a value took part in them,
  // and `host` must be on the tenant's list.
  bool is_host_literal = false;
};

// The host that a URL certainly has, whatever its values are; nothing when a value takes part in
// it, or what stands there is no host (also: one with a user in front).
std::optional<std::string> literal_host(const Template& text);
// The literal scheme in lower case, nothing when a value takes part in it or there is none.
std::optional<std::string> literal_scheme(const Template& text);

// Values behind the host are percent-encoded, so they bring no scheme, host, "?" or "#" along, and
// a segment ".." that a value takes part in is refused. A value at the very front may be the
// beginning of a URL; one in front of the host's end must look like a part of a host's name. Errors
// repeat no value.
Result<RenderedUrl> render_url(const Template& text, UrlKind kind, const Scope& scope,
                               RenderNotes& notes, size_t chars_max = kRenderedCharsMax);

}  // namespace sivo::ivr
