#include "core/trace_record.hpp"

#include <doctest/doctest.h>

#include "core/bytes.hpp"
#include "schema/inputs.hpp"
#include "schema/walk.hpp"

namespace sivo::core {
namespace {

TEST_CASE("a record comes back with its values and what was given") {
  CallOffered in;
  in.channel = "c1";
  in.to = "+34911234567";
  in.priority = -3;
  Record record(in);
  record.mark_given(5, false);
  std::string bytes;
  append_record(bytes, record);
  ByteReader reader(bytes, 0);
  const auto read = read_record(reader);
  REQUIRE(read.ok());
  CHECK(reader.is_done());
  CHECK(schema::render_record(*read) == schema::render_record(record));
  CHECK(!read->is_given(5));
  CHECK(read->is_given(6));
}

TEST_CASE("a record cut short anywhere or of an unknown kind is refused") {
  CallQuality in;
  in.channel = "c1";
  in.mos_score = 4.25;
  std::string bytes;
  append_record(bytes, Record(in));
  for (size_t size = 0; size < bytes.size(); ++size) {
    const std::string cut = bytes.substr(0, size);
    ByteReader reader(cut, 0);
    CHECK(!read_record(reader).ok());
  }
  bytes[0] = bytes[1] = '\xff';
  ByteReader reader(bytes, 0);
  CHECK(read_record(reader).error().status == Status::kMismatch);
}

}  // namespace
}  // namespace sivo::core
