#include "cli/library.hpp"

#include <doctest/doctest.h>

#include "cli/program.hpp"

namespace sivo::cli {
namespace {

using test::Folder;

Exit code_of_key(const Folder& folder, const std::string& text) {
  test::write_text(folder / "key", text);
  try {
    MasterKey::read(folder / "key");
  } catch (const Failure& failure) {
    return failure.code;
  }
  return Exit::kOk;
}

}  // namespace

TEST_CASE("a master key is 32 raw bytes or 64 hexadecimal digits") {
  const Folder folder;
  CHECK(code_of_key(folder, std::string(32, '\n')) == Exit::kOk);
  CHECK(code_of_key(folder, std::string(64, 'f') + "\n") == Exit::kOk);
  CHECK(code_of_key(folder, std::string(62, 'f') + "0A\r\n") == Exit::kOk);
  for (const std::string& text : {std::string(), std::string(31, 'x'), std::string(33, 'x'),
                                  std::string(63, 'f'), std::string(65, 'f'), std::string(64, 'g')})
    CHECK(code_of_key(folder, text) == Exit::kRefused);
}

TEST_CASE("hexadecimal digits become their bytes") {
  const Folder folder;
  test::write_text(folder / "key", "0aFf" + std::string(60, '0'));
  const MasterKey key = MasterKey::read(folder / "key");
  CHECK(key.size() == 32);
  CHECK(key.data()[0] == 0x0a);
  CHECK(key.data()[1] == 0xff);
}

TEST_CASE("every status has an exit code a script can use") {
  CHECK(exit_of(SIVO_OK) == Exit::kOk);
  CHECK(exit_of(SIVO_ENOTFOUND) == Exit::kNotFound);
  CHECK(exit_of(SIVO_ELOCKED) == Exit::kLocked);
  CHECK(exit_of(SIVO_EMISMATCH) == Exit::kRefused);
  CHECK(exit_of(SIVO_EINVAL) == Exit::kRefused);
  CHECK(exit_of(SIVO_ECORRUPT) == Exit::kFailed);
}

TEST_CASE("an error of the library is told at its place, the path said once") {
  try {
    fail_at("tenant.json", sivo::error(SIVO_EINVAL, "expected a name", "queues[0].name"));
  } catch (const Failure& failure) {
    CHECK(failure.place == "tenant.json: queues[0].name");
    CHECK(failure.message == "expected a name");
  }
}

TEST_CASE("a file that is not there is not found") {
  const Folder folder;
  CHECK_THROWS_AS(read_file(folder / "nothing"), Failure);
  CHECK_THROWS_AS(open_file(folder / "nothing", Access::kRead, Arguments()), Failure);
}

}  // namespace sivo::cli
