#pragma once

#include <string>
#include <string_view>

#include "base/id.hpp"
#include "base/time.hpp"
#include "schema/audit_log.hpp"

namespace sivo::store {

// Who asked for a change, for the audit log.
struct Actor {
  Id user_id{};                  // nil: the library itself or an unnamed host
  std::string ip;                // empty: not known
  std::string user_agent;        // empty: not known
  bool is_cross_tenant = false;  // a superadmin acts in a tenant that is not his own
};

// What every checked write carries: the moment, who, and where the ids of audit rows come from. The
// same changes with the same times and the same generator give the same file content.
struct Change {
  Micros now = 0;
  IdGenerator& ids;
  Actor actor = {};
  // The secrets in the record went through Store::seal_record already (a replay must store the very
  // bytes of the recording, and sealing draws a random nonce).
  bool is_sealed = false;
};

// An audit row that is no row change: access, login, logout, login_failed.
struct AuditNote {
  AuditAction action = AuditAction::kAccess;
  std::string_view resource_type;  // "user"
  Id resource_id{};                // nil: none
  std::string_view diff_json;      // a JSON object; empty = {}
};

}  // namespace sivo::store
