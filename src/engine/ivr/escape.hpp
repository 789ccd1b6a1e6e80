#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "schema/json.hpp"

namespace sivo::ivr {

// Where a rendered text goes. The escaping follows from it, so an author cannot forget it.
enum class Sink : uint8_t {
  kTts,           // spoken words: control characters are removed; what is too long is cut
  kSsml,          // the same, and values are XML text; cut values, never cut markup
  kUriComponent,  // values are percent-encoded, so they stay inside their segment or parameter
  kHeader,        // a header's value, an e-mail address: no CR, LF or NUL
  kJson,          // a leaf of a tree that is serialised by us, an assigned value: as it is
  kDial,          // a dial string, a queue, a mailbox, a flow id: +0-9A-Za-z*#._@:;=- only
};

// Prompts lose the end of a text that is too long; everywhere else it is an error.
bool is_cut_allowed(Sink sink);

// Appends what the sink makes of a value, at most chars_left code points, which it takes off; false
// when something was left out. An escape sequence is whole or absent.
bool append_value(std::string& out, std::string_view value, Sink sink, size_t& chars_left);
// The same for the author's own text (in SSML: markup) and for values that are escaped already.
bool append_authored(std::string& out, std::string_view text, Sink sink, size_t& chars_left);

// Whether a whole text may go there. Errors do not repeat it.
Result<void> check_sink(std::string_view text, Sink sink);

// Append at most bytes_max bytes, false when something was left out. Percent-encoding leaves the
// unreserved characters of RFC 3986; in XML & < > " ' become entities and control characters go.
bool append_percent_encoded(std::string& out, std::string_view text, size_t bytes_max);
bool append_xml(std::string& out, std::string_view text, size_t bytes_max);

// What a trace shows of a sensitive value: "***(4)", the number of its characters.
std::string sensitive_mark(const schema::Json& value);

}  // namespace sivo::ivr
