#pragma once

#include <optional>
#include <string>

#include "schema/declare.hpp"
#include "schema/rules.hpp"

namespace sivo {

enum class AuditAction : uint8_t {
  kCreate,
  kUpdate,
  kDelete,
  kAccess,
  kLogin,
  kLogout,
  kLoginFailed,
};
inline constexpr std::string_view kAuditActionNames[] = {
    "create", "update", "delete", "access", "login", "logout", "login_failed"};
template <>
struct schema::EnumerationOf<AuditAction> {
  static constexpr Enumeration value{"audit_action", kAuditActionNames};
};

inline constexpr int64_t kHashBytes = 32;  // SHA-256

inline constexpr std::string_view kAuditLogOnce[] = {"sequence"};
inline constexpr schema::Unique kAuditLogUniques[] = {{kAuditLogOnce}};

#define SIVO_AUDIT_LOG(FIELD)                                                                     \
  FIELD(6, timestamp, int64_t, 0, .time().required().indexed(), "When it happened.")              \
  FIELD(7, actor_user_id, std::optional<Id>, {}, .refers_history(Kind::kUser),                    \
        "Who did it; null = the library.")                                                        \
  FIELD(8, actor_ip, std::optional<std::string>, {},                                              \
        .length(2, 45).rule(schema::rules::ip_address).personal(), "From which address.")         \
  FIELD(9, actor_ua, std::optional<std::string>, {}, .length(0, 512), "With which program.")      \
  FIELD(10, action, AuditAction, AuditAction::kAccess, .required(), "What was done.")             \
  FIELD(11, resource_type, std::string, {}, .length(1, 64).rule(schema::rules::token).required(), \
        "The table of the thing it was done to.")                                                 \
  FIELD(12, resource_id, std::optional<Id>, {}, .indexed(), "That thing.")                        \
  FIELD(13, diff, std::string, "{}", .json(schema::rules::any_object).personal(),                 \
        "Each changed field as {from, to}, secrets masked.")                                      \
  FIELD(14, cross_tenant, bool, false, , "Done by someone of no tenant.")                         \
  FIELD(15, sequence, int64_t, 0, .range(0, INT64_MAX), "1, 2, 3… in the tenant, without a gap.") \
  FIELD(16, previous_hash, std::string, {}, .bytes().length(0, kHashBytes),                       \
        "SHA-256 of the row before; empty for the first.")                                        \
  FIELD(17, hash, std::string, {}, .bytes().length(0, kHashBytes),                                \
        "SHA-256 over this row and previous_hash.")
SIVO_HISTORY(AuditLog, kAuditLog, "audit_log", SIVO_AUDIT_LOG,
             "Who changed or read what; never changed itself, each row sealed by the next.",
             kAuditLogUniques)

}  // namespace sivo
