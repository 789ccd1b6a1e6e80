#include "store/fault_vfs.hpp"

#include <sqlite3.h>

namespace sivo::store::test {
namespace {

struct FaultFile {
  sqlite3_file base;
  sqlite3_file* real;  // behind this struct, in the same allocation of SQLite
};

FaultPlan plan;
sqlite3_vfs vfs;
sqlite3_vfs* system_vfs() { return static_cast<sqlite3_vfs*>(vfs.pAppData); }
sqlite3_file* real(sqlite3_file* file) { return reinterpret_cast<FaultFile*>(file)->real; }

bool fails() {
  ++plan.operations;
  if (plan.fail_at == 0) return false;
  const bool is_now =
      plan.operations == plan.fail_at || (plan.stays_broken && plan.operations > plan.fail_at);
  plan.has_failed = plan.has_failed || is_now;
  return is_now;
}

int x_close(sqlite3_file* f) { return real(f)->pMethods->xClose(real(f)); }
int x_read(sqlite3_file* f, void* to, int n, sqlite3_int64 at) {
  return real(f)->pMethods->xRead(real(f), to, n, at);
}
int x_write(sqlite3_file* f, const void* from, int n, sqlite3_int64 at) {
  if (fails()) {
    // Half of it arrives, as when the power goes.
    real(f)->pMethods->xWrite(real(f), from, n / 2, at);
    return SQLITE_IOERR_WRITE;
  }
  if (plan.bytes_left >= 0) {
    if (plan.bytes_left < n) {
      plan.has_failed = true;
      return SQLITE_FULL;
    }
    plan.bytes_left -= n;
  }
  return real(f)->pMethods->xWrite(real(f), from, n, at);
}
int x_truncate(sqlite3_file* f, sqlite3_int64 size) {
  if (fails()) return SQLITE_IOERR_TRUNCATE;
  return real(f)->pMethods->xTruncate(real(f), size);
}
int x_sync(sqlite3_file*, int) {
  if (fails()) return SQLITE_IOERR_FSYNC;
  return SQLITE_OK;  // the machine does not go down in these tests, and fsync is slow
}
int x_size(sqlite3_file* f, sqlite3_int64* size) {
  return real(f)->pMethods->xFileSize(real(f), size);
}
int x_lock(sqlite3_file* f, int level) { return real(f)->pMethods->xLock(real(f), level); }
int x_unlock(sqlite3_file* f, int level) { return real(f)->pMethods->xUnlock(real(f), level); }
int x_reserved(sqlite3_file* f, int* out) {
  return real(f)->pMethods->xCheckReservedLock(real(f), out);
}
int x_control(sqlite3_file* f, int op, void* argument) {
  return real(f)->pMethods->xFileControl(real(f), op, argument);
}
int x_sector(sqlite3_file* f) { return real(f)->pMethods->xSectorSize(real(f)); }
int x_device(sqlite3_file* f) { return real(f)->pMethods->xDeviceCharacteristics(real(f)); }
int x_shm_map(sqlite3_file* f, int page, int size, int extend, void volatile** out) {
  return real(f)->pMethods->xShmMap(real(f), page, size, extend, out);
}
int x_shm_lock(sqlite3_file* f, int offset, int n, int flags) {
  return real(f)->pMethods->xShmLock(real(f), offset, n, flags);
}
void x_shm_barrier(sqlite3_file* f) { real(f)->pMethods->xShmBarrier(real(f)); }
int x_shm_unmap(sqlite3_file* f, int remove) {
  return real(f)->pMethods->xShmUnmap(real(f), remove);
}

const sqlite3_io_methods kMethods = {
    2,          x_close,       x_read,      x_write,   x_truncate, x_sync,   x_size,
    x_lock,     x_unlock,      x_reserved,  x_control, x_sector,   x_device, x_shm_map,
    x_shm_lock, x_shm_barrier, x_shm_unmap, nullptr,   nullptr};

int x_open(sqlite3_vfs*, const char* name, sqlite3_file* out, int flags, int* out_flags) {
  out->pMethods = nullptr;
  if (fails()) return SQLITE_CANTOPEN;
  auto* file = reinterpret_cast<FaultFile*>(out);
  file->real = reinterpret_cast<sqlite3_file*>(file + 1);
  const int code = system_vfs()->xOpen(system_vfs(), name, file->real, flags, out_flags);
  if (file->real->pMethods != nullptr) out->pMethods = &kMethods;
  return code;
}

}  // namespace

FaultPlan& fault_plan() {
  if (vfs.zName == nullptr) {
    sqlite3_vfs* system = sqlite3_vfs_find(nullptr);
    vfs = *system;
    vfs.zName = kFaultVfs;
    vfs.pAppData = system;
    vfs.szOsFile = static_cast<int>(sizeof(FaultFile)) + system->szOsFile;
    vfs.xOpen = x_open;
    vfs.pNext = nullptr;
    sqlite3_vfs_register(&vfs, 0);
  }
  return plan;
}

FaultByDefault::FaultByDefault() {
  fault_plan() = FaultPlan{};
  sqlite3_vfs_register(&vfs, 1);
}

FaultByDefault::~FaultByDefault() {
  plan = FaultPlan{};
  sqlite3_vfs_register(system_vfs(), 1);
}

}  // namespace sivo::store::test
