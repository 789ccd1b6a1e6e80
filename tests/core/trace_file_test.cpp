#include "core/trace_file.hpp"

#include <fstream>

#include "core/day.hpp"

namespace sivo::test {
namespace {

using core::TraceOp;

TEST_CASE("a trace gives back its header and its entries in order, and its end") {
  ScratchFile file("file");
  core::TraceHeader header;
  header.seed = 42;
  header.now = -5;
  const std::string image(core::kTracePieceBytes * 2 + 1, 'i');
  std::ofstream(file.path("image")) << image;
  header.image_bytes = static_cast<int64_t>(image.size());
  auto writer = core::TraceWriter::create(file.path("t"));
  REQUIRE(writer.ok());
  REQUIRE((*writer)->begin(header, file.path("image")).ok());
  (*writer)->keep();
  Dtmf key;
  key.channel = "c1";
  key.digit = "1";
  (*writer)->add_input(Record(key), 100);
  Id id;
  id.bytes[3] = 7;
  (*writer)->add_remove(Kind::kUser, id, id, true, 200);
  (*writer)->end_block({}, 0);
  (*writer)->write();
  (*writer)->add_reload(300);
  (*writer)->drop_staged();
  (*writer)->end_block({}, 0);
  (*writer)->write();
  REQUIRE((*writer)->finish({}).ok());

  auto reader = core::TraceReader::open(file.path("t"));
  REQUIRE(reader.ok());
  CHECK(reader->header().seed == 42);
  CHECK(reader->header().now == -5);
  std::string read;
  int pieces = 0;
  for (auto piece = reader->next_image_piece(); piece && !piece->empty();
       piece = reader->next_image_piece()) {
    read += *piece;
    ++pieces;
  }
  CHECK(read == image);
  CHECK(pieces == 3);
  const auto next = [&] {
    auto entry = reader->next();
    REQUIRE(entry.ok());
    return *std::move(entry);
  };
  CHECK(next()->record->as<Dtmf>().digit == "1");
  const auto removal = next();
  CHECK(removal->op == TraceOp::kRemove);
  CHECK(removal->now == 200);
  CHECK(removal->id == id);
  CHECK(removal->is_cascade);
  CHECK(next()->op == TraceOp::kCommit);
  CHECK(next()->op == TraceOp::kProof);
  CHECK(!next());
  CHECK(!reader->is_cut_off());
}

TEST_CASE("another file, an empty one and none are told apart from a trace") {
  ScratchFile file("nofile");
  CHECK(core::TraceReader::open(file.path("none")).error().status == Status::kIo);
  std::ofstream(file.path("empty"));
  CHECK(core::TraceReader::open(file.path("empty")).error().status == Status::kCorrupt);
  std::ofstream(file.path("other")) << "something else entirely";
  CHECK(core::TraceReader::open(file.path("other")).error().status == Status::kCorrupt);
}

}  // namespace
}  // namespace sivo::test
