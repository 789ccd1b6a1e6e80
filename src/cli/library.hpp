#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/arguments.hpp"
#include "cli/failure.hpp"
#include "sivo/sivo.hpp"

namespace sivo::cli {

Exit exit_of(int32_t status);
// The Failure that tells a library error at a place: the file or the option at hand.
[[noreturn]] void fail_at(std::string_view place, const sivo::error& problem);

// Runs something of the library; its errors become Failures at the place.
template <class Work>
auto at(std::string_view place, Work&& work) {
  try {
    return std::forward<Work>(work)();
  } catch (const sivo::error& problem) {
    fail_at(place, problem);
  }
}

// Microseconds since the epoch: the program's only look at a clock.
int64_t now_us();

// 32 bytes from a file of 32 raw bytes or 64 hexadecimal digits, which may end with a line break.
class MasterKey {
 public:
  static MasterKey read(const std::string& path);
  MasterKey(const MasterKey&) = delete;
  MasterKey(MasterKey&&) = default;
  MasterKey& operator=(const MasterKey&) = delete;
  MasterKey& operator=(MasterKey&&) = delete;
  ~MasterKey();
  const uint8_t* data() const { return bytes_.data(); }
  size_t size() const { return bytes_.size(); }

 private:
  MasterKey() = default;
  std::array<uint8_t, 32> bytes_{};
};

inline constexpr Option kKeyOption = {"--key-file", "KEYFILE",
                                      "the master key: 32 raw bytes or 64 hexadecimal digits"};
inline constexpr Option kJsonOption = {"--json", "", "print JSON for machines"};
inline constexpr Option kQuietOption = {"--quiet", "", "print only warnings and errors"};
inline constexpr Option kTenantOption = {"--tenant", "SLUG", "rows of this tenant only"};
inline constexpr Option kHelpOption = {"--help", "", "show this help"};

enum class Access { kRead, kWrite, kCreate };
sivo::core open_file(const std::string& path, Access access, const Arguments& arguments,
                     int64_t now = now_us());

std::string read_file(const std::string& path);

// Field 1 of every stored row.
inline constexpr uint16_t kIdField = SIVO_TENANT_ID;

// Every row the query finds, at most `limit` (0 = all), page by page.
std::vector<sivo::record> find_all(sivo::core& core, sivo::query& query, size_t limit = 0);

struct Tenant {
  sivo::id id;
  std::string slug;
};
// All tenants, or the one of --tenant; Failure (not found) when it is not there.
std::vector<Tenant> tenants_of(sivo::core& core, const Arguments& arguments);
Tenant tenant_of(sivo::core& core, const std::string& slug);

// How a command prints its result; a usage Failure for --quiet with --json.
enum class Output { kText, kJson, kNone };
Output output_of(const Arguments& arguments);

// Works a job to its end behind a progress bar, and gives its report.
sivo::record finish(sivo::job job, std::string_view what, std::string_view place);

}  // namespace sivo::cli
