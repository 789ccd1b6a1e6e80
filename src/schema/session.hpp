#pragma once

#include <optional>
#include <string>

#include "schema/declare.hpp"
#include "schema/rules.hpp"

namespace sivo {

#define SIVO_SESSION(FIELD)                                                                       \
  FIELD(6, user_id, Id, {}, .required().sealed().refers(Kind::kUser, schema::OnDelete::kCascade), \
        "Who signed in.")                                                                         \
  FIELD(7, family_id, Id, {}, .required().sealed().indexed(),                                     \
        "All tokens of one sign-in; reuse of one revokes them all.")                              \
  FIELD(8, token_hash, std::string, {},                                                           \
        .bytes().length(32, 32).required().sealed().unique_in_file(),                             \
        "SHA-256 of the refresh token.")                                                          \
  FIELD(9, expires_at, int64_t, 0, .time().required().sealed().indexed(), "When it ends.")        \
  FIELD(10, last_used_at, std::optional<int64_t>, {}, .time(), "The latest refresh.")             \
  FIELD(11, revoked_at, std::optional<int64_t>, {}, .time(), "When it was ended early.")          \
  FIELD(12, ip, std::optional<std::string>, {},                                                   \
        .length(2, 45).rule(schema::rules::ip_address).personal(), "From which address.")         \
  FIELD(13, user_agent, std::optional<std::string>, {}, .length(0, 512), "With which program.")
SIVO_ENTITY(Session, kSession, "session", SIVO_SESSION, "A sign-in that may be refreshed.")

}  // namespace sivo
