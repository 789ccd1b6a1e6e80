#pragma once

#include <optional>
#include <string>

#include "schema/declare.hpp"
#include "schema/rules.hpp"

namespace sivo {

enum class Role : uint8_t { kAgent, kSupervisor, kAdmin, kViewer };
inline constexpr std::string_view kRoleNames[] = {"agent", "supervisor", "admin", "viewer"};
template <>
struct schema::EnumerationOf<Role> {
  static constexpr Enumeration value{"role", kRoleNames};
};

// In the order of acd::AgentStatus.
enum class UserStatus : uint8_t { kAvailable, kOnCall, kPaused, kAcw, kLoggedOut };
inline constexpr std::string_view kUserStatusNames[] = {"available", "on_call", "paused", "acw",
                                                        "logged_out"};
inline constexpr schema::EnumAlias kUserStatusAliases[] = {
    {"available", 0},  {"on_call", 1}, {"busy", 1},    {"paused", 2},
    {"on_break", 2},   {"acw", 3},     {"wrap_up", 3}, {"after_call_work", 3},
    {"logged_out", 4}, {"offline", 4},
};
template <>
struct schema::EnumerationOf<UserStatus> {
  static constexpr Enumeration value{"user_status", kUserStatusNames, kUserStatusAliases};
};

enum class Language : uint8_t { kEs, kEn, kDe, kFr, kIt, kPt };
inline constexpr std::string_view kLanguageNames[] = {"es", "en", "de", "fr", "it", "pt"};
template <>
struct schema::EnumerationOf<Language> {
  static constexpr Enumeration value{"language", kLanguageNames};
};

#define SIVO_USER(FIELD)                                                                          \
  FIELD(6, email, std::string, {},                                                                \
        .length(3, 254).rule(schema::rules::email).required().unique().personal(),                \
        "Signs in with it; lower-cased.")                                                         \
  FIELD(7, full_name, std::string, {}, .length(1, 120).required().personal(), "Shown to people.") \
  FIELD(8, extension, std::optional<std::string>, {},                                             \
        .length(3, 5).rule(schema::rules::extension).unique(),                                    \
        "3 to 5 digits to ring the person; null for people without a phone.")                     \
  FIELD(9, role, Role, Role::kAgent, , "What the person may do.")                                 \
  FIELD(10, status, UserStatus, UserStatus::kLoggedOut, .read_only(),                             \
        "Derived by the engine from presence and activity.")                                      \
  FIELD(11, language, Language, Language::kEs, , "Language of the panel and of whispers.")        \
  FIELD(12, mfa_enabled, bool, false, , "A second factor is asked at sign-in.")                   \
  FIELD(13, skills, std::string, "{}", .json(schema::rules::skills).length(2, 4096),              \
        "Skill names to levels from 1 to 10.")                                                    \
  FIELD(14, wrap_up_time, std::optional<int64_t>, {}, .range(0, 3600),                            \
        "Seconds of wrap-up instead of the queue's; null = the queue's.")                         \
  FIELD(15, max_no_answer, std::optional<int64_t>, {}, .range(0, 1000),                           \
        "Missed offers in a row before a pause instead of the queue's; 0 = never, null = the "    \
        "queue's.")
SIVO_ENTITY(User, kUser, "user", SIVO_USER, "An agent, and anyone who uses the panel.")

}  // namespace sivo
