#pragma once

#include "schema/record.hpp"

namespace sivo::schema {

// A rule between the fields of one row.
using TogetherRule = Result<void> (*)(const Record& row);

// Null when the table has none.
TogetherRule together_rule(Kind kind);

}  // namespace sivo::schema
