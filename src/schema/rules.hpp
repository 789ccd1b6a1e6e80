#pragma once

#include <optional>
#include <string>

#include "schema/json.hpp"

// Rules that bounds cannot say. Each returns what was expected, or nothing when the value is fine;
// text rules may rewrite the text into its canonical form.
namespace sivo::schema::rules {

using Expected = std::optional<std::string>;

Expected slug(std::string& text);         // ^[a-z0-9](-?[a-z0-9]){1,62}$
Expected domain(std::string& text);       // DNS name, lower-cased; empty = to be filled in
Expected host(std::string& text);         // DNS name, IPv4 or IPv6 address, lower-cased
Expected email(std::string& text);        // lower-cased
Expected extension(std::string& text);    // 3 to 5 digits
Expected dtmf(std::string& text);         // one of 0-9 * # A-D
Expected e164(std::string& text);         // ^\+[1-9]\d{1,14}$
Expected timezone(std::string& text);     // the shape of an IANA name; the zone may not exist
Expected language(std::string& text);     // ISO 639-1, lower-cased
Expected url(std::string& text);          // http or https, without user info
Expected url_or_auto(std::string& text);  // a url, or the word auto
Expected url_or_host(std::string& text);  // a url, or a DNS name
Expected uri(std::string& text);          // any scheme, no spaces
Expected token(std::string& text);        // lower-case words: [a-z0-9._-]
Expected cause(std::string& text);        // NORMAL_CLEARING
Expected color(std::string& text);        // #rrggbb, lower-cased
Expected ip_address(std::string& text);   // IPv4 or IPv6, without prefix

Expected hours(const Json& json, std::string& path);
Expected holidays(const Json& json, std::string& path);
Expected exceptions(const Json& json, std::string& path);
Expected cidrs(const Json& json, std::string& path);
Expected segments(const Json& json, std::string& path);
Expected skills(const Json& json, std::string& path);     // {"english": 1 to 10}
Expected variables(const Json& json, std::string& path);  // names to any values
Expected transfers(const Json& json, std::string& path);
Expected node_ids(const Json& json, std::string& path);
Expected flow_nodes(const Json& json, std::string& path);
Expected texts(const Json& json, std::string& path);         // an array of short texts
Expected event_types(const Json& json, std::string& path);   // "call.ended", "call.*", "*"
Expected retry_delays(const Json& json, std::string& path);  // 1 to 20 delays in seconds
Expected roles(const Json& json, std::string& path);
Expected text_map(const Json& json, std::string& path);       // {"key": "text"}
Expected old_secrets(const Json& json, std::string& path);    // [{"secret", "expires_at"}]
Expected user_mappings(const Json& json, std::string& path);  // [{…}]
Expected any_object(const Json& json, std::string& path);

}  // namespace sivo::schema::rules
