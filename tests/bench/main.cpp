#include <cstdio>
#include <cstring>
#include <exception>
#include <span>

#include "bench.hpp"

namespace {

using sivo::bench::Report;

// A part that fails does not take the others along.
bool run(void (*part)(Report&), Report& report) {
  try {
    part(report);
    return true;
  } catch (const std::exception& failure) {
    std::fprintf(stderr, "failed: %s\n", failure.what());
    return false;
  }
}

}  // namespace

// sivo_bench [the beginning of the rows' names]; 1 when a part fails or a goal is missed.
int main(int count, char** arguments) {
  if (count > 2 && std::strcmp(arguments[1], "--child") == 0) {
    return sivo::bench::run_child(std::span<char* const>(arguments + 2, arguments + count));
  }
  Report report(count > 1 ? arguments[1] : "");
  bool is_good = true;
  for (const auto part :
       {sivo::bench::run_acd_bench, sivo::bench::run_ivr_bench, sivo::bench::run_core_bench,
        sivo::bench::run_size_bench, sivo::bench::run_store_bench}) {
    is_good = run(part, report) && is_good;
  }
  is_good = run([](Report& rows) { rows.finish(); }, report) && is_good;
  return is_good && report.is_every_goal_met() ? 0 : 1;
}
