#pragma once

#include "schema/record.hpp"

namespace sivo::capi {

// A row as it came from the file: only id and tenant_id count as given, so that sivo_update writes
// what is set afterwards and nothing else.
void mark_as_stored(schema::Record& row);

}  // namespace sivo::capi
