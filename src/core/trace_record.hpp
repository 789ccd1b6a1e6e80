#pragma once

#include <string>

#include "base/result.hpp"
#include "core/bytes.hpp"
#include "schema/record.hpp"

namespace sivo::core {

using schema::Record;

// Records in a trace go by kind and field number, and only the given fields, so that a trace of an
// older library still reads. A record that does not fit its table is kMismatch.
void append_record(std::string& out, const Record& record);
Result<Record> read_record(ByteReader& in);

}  // namespace sivo::core
