#pragma once

#include "store/connection.hpp"
#include "store/report.hpp"

namespace sivo::store {

// The parts of Store::verify that need no key: SQLite's own checks of pages, rules and references.
Result<void> verify_pages(Connection& db, VerifyReport& report);
Result<void> verify_references(Connection& db, VerifyReport& report);

}  // namespace sivo::store
