#pragma once

#include <memory>
#include <string>

namespace sivo::bench {

inline constexpr int kCyclesPerUnit = 100;  // of create, get, update, delete
inline constexpr int kOpsPerUnit = 4 * kCyclesPerUnit;

// The rows' functions of the C ABI, over queues of one tenant. Hides sivo.hpp: whoever includes
// this may use the inside of the library too.
class AbiRows {
 public:
  explicit AbiRows(const std::string& path);
  ~AbiRows();
  // One group of kOpsPerUnit calls.
  void run_unit();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace sivo::bench
