#include "base/status.hpp"

namespace sivo {

std::string_view status_name(Status status) {
  switch (status) {
    case Status::kOk:
      return "SIVO_OK";
    case Status::kInvalid:
      return "SIVO_EINVAL";
    case Status::kNotFound:
      return "SIVO_ENOTFOUND";
    case Status::kExists:
      return "SIVO_EEXISTS";
    case Status::kConflict:
      return "SIVO_ECONFLICT";
    case Status::kInUse:
      return "SIVO_EINUSE";
    case Status::kState:
      return "SIVO_ESTATE";
    case Status::kFull:
      return "SIVO_EFULL";
    case Status::kNoMemory:
      return "SIVO_ENOMEM";
    case Status::kIo:
      return "SIVO_EIO";
    case Status::kDiskFull:
      return "SIVO_EDISKFULL";
    case Status::kReadOnly:
      return "SIVO_EREADONLY";
    case Status::kLocked:
      return "SIVO_ELOCKED";
    case Status::kCorrupt:
      return "SIVO_ECORRUPT";
    case Status::kNewer:
      return "SIVO_ENEWER";
    case Status::kKey:
      return "SIVO_EKEY";
    case Status::kMismatch:
      return "SIVO_EMISMATCH";
    case Status::kPoisoned:
      return "SIVO_EPOISONED";
    case Status::kInternal:
      return "SIVO_EINTERNAL";
    case Status::kThread:
      return "SIVO_ETHREAD";
    case Status::kDenied:
      return "SIVO_EDENIED";
  }
  return "SIVO_EUNKNOWN";
}

}  // namespace sivo
