#include "engine/acd/answer_log.hpp"

#include <doctest/doctest.h>

using namespace sivo;
using namespace sivo::acd;

TEST_CASE("answers come out in the order they went in, over any growth and wrap") {
  AnswerLog log;
  CHECK_THROWS_AS(log.pop(), AssertFailure);
  Micros in = 0;
  Micros out = 0;
  for (int round = 0; round < 50; ++round) {
    for (int i = 0; i < 7; ++i) log.push(Answer{in++, 0, 0, 1});
    for (int i = 0; i < 5; ++i) {
      REQUIRE(log.front().at == out++);
      log.pop();
    }
  }
  CHECK(log.size() == 100);
  log.clear();
  CHECK(log.empty());
}
