#include "abi_rows.hpp"

#include "sivo/sivo.hpp"

namespace sivo::bench {
namespace {

constexpr int64_t kStart = INT64_C(1'795'251'600'000'000);

sivo::core opened(const std::string& path) {
  sivo_open_options with = sivo::core::options();
  with.path = path.c_str();
  with.flags = SIVO_OPEN_CREATE;
  with.durability = SIVO_DURABILITY_NORMAL;
  with.now_us = kStart;
  return sivo::core(with);
}

}  // namespace

struct AbiRows::Impl {
  explicit Impl(const std::string& path) : core(opened(path)) {
    sivo::record row(SIVO_KIND_TENANT);
    row.set(SIVO_TENANT_SLUG, "acme").set(SIVO_TENANT_NAME, "Acme");
    core.create(row, now_us);
    tenant = row.id(SIVO_TENANT_ID);
  }

  void run_cycle() {
    now_us += 1000;
    const std::string name = "queue " + std::to_string(++number);
    sivo::record row(SIVO_KIND_QUEUE);
    row.set(SIVO_QUEUE_TENANT_ID, tenant).set(SIVO_QUEUE_NAME, name);
    core.create(row, now_us);
    sivo::record read = core.get(SIVO_KIND_QUEUE, tenant, row.id(SIVO_QUEUE_ID));
    read.set(SIVO_QUEUE_MAX_WAIT_TIME, 600);
    core.update(read, now_us);
    core.remove(read, 0, now_us);
  }

  sivo::core core;
  sivo::id tenant;
  int64_t now_us = kStart;
  int64_t number = 0;
};

AbiRows::AbiRows(const std::string& path) : impl_(std::make_unique<Impl>(path)) {}
AbiRows::~AbiRows() = default;

void AbiRows::run_unit() {
  sivo::group group(impl_->core);
  for (int i = 0; i < kCyclesPerUnit; ++i) impl_->run_cycle();
  group.commit();
}

}  // namespace sivo::bench
