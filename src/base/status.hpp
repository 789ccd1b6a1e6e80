#pragma once

#include <cstdint>
#include <string_view>

namespace sivo {

// What became of a request. The values are those of SIVO_E… in include/sivo/sivo.h and never
// change.
enum class Status : int32_t {
  kOk = 0,
  kInvalid = -1,    // an argument or a field is not what is documented; the path names it
  kNotFound = -2,   // no such thing in this tenant
  kExists = -3,     // a unique rule would be broken
  kConflict = -4,   // the version given is not the stored one
  kInUse = -5,      // others refer to it and no cascade was asked
  kState = -6,      // the operation is not legal in this state
  kFull = -7,       // a named limit is reached; take something out first
  kNoMemory = -8,   // an allocation failed; nothing changed
  kIo = -9,         // reading or writing the file failed
  kDiskFull = -10,  // no space left; nothing changed
  kReadOnly = -11,  // the file or its folder cannot be written
  kLocked = -12,    // another process holds the file
  kCorrupt = -13,   // the file is damaged, or is not what it should be
  kNewer = -14,     // a newer library wrote the file
  kKey = -15,       // the master key is missing or wrong
  kMismatch = -16,  // a proof failed: replay, audit chain, checksum
  kPoisoned = -17,  // an internal error happened before; close and open again
  kInternal = -18,  // an internal error; nothing of this call became durable
  kThread = -19,    // used from two threads at once
  kDenied = -20,    // the one who asks may not do that
};

// The C name of a status, e.g. "SIVO_EINVAL"; never null.
std::string_view status_name(Status status);

}  // namespace sivo
