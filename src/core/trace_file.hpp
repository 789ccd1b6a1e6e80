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
//   magic "SIVOTRC2"
//   block*      u32 size (little endian) | payload | first 8 bytes of the chain
//
// The chain is SHA-256 over (the chain before | payload), so a byte changed, a block left out,
// moved or cut short is found at its place. The first block is the header, then the image
// of the database in pieces, then one block a commit, at the end the proof. A trace without the
// proof was cut off; what is there is still good.
inline constexpr std::string_view kTraceMagic = "SIVOTRC2";
inline constexpr size_t kTraceBlockMax = size_t{1} << 31;
inline constexpr size_t kTracePieceBytes = size_t{1} << 20;

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
  kImage = 11,   // a piece of the database, after the header
  kPolled = 10,  // before a commit that lets old events go, which must have been polled
};

struct TraceHeader {
  uint64_t seed = 0;
  uint64_t reloads = 0;
  int64_t id_ms = 0;
  int64_t now = 0;
  Id polled;                // the last event that the host had
  std::string library;      // version that recorded
  int64_t image_bytes = 0;  // of the file at the start, which follows
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
  // An empty file, which is removed again unless keep() is called.
  static Result<std::unique_ptr<TraceWriter>> create(const std::string& path);
  // Once, before anything else: the header, and the file of header.image_bytes with the database.
  Result<void> begin(const TraceHeader& header, const std::string& image);
  void keep() { is_kept_ = true; }
  TraceWriter(std::string path, std::ofstream file)  // use create()
      : path_(std::move(path)), file_(std::move(file)) {}
  ~TraceWriter();
  TraceWriter(const TraceWriter&) = delete;
  TraceWriter& operator=(const TraceWriter&) = delete;

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

  std::string path_;
  std::ofstream file_;
  crypto::Digest chain_{};
  std::string staged_;
  bool is_good_ = true;
  bool is_kept_ = false;
};

class TraceReader {
 public:
  static Result<TraceReader> open(const std::string& path);

  const TraceHeader& header() const { return header_; }
  // The next piece of the image, valid until the next call of anything; nothing at its end. To be
  // read to the end before the entries.
  Result<std::string_view> next_image_piece();
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
  int64_t image_left_ = 0;  // bytes
  crypto::Digest chain_{};
  std::string block_;
  size_t at_ = 0;
  int64_t position_ = 0;
  int64_t size_ = 0;
  bool is_cut_off_ = false;
};

}  // namespace sivo::core
