#pragma once

#include <optional>
#include <string>

#include "schema/declare.hpp"
#include "schema/user.hpp"

namespace sivo {

#define SIVO_API_KEY(FIELD)                                                                   \
  FIELD(6, name, std::string, {}, .length(1, 120).required().unique(), "Shown to people.")    \
  FIELD(7, prefix, std::string, {}, .length(1, 16).required().sealed().indexed(),             \
        "First characters of the key, to recognise it.")                                      \
  FIELD(8, key_hash, std::string, {},                                                         \
        .bytes().length(32, 32).required().sealed().unique_in_file(), "SHA-256 of the key.")  \
  FIELD(9, role, Role, Role::kViewer, , "What it may do.")                                    \
  FIELD(10, created_by, std::optional<Id>, {}, .sealed().refers_history(Kind::kUser),         \
        "Who made it.")                                                                       \
  FIELD(11, expires_at, std::optional<int64_t>, {}, .time(), "When it ends; null = never.")   \
  FIELD(12, last_used_at, std::optional<int64_t>, {}, .time().read_only(), "The latest use.") \
  FIELD(13, revoked_at, std::optional<int64_t>, {}, .time(), "When it was ended early.")
SIVO_ENTITY(ApiKey, kApiKey, "api_key", SIVO_API_KEY, "A program's way in.")

}  // namespace sivo
