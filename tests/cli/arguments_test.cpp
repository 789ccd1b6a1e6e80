#include "cli/arguments.hpp"

#include <doctest/doctest.h>

#include "cli/failure.hpp"

namespace sivo::cli {
namespace {

constexpr Option kOptions[] = {{"--json", "", "a switch"}, {"--limit", "N", "a number"}};

Arguments parse(std::vector<std::string_view> words, size_t min = 0, size_t max = 2) {
  return Arguments::parse(words, kOptions, min, max);
}

Failure failure_of(std::vector<std::string_view> words, size_t min = 0, size_t max = 2) {
  try {
    parse(std::move(words), min, max);
  } catch (const Failure& failure) {
    return failure;
  }
  return {Exit::kOk, "", ""};
}

}  // namespace

TEST_CASE("options and words may come in any order") {
  const Arguments arguments = parse({"a.sivo", "--limit", "7", "queues", "--json"});
  CHECK(arguments.size() == 2);
  CHECK(arguments[0] == "a.sivo");
  CHECK(arguments[1] == "queues");
  CHECK(arguments[2].empty());
  CHECK(arguments.has("--json"));
  CHECK(arguments.number("--limit", 50, 0, 100) == 7);
}

TEST_CASE("a value may follow an equals sign") {
  CHECK(parse({"--limit=12"}).value("--limit") == "12");
  CHECK(parse({"--limit="}).value("--limit") == "");
}

TEST_CASE("after two dashes everything is a word") {
  const Arguments arguments = parse({"--", "--json", "-"});
  CHECK(arguments[0] == "--json");
  CHECK(arguments[1] == "-");
  CHECK_FALSE(arguments.has("--json"));
}

TEST_CASE("an absent option is its default") {
  CHECK(parse({}).number("--limit", 50, 0, 100) == 50);
  CHECK_FALSE(parse({}).value("--limit"));
}

TEST_CASE("a wrong command line is a usage failure that names the word") {
  CHECK(failure_of({"--jsn"}).place == "--jsn");
  CHECK(failure_of({"--json=1"}).message == "expected no value");
  CHECK(failure_of({"--limit"}).place == "--limit");
  CHECK(failure_of({"--json", "--json"}).message == "expected once, got it twice");
  CHECK(failure_of({}, 1).code == Exit::kUsage);
  CHECK(failure_of({"a", "b", "c"}).place == "c");
}

TEST_CASE("a number outside its bounds is refused") {
  for (const std::string_view text : {"-1", "101", "x", "", "7x", "99999999999999999999"})
    CHECK_THROWS_AS(parse({"--limit", text}).number("--limit", 50, 0, 100), Failure);
  CHECK(parse({"--limit", "0"}).number("--limit", 50, 0, 100) == 0);
  CHECK(parse({"--limit", "100"}).number("--limit", 50, 0, 100) == 100);
}

}  // namespace sivo::cli
