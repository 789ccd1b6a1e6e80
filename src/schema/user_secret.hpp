#pragma once

#include <optional>
#include <string>

#include "schema/declare.hpp"

namespace sivo {

#define SIVO_USER_SECRET(FIELD)                                                                  \
  FIELD(6, user_id, Id, {},                                                                      \
        .required().sealed().unique().refers(Kind::kUser, schema::OnDelete::kCascade), "Whose.") \
  FIELD(7, password_hash, std::optional<std::string>, {}, .length(1, 255).secret(),              \
        "Salted and slow; null = cannot sign in with a password.")                               \
  FIELD(8, mfa_secret, std::optional<std::string>, {}, .length(16, 128).secret(),                \
        "Key of the second factor.")                                                             \
  FIELD(9, password_changed_at, std::optional<int64_t>, {}, .time(), "The latest change.")       \
  FIELD(10, failed_logins, int64_t, 0, .range(0, 1000000), "Failures since the last success.")   \
  FIELD(11, locked_until, std::optional<int64_t>, {}, .time(), "No sign-in before then.")
SIVO_ENTITY(UserSecret, kUserSecret, "user_secret", SIVO_USER_SECRET,
            "What a user signs in with, apart from the user.")

}  // namespace sivo
