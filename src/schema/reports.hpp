#pragma once

#include <string>

#include "schema/declare.hpp"

// Answers that are no rows: what a job or a look at the core found.
namespace sivo {

#define SIVO_STATUS_REPORT(FIELD)                                                        \
  FIELD(1, calls, int64_t, 0, , "Calls in progress.")                                    \
  FIELD(2, legs, int64_t, 0, , "Legs the library asked for.")                            \
  FIELD(3, waiting, int64_t, 0, , "Callers in queues.")                                  \
  FIELD(4, agents_logged_in, int64_t, 0, , "Agents logged in.")                          \
  FIELD(5, steps, int64_t, 0, , "Inputs applied since open.")                            \
  FIELD(6, commits, int64_t, 0, , "Commits since open.")                                 \
  FIELD(7, late_inputs, int64_t, 0, , "Inputs about what was already over, since open.") \
  FIELD(8, outputs_pending, int64_t, 0, , "Outputs that wait for sivo_poll.")            \
  FIELD(9, now, int64_t, 0, .time(), "The core's time: the latest it was given.")        \
  FIELD(10, is_tracing, bool, false, , "A trace is being written.")                      \
  FIELD(11, schema_version, int64_t, 0, , "Of the file.")                                \
  FIELD(12, unusable_rows, int64_t, 0, ,                                                 \
        "Schedules whose time zone this machine does not know; they run on UTC.")        \
  FIELD(13, refused_submits, int64_t, 0, , "Inputs of sivo_submit that were refused, since open.")
SIVO_RECORD(StatusReport, kStatusReport, "status_report", kReport, SIVO_STATUS_REPORT,
            "The core at a glance.")

#define SIVO_VERIFY_REPORT(FIELD)                                                             \
  FIELD(1, is_ok, bool, false, , "Everything fits.")                                          \
  FIELD(2, audit_rows, int64_t, 0, , "Audit rows checked.")                                   \
  FIELD(3, tenants, int64_t, 0, , "Audit chains checked.")                                    \
  FIELD(4, problem, std::optional<std::string>, {}, , "The first thing found wrong.")         \
  FIELD(5, is_signed, bool, false, , "The ends of the chains were proved by the master key.") \
  FIELD(6, removed_tenants, std::string, "[]", .json(nullptr),                                \
        "Array of {tenant_id, slug, name, removed_at, user_id, ip, user_agent}, newest first.")
SIVO_RECORD(VerifyReport, kVerifyReport, "verify_report", kReport, SIVO_VERIFY_REPORT,
            "Integrity of the file and of its audit chains.")

#define SIVO_REPLAY_REPORT(FIELD)                                                              \
  FIELD(1, is_equal, bool, false, , "Every output and every table came out the same.")         \
  FIELD(2, is_complete, bool, false, , "The trace has its closing proof.")                     \
  FIELD(3, inputs, int64_t, 0, , "Inputs replayed.")                                           \
  FIELD(4, commits, int64_t, 0, , "Commits compared.")                                         \
  FIELD(5, first_difference, std::optional<int64_t>, {}, , "The commit that differs, from 1.") \
  FIELD(6, problem, std::optional<std::string>, {}, , "What is wrong, in words.")              \
  FIELD(7, state_hash, std::string, {}, , "SHA-256 over all tables at the end, hexadecimal.")
SIVO_RECORD(ReplayReport, kReplayReport, "replay_report", kReport, SIVO_REPLAY_REPORT,
            "What a replay proved.")

#define SIVO_APPLY_REPORT(FIELD)                               \
  FIELD(1, tenant_id, std::optional<Id>, {}, ,                 \
        "The tenant; null in a dry run that would create it.") \
  FIELD(2, created, int64_t, 0, , "Rows created.")             \
  FIELD(3, updated, int64_t, 0, , "Rows changed.")             \
  FIELD(4, unchanged, int64_t, 0, , "Rows already as asked.")  \
  FIELD(5, deleted, int64_t, 0, , "Rows removed.")             \
  FIELD(6, is_dry_run, bool, false, , "Nothing was written.")  \
  FIELD(7, changes, std::string, "[]", .json(nullptr),         \
        "Array of {change, resource, name, diff}, in order.")  \
  FIELD(8, warnings, std::string, "[]", .json(nullptr),        \
        "Array of {path, message}: what was taken and looks wrong.")
SIVO_RECORD(ApplyReport, kApplyReport, "apply_report", kReport, SIVO_APPLY_REPORT,
            "What applying a configuration did or would do.")

#define SIVO_DOCUMENT(FIELD) FIELD(1, text, std::string, "{}", .json(nullptr), "The document.")
SIVO_RECORD(Document, kDocument, "document", kReport, SIVO_DOCUMENT, "A JSON document.")

#define SIVO_BACKUP_REPORT(FIELD)                \
  FIELD(1, pages, int64_t, 0, , "Pages copied.") \
  FIELD(2, size_bytes, int64_t, 0, , "Size of the copy.")
SIVO_RECORD(BackupReport, kBackupReport, "backup_report", kReport, SIVO_BACKUP_REPORT,
            "What a backup copied.")

#define SIVO_ACTOR(FIELD)                                                                      \
  FIELD(1, user_id, std::optional<Id>, {}, , "Who; null = the system.")                        \
  FIELD(2, ip, std::optional<std::string>, {}, .length(0, 45), "From which address.")          \
  FIELD(3, user_agent, std::optional<std::string>, {}, .length(0, 255), "With which program.") \
  FIELD(4, is_cross_tenant, bool, false, , "Acts from outside the tenant (superadmin).")
SIVO_RECORD(Actor, kActor, "actor", kInput, SIVO_ACTOR, "Who makes changes, for the audit log.")

}  // namespace sivo
