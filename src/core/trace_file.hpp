#pragma once

#include <array>
#include <cstdint>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "crypto/hash.hpp"
#include "schema/record.hpp"

namespace sivo::core {

using schema::Record;

// A trace: everything that went into a core, in order, so that it can be done again.
//
//   magic "SIVOTRC1"
//   block*      u32 size (little endian) | payload | first 8 bytes of the chain
//
// The chain is SHA-256 over (the chain before | payload), so a byte changed, a block left out,
// moved or cut short is found at its place. The first block is the header with the image of the
// database, then one block a commit, at the end the proof. A trace without the proof was cut off;
// what is there is still good.
inline constexpr std::string_view kTraceMagic = "SIVOTRC1";
inline constexpr size_t kTraceBlockMax = size_t{1} << 31;

enum class TraceOp : uint8_t {
  kHeader = 1,
  kInput = 2,
  kCreate = 3,
  kUpdate = 4,
  kRemove = 5,
  kActor = 6,
  kReload = 7,
  kCommit = 8,
  kProof = 9,
  kPolled = 10,  // before a commit that lets old events go, which must have been polled
};

struct TraceHeader {
  uint64_t seed = 0;
  uint64_t reloads = 0;
  int64_t id_ms = 0;
  int64_t now = 0;
  Id polled;             // the last event that the host had
  std::string library;   // version that recorded
  std::string database;  // image of the file at the start
};

// One thing that happened. Which members count follows from the op.
struct TraceEntry {
  TraceOp op = TraceOp::kInput;
  Micros now = 0;
  std::optional<Record> record;
  Kind kind = Kind::kNone;
  Id tenant;
  Id id;
  bool is_cascade = false;
  crypto::Digest digest{};  // of the outputs (commit), of all tables (proof)
};

class TraceWriter {
 public:
  static Result<std::unique_ptr<TraceWriter>> create(const std::string& path,
                                                     const TraceHeader& header);
  explicit TraceWriter(std::ofstream file) : file_(std::move(file)) {}  // use create()

  void add_input(const Record& input, Micros now);
  void add_row(TraceOp op, const Record& row, Micros now);
  void add_remove(Kind kind, const Id& tenant, const Id& id, bool is_cascade, Micros now);
  void add_actor(const Record& actor);
  void add_reload(Micros now);
  void add_polled(const Id& last_event, Micros now);
  // Ends the block of what was added since the last commit, if anything was; write() then writes
  // it. A write that fails, also for want of memory, ends the trace and nothing else.
  void end_block(const crypto::Digest& outputs, Micros now);
  void write() noexcept;
  void drop_staged() { staged_.clear(); }
  Result<void> finish(const crypto::Digest& state);
  bool is_good() const { return is_good_; }

 private:
  void write_block(std::string_view payload);
  void begin_entry(TraceOp op, Micros now);

  std::ofstream file_;
  crypto::Digest chain_{};
  std::string staged_;
  bool is_good_ = true;
};

class TraceReader {
 public:
  static Result<TraceReader> open(const std::string& path);

  const TraceHeader& header() const { return header_; }
  // The database image, which is large; may be taken once.
  std::string take_database() { return std::move(header_.database); }
  // The next entry; none at the end. kMismatch where the file was tampered with or damaged; a file
  // that ends inside a block is only cut off.
  Result<std::optional<TraceEntry>> next();
  bool is_cut_off() const { return is_cut_off_; }
  int64_t position_bytes() const { return position_; }
  int64_t size_bytes() const { return size_; }

 private:
  TraceReader() = default;
  Result<bool> read_block();
  Result<void> read_header();
  Result<TraceEntry> read_entry();

  std::ifstream file_;
  TraceHeader header_;
  crypto::Digest chain_{};
  std::string block_;
  size_t at_ = 0;
  int64_t position_ = 0;
  int64_t size_ = 0;
  bool is_cut_off_ = false;
};

}  // namespace sivo::core
