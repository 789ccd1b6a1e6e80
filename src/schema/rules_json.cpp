#include <set>

#include "base/cidr.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "schema/rules.hpp"

namespace sivo::schema::rules {
namespace {

constexpr size_t kCidrsMax = 256;
constexpr size_t kSegmentsMax = 20'000;
constexpr size_t kSegmentTextMax = 8'192;  // bytes
constexpr size_t kSkillsMax = 64;
constexpr size_t kNameBytesMax = 256;
constexpr size_t kVariablesMax = 256;
constexpr size_t kTransfersMax = 200;
constexpr size_t kPathNodesMax = 10'000;
constexpr size_t kNodesMax = 500;
constexpr size_t kTextsMax = 256;
constexpr size_t kEventTypesMax = 64;
constexpr size_t kDelaysMax = 20;
constexpr int64_t kDelaySecMax = 604'800;
constexpr size_t kOldSecretsMax = 5;

// An item's check, called with the path of the item.
using ItemRule = Expected (*)(const Json& item, std::string& path);

std::string array_words(size_t least, size_t most, std::string_view of_what) {
  return "an array of " + std::to_string(least) + " to " + std::to_string(most) + " " +
         std::string(of_what);
}

Expected each(const Json& json, std::string& path, size_t least, size_t most,
              std::pair<std::string_view, ItemRule> item) {
  if (!json.is_array() || json.items().size() < least || json.items().size() > most) {
    return array_words(least, most, item.first);
  }
  for (size_t i = 0; i < json.items().size(); ++i) {
    std::string inside = path + '[' + std::to_string(i) + ']';
    if (auto expected = item.second(json.items()[i], inside)) {
      path = std::move(inside);
      return expected;
    }
  }
  return std::nullopt;
}

bool is_clean(const Json& json, size_t least, size_t most) {
  if (!json.is_string()) return false;
  const std::string& text = json.as_string();
  return text.size() >= least && text.size() <= most && !has_control_character(text);
}

bool is_name(std::string_view name, std::string_view more) {
  if (name.empty() || name.size() > 64) return false;
  for (const char c : name) {
    const bool is_alphanumeric =
        (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (!is_alphanumeric && more.find(c) == std::string_view::npos) return false;
  }
  return true;
}

// The first wrong member of an object, by key.
template <class Check>
Expected members(const Json& json, std::string& path, Check check) {
  for (const auto& [key, value] : json.members()) {
    if (auto expected = check(key, value)) {
      path += '.' + key.substr(0, kNameBytesMax);
      return expected;
    }
  }
  return std::nullopt;
}

Expected cidr_item(const Json& item, std::string&) {
  if (item.is_string() && parse_cidr(item.as_string())) return std::nullopt;
  return "an IPv4 or IPv6 network without host bits, or a bare address";
}

Expected segment_item(const Json& item, std::string& path) {
  if (!item.is_object()) return "an object {speaker, start, end, text}";
  auto wrong = members(item, path, [](const std::string& key, const Json& value) -> Expected {
    if (key == "speaker") {
      return is_clean(value, 0, kNameBytesMax) || value.is_integer() || value.is_null()
                 ? Expected()
                 : "a name, a number or null";
    }
    if (key == "text") {
      return value.is_string() && value.as_string().size() <= kSegmentTextMax
                 ? Expected()
                 : "a text of at most " + std::to_string(kSegmentTextMax) + " bytes";
    }
    if (key != "start" && key != "end") return "one of speaker, start, end, text";
    return value.is_number() && value.as_real() >= 0 ? Expected() : "seconds from 0";
  });
  if (wrong) return wrong;
  const Json *start = item.find("start"), *end = item.find("end"), *text = item.find("text");
  if (start == nullptr || end == nullptr || text == nullptr) {
    return "all of speaker, start, end, text";
  }
  if (end->as_real() >= start->as_real()) return std::nullopt;
  path += ".end";
  return "no less than start";
}

Expected transfer_item(const Json& item, std::string&) {
  return item.is_object() ? Expected() : "an object";
}

Expected node_id_item(const Json& item, std::string&) {
  if (item.is_string() && is_name(item.as_string(), "_-")) return std::nullopt;
  return "a node id: letters, digits, _ and -, at most 64";
}

Expected text_item(const Json& item, std::string&) {
  return is_clean(item, 1, kNameBytesMax) ? Expected() : "a text of 1 to 256 bytes";
}

Expected event_type_item(const Json& item, std::string&) {
  constexpr std::string_view kExpected = "an event type such as call.ended, call.* or *";
  if (!item.is_string()) return std::string(kExpected);
  std::string_view type = item.as_string();
  if (type == "*") return std::nullopt;
  if (type.ends_with(".*")) type.remove_suffix(2);
  const bool is_good = is_name(type, "._") && type.front() != '.' && type.back() != '.' &&
                       type.find("..") == std::string_view::npos;
  return is_good ? Expected() : std::string(kExpected);
}

Expected delay_item(const Json& item, std::string&) {
  if (item.is_integer() && item.as_integer() >= 0 && item.as_integer() <= kDelaySecMax) {
    return std::nullopt;
  }
  return "seconds from 0 to " + std::to_string(kDelaySecMax);
}

Expected role_item(const Json& item, std::string&) {
  for (const std::string_view role : {"agent", "supervisor", "admin", "viewer", "superadmin"}) {
    if (item.is_string() && item.as_string() == role) return std::nullopt;
  }
  return "one of agent, supervisor, admin, viewer, superadmin";
}

Expected old_secret_item(const Json& item, std::string&) {
  constexpr std::string_view kExpected = "an object {secret, expires_at}";
  if (!item.is_object() || item.members().size() != 2) return std::string(kExpected);
  const Json *secret = item.find("secret"), *expires_at = item.find("expires_at");
  const bool is_good = secret != nullptr && is_clean(*secret, 1, kNameBytesMax) &&
                       expires_at != nullptr && expires_at->is_string() &&
                       parse_time(expires_at->as_string());
  return is_good ? Expected() : std::string(kExpected);
}

Expected object_item(const Json& item, std::string&) {
  return item.is_object() ? Expected() : "an object";
}

Expected flow_node_item(const Json& item, std::string& path) {
  if (!item.is_object()) return "a node";
  for (const std::string_view key : {"id", "type"}) {
    const Json* value = item.find(key);
    if (value != nullptr && value->is_string() && is_name(value->as_string(), "_-")) continue;
    path.append(".").append(key);
    return "a name of letters, digits, _ and -, at most 64";
  }
  return std::nullopt;
}

Expected repeated_node(const Json& nodes, std::string& path) {
  std::set<std::string_view> ids;
  for (size_t i = 0; i < nodes.items().size(); ++i) {
    if (ids.insert(nodes.items()[i].find("id")->as_string()).second) continue;
    path += '[' + std::to_string(i) + "].id";
    return "an id that no other node has";
  }
  return std::nullopt;
}

}  // namespace

Expected cidrs(const Json& json, std::string& path) {
  return each(json, path, 0, kCidrsMax, {"networks", cidr_item});
}

Expected segments(const Json& json, std::string& path) {
  return each(json, path, 0, kSegmentsMax, {"segments", segment_item});
}

Expected skills(const Json& json, std::string& path) {
  if (!json.is_object() || json.members().size() > kSkillsMax) {
    return "an object of at most " + std::to_string(kSkillsMax) + " skills";
  }
  return members(json, path, [](const std::string& name, const Json& level) -> Expected {
    if (!is_name(name, "._- ")) return "a skill name of letters, digits, and . _ -";
    const bool is_good = level.is_integer() && level.as_integer() >= 1 && level.as_integer() <= 10;
    return is_good ? Expected() : "a level from 1 to 10";
  });
}

Expected variables(const Json& json, std::string& path) {
  if (!json.is_object() || json.members().size() > kVariablesMax) {
    return "an object of at most " + std::to_string(kVariablesMax) + " variables";
  }
  return members(json, path, [](const std::string& name, const Json&) -> Expected {
    return is_name(name, "_") ? Expected() : "a variable name of letters, digits and _";
  });
}

Expected transfers(const Json& json, std::string& path) {
  return each(json, path, 0, kTransfersMax, {"transfers", transfer_item});
}

Expected node_ids(const Json& json, std::string& path) {
  return each(json, path, 0, kPathNodesMax, {"node ids", node_id_item});
}

// What each node means is the compiler's to judge (engine/ivr).
Expected flow_nodes(const Json& json, std::string& path) {
  const Json* nodes = &json;
  if (json.is_object()) {
    const Json* format = json.find("format");
    if (format == nullptr || !format->is_string() || format->as_string() != "sivo.flow/1") {
      path += ".format";
      return "sivo.flow/1";
    }
    nodes = json.find("nodes");
    path += ".nodes";
    if (nodes == nullptr) return array_words(1, kNodesMax, "nodes");
  }
  if (auto wrong = each(*nodes, path, 1, kNodesMax, {"nodes", flow_node_item})) return wrong;
  return repeated_node(*nodes, path);
}

Expected texts(const Json& json, std::string& path) {
  return each(json, path, 0, kTextsMax, {"texts", text_item});
}

Expected event_types(const Json& json, std::string& path) {
  return each(json, path, 1, kEventTypesMax, {"event types", event_type_item});
}

Expected retry_delays(const Json& json, std::string& path) {
  return each(json, path, 1, kDelaysMax, {"delays", delay_item});
}

Expected roles(const Json& json, std::string& path) {
  return each(json, path, 0, 5, {"roles", role_item});
}

Expected text_map(const Json& json, std::string& path) {
  if (!json.is_object() || json.members().size() > kSkillsMax) {
    return "an object of at most " + std::to_string(kSkillsMax) + " texts";
  }
  return members(json, path, [](const std::string& key, const Json& value) -> Expected {
    if (!is_name(key, "._-")) return "a name of letters, digits, and . _ -";
    return is_clean(value, 0, kNameBytesMax) ? Expected() : "a text of at most 256 bytes";
  });
}

Expected old_secrets(const Json& json, std::string& path) {
  return each(json, path, 0, kOldSecretsMax, {"secrets", old_secret_item});
}

Expected user_mappings(const Json& json, std::string& path) {
  return each(json, path, 0, 5'000, {"mappings", object_item});
}

Expected any_object(const Json& json, std::string&) {
  return json.is_object() ? Expected() : "an object";
}

}  // namespace sivo::schema::rules
