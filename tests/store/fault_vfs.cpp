#include "store/fault_vfs.hpp"

#include <sqlite3.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <vector>

namespace sivo::store::test {
namespace {

// A file as the disk has it, and what was written to it since the last sync.
struct Disk {
  struct Change {
    sqlite3_int64 at = 0;
    std::string bytes;
    bool is_end = false;  // the file ends at `at`
  };
  std::string synced;
  std::vector<Change> changes;
};

struct FaultFile {
  sqlite3_file base;
  sqlite3_file* real;  // behind this struct, in the same allocation of SQLite
  Disk* disk;          // null: a file without a name
};

FaultPlan plan;
std::map<std::string, Disk> disks;
std::map<std::string, Disk> disks_at_cut;
sqlite3_vfs vfs;
sqlite3_vfs* system_vfs() { return static_cast<sqlite3_vfs*>(vfs.pAppData); }
sqlite3_file* real(sqlite3_file* file) { return reinterpret_cast<FaultFile*>(file)->real; }

Disk* disk(sqlite3_file* file) { return reinterpret_cast<FaultFile*>(file)->disk; }

void apply(std::string& content, const Disk::Change& change, size_t size) {
  const auto at = static_cast<size_t>(change.at);
  if (change.is_end) return content.resize(at);
  if (content.size() < at + size) content.resize(at + size);
  content.replace(at, size, change.bytes, 0, size);
}

void remember(sqlite3_file* file, Disk::Change change) {
  if (plan.cut_at > 0 && disk(file) != nullptr) disk(file)->changes.push_back(std::move(change));
}

void sync(Disk& disk) {
  for (const Disk::Change& change : disk.changes) apply(disk.synced, change, change.bytes.size());
  disk.changes.clear();
}

bool fails() {
  ++plan.operations;
  if (plan.cut_at == plan.operations) {
    disks_at_cut = disks;
    if (plan.on_cut) plan.on_cut();
  }
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
  const auto* bytes = static_cast<const char*>(from);
  remember(f, {.at = at, .bytes = std::string(bytes, static_cast<size_t>(n)), .is_end = false});
  return real(f)->pMethods->xWrite(real(f), from, n, at);
}
int x_truncate(sqlite3_file* f, sqlite3_int64 size) {
  if (fails()) return SQLITE_IOERR_TRUNCATE;
  remember(f, {.at = size, .bytes = {}, .is_end = true});
  return real(f)->pMethods->xTruncate(real(f), size);
}
int x_sync(sqlite3_file* f, int) {
  if (fails() || plan.fails_syncs) return SQLITE_IOERR_FSYNC;
  if (disk(f) != nullptr) sync(*disk(f));
  return SQLITE_OK;  // the machine itself does not go down in these tests, and fsync is slow
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
  constexpr int kTaking = SQLITE_SHM_LOCK | SQLITE_SHM_EXCLUSIVE;
  if (offset == 0 && flags == kTaking && plan.busy_write_locks > 0) {
    --plan.busy_write_locks;
    return SQLITE_BUSY;
  }
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

std::string read_whole(const char* name) {
  std::ifstream in(name, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

Disk* disk_of(const char* name) {
  const auto [place, is_new] = disks.try_emplace(name);
  if (is_new) place->second.synced = read_whole(name);
  return &place->second;
}

int x_delete(sqlite3_vfs*, const char* name, int is_synced) {
  disks.erase(name);
  return system_vfs()->xDelete(system_vfs(), name, is_synced);
}

int x_open(sqlite3_vfs*, const char* name, sqlite3_file* out, int flags, int* out_flags) {
  out->pMethods = nullptr;
  if (fails()) return SQLITE_CANTOPEN;
  auto* file = reinterpret_cast<FaultFile*>(out);
  file->real = reinterpret_cast<sqlite3_file*>(file + 1);
  file->disk = nullptr;
  if (name != nullptr && plan.cut_at > 0) file->disk = disk_of(name);
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
    vfs.xDelete = x_delete;
    vfs.pNext = nullptr;
    sqlite3_vfs_register(&vfs, 0);
  }
  return plan;
}

void forget_disk() {
  disks.clear();
  disks_at_cut.clear();
}

std::string content_after_cut(const std::string& path, Xoshiro256& random) {
  const auto found = disks_at_cut.find(std::filesystem::weakly_canonical(path).string());
  if (found == disks_at_cut.end()) return {};
  std::string content = found->second.synced;
  for (const Disk::Change& change : found->second.changes) {
    const uint64_t dice = random.below(4);
    if (dice == 0) apply(content, change, change.bytes.size() / 2);
    if (dice == 1) apply(content, change, change.bytes.size());
  }
  return content;
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
