#include "core/trace_file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>

#include "core/bytes.hpp"
#include "core/trace_record.hpp"

namespace sivo::core {
namespace {

constexpr size_t kLinkSize = 8;

crypto::Digest next_link(const crypto::Digest& chain, std::string_view payload) {
  crypto::Sha256 hash;
  hash.update(crypto::Bytes(chain));
  hash.update(payload);
  return hash.finish();
}

std::string_view as_text(std::span<const uint8_t> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

Id to_id(std::string_view raw) {
  Id id;
  std::copy(raw.begin(), raw.end(), id.bytes.begin());
  return id;
}

Error damaged(int64_t position) {
  return Error{Status::kMismatch, "the trace is damaged at byte " + std::to_string(position), {}};
}

// To be asked right after opening, with errno 0 before it.
Error not_opened(std::string_view what) {
  return Error{errno == ENOMEM ? Status::kNoMemory : Status::kIo, std::string(what), "path"};
}

}  // namespace

Result<std::unique_ptr<TraceWriter>> TraceWriter::create(const std::string& path) {
  std::error_code failed;
  if (std::filesystem::exists(path, failed)) {
    return Error{Status::kExists, "expected a path that names no file, got one that does", "path"};
  }
  errno = 0;
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  if (!file) return not_opened("the trace file cannot be created");
  return std::make_unique<TraceWriter>(path, std::move(file));
}

TraceWriter::~TraceWriter() {
  if (is_kept_) return;
  file_.close();
  std::remove(path_.c_str());  // asks for no memory
}

Result<void> TraceWriter::begin(const TraceHeader& header, const std::string& image) {
  file_.write(kTraceMagic.data(), static_cast<std::streamsize>(kTraceMagic.size()));
  std::string payload;
  payload += static_cast<char>(TraceOp::kHeader);
  put_fixed(payload, header.seed, 8);
  put_varint(payload, header.reloads);
  put_signed(payload, header.id_ms);
  put_signed(payload, header.now);
  payload += as_text(header.polled.bytes);
  put_text(payload, header.library);
  put_varint(payload, static_cast<uint64_t>(header.image_bytes));
  write_block(payload);
  std::ifstream pages(image, std::ios::binary);
  payload.assign(kTracePieceBytes + 1, static_cast<char>(TraceOp::kImage));
  while (pages && is_good_) {
    pages.read(payload.data() + 1, static_cast<std::streamsize>(kTracePieceBytes));
    const auto size = static_cast<size_t>(pages.gcount());
    if (size > 0) write_block(std::string_view(payload).substr(0, 1 + size));
  }
  if (is_good_ && pages.eof()) return {};
  return Error{Status::kIo, "the trace file cannot be written", "path"};
}

void TraceWriter::write_block(std::string_view payload) {
  if (!is_good_ || payload.size() >= kTraceBlockMax) {
    is_good_ = false;
    return;
  }
  chain_ = next_link(chain_, payload);
  std::string frame;
  put_fixed(frame, payload.size(), 4);
  file_.write(frame.data(), static_cast<std::streamsize>(frame.size()));
  file_.write(payload.data(), static_cast<std::streamsize>(payload.size()));
  file_.write(as_text(chain_).data(), kLinkSize);
  file_.flush();
  is_good_ = file_.good();
}

void TraceWriter::begin_entry(TraceOp op, Micros now) {
  staged_ += static_cast<char>(op);
  put_signed(staged_, now);
}

void TraceWriter::add_input(const Record& input, Micros now) {
  begin_entry(TraceOp::kInput, now);
  append_record(staged_, input);
}

void TraceWriter::add_row(TraceOp op, const Record& row, Micros now) {
  begin_entry(op, now);
  append_record(staged_, row);
}

void TraceWriter::add_remove(Kind kind, const Id& tenant, const Id& id, bool is_cascade,
                             Micros now) {
  begin_entry(TraceOp::kRemove, now);
  put_fixed(staged_, static_cast<uint16_t>(kind), 2);
  staged_ += as_text(tenant.bytes);
  staged_ += as_text(id.bytes);
  staged_ += is_cascade ? '\1' : '\0';
}

void TraceWriter::add_actor(const Record& actor) {
  begin_entry(TraceOp::kActor, 0);
  append_record(staged_, actor);
}

void TraceWriter::add_reload(Micros now) { begin_entry(TraceOp::kReload, now); }

void TraceWriter::add_polled(const Id& last_event, Micros now) {
  begin_entry(TraceOp::kPolled, now);
  staged_ += as_text(last_event.bytes);
}

void TraceWriter::end_block(const crypto::Digest& outputs, Micros now) {
  if (staged_.empty()) return;
  begin_entry(TraceOp::kCommit, now);
  staged_ += as_text(outputs);
}

void TraceWriter::write() noexcept {
  if (staged_.empty()) return;
  try {
    write_block(staged_);
  } catch (...) {
    is_good_ = false;
  }
  staged_.clear();
}

Result<void> TraceWriter::finish(const crypto::Digest& state) {
  staged_.clear();
  begin_entry(TraceOp::kProof, 0);
  staged_ += as_text(state);
  write_block(staged_);
  file_.close();
  if (!is_good_ || file_.fail()) {
    return Error{Status::kIo, "the trace was not written to its end", {}};
  }
  return {};
}

Result<TraceReader> TraceReader::open(const std::string& path) {
  TraceReader reader;
  errno = 0;
  reader.file_.open(path, std::ios::binary);
  if (!reader.file_) return not_opened("the trace file cannot be read");
  reader.file_.seekg(0, std::ios::end);
  reader.size_ = static_cast<int64_t>(reader.file_.tellg());
  reader.file_.seekg(0);
  std::string magic(kTraceMagic.size(), '\0');
  reader.file_.read(magic.data(), static_cast<std::streamsize>(magic.size()));
  if (!reader.file_ || magic != kTraceMagic) {
    return Error{Status::kCorrupt, "expected a sivo trace, got another kind of file", "path"};
  }
  reader.position_ = static_cast<int64_t>(magic.size());
  if (auto done = reader.read_header(); !done) return done.take_error();
  return reader;
}

// False at the end of the file, also when it ends inside a block.
Result<bool> TraceReader::read_block() {
  std::string frame(4, '\0');
  file_.read(frame.data(), 4);
  if (file_.gcount() == 0) return false;
  const auto size = ByteReader(frame, 0).fixed(4);
  const int64_t left = size_ - position_ - 4;
  if (file_.gcount() < 4 || static_cast<int64_t>(*size) + static_cast<int64_t>(kLinkSize) > left) {
    is_cut_off_ = true;
    return false;
  }
  block_.resize(static_cast<size_t>(*size));
  std::string link(kLinkSize, '\0');
  file_.read(block_.data(), static_cast<std::streamsize>(block_.size()));
  file_.read(link.data(), kLinkSize);
  if (!file_) return Error{Status::kIo, "the trace file cannot be read", "path"};
  chain_ = next_link(chain_, block_);
  if (as_text(chain_).substr(0, kLinkSize) != link) return damaged(position_);
  position_ += 4 + static_cast<int64_t>(block_.size() + kLinkSize);
  at_ = 0;
  return true;
}

Result<void> TraceReader::read_header() {
  auto block = read_block();
  if (!block) return block.take_error();
  if (!*block) return Error{Status::kMismatch, "the trace is cut off in its header", "path"};
  ByteReader in(block_, 0);
  const auto op = in.fixed(1);
  const auto seed = in.fixed(8);
  const auto reloads = in.varint();
  const auto id_ms = in.number();
  const auto now = in.number();
  const auto polled = in.raw(16);
  const auto library = in.text();
  const auto image = in.varint();
  const bool is_header = op && *op == static_cast<uint8_t>(TraceOp::kHeader);
  const bool has_times = seed && reloads && id_ms && now && polled;
  const bool has_image = image && *image <= static_cast<uint64_t>(size_);
  if (!is_header || !has_times || !library || !has_image) return damaged(8);
  image_left_ = static_cast<int64_t>(*image);
  header_ = {*seed, *reloads, *id_ms, *now, to_id(*polled), std::string(*library), image_left_};
  at_ = block_.size();
  return {};
}

Result<std::string_view> TraceReader::next_image_piece() {
  if (image_left_ == 0) return std::string_view();
  auto block = read_block();
  if (!block) return block.take_error();
  if (!*block) return Error{Status::kMismatch, "the trace is cut off in its database", "path"};
  ByteReader in(block_, 0);
  const auto op = in.fixed(1);
  const bool is_image = op && *op == static_cast<uint8_t>(TraceOp::kImage);
  const std::string_view piece = std::string_view(block_).substr(in.at());
  if (!is_image || piece.empty() || static_cast<int64_t>(piece.size()) > image_left_) {
    return damaged(position_);
  }
  image_left_ -= static_cast<int64_t>(piece.size());
  at_ = block_.size();
  return piece;
}

Result<std::optional<TraceEntry>> TraceReader::next() {
  if (at_ >= block_.size()) {
    auto block = read_block();
    if (!block) return block.take_error();
    if (!*block) return std::optional<TraceEntry>();
  }
  auto entry = read_entry();
  if (!entry) return entry.take_error();
  return std::optional<TraceEntry>(*std::move(entry));
}

Result<TraceEntry> TraceReader::read_entry() {
  ByteReader in(block_, at_);
  const auto op = in.fixed(1);
  const auto now = in.number();
  if (!op || !now) return damaged(position_);
  TraceEntry entry;
  entry.op = static_cast<TraceOp>(*op);
  entry.now = *now;
  switch (entry.op) {
    case TraceOp::kInput:
    case TraceOp::kCreate:
    case TraceOp::kUpdate:
    case TraceOp::kActor: {
      auto record = read_record(in);
      if (!record) return record.take_error();
      entry.record.emplace(*std::move(record));
      break;
    }
    case TraceOp::kRemove: {
      const auto kind = in.fixed(2);
      const auto tenant = in.raw(16);
      const auto id = in.raw(16);
      const auto cascade = in.fixed(1);
      if (!kind || !tenant || !id || !cascade) return damaged(position_);
      entry.kind = static_cast<Kind>(*kind);
      entry.tenant = to_id(*tenant);
      entry.id = to_id(*id);
      entry.is_cascade = *cascade != 0;
      break;
    }
    case TraceOp::kCommit:
    case TraceOp::kProof: {
      const auto digest = in.raw(crypto::kDigestSize);
      if (!digest) return damaged(position_);
      std::copy(digest->begin(), digest->end(), entry.digest.begin());
      break;
    }
    case TraceOp::kPolled: {
      const auto id = in.raw(16);
      if (!id) return damaged(position_);
      entry.id = to_id(*id);
      break;
    }
    case TraceOp::kReload:
      break;
    case TraceOp::kHeader:
    case TraceOp::kImage:
    default:
      return damaged(position_);
  }
  at_ = in.at();
  return entry;
}

}  // namespace sivo::core
