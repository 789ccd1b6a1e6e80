#pragma once

#include <atomic>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/bounded.hpp"
#include "core/core.hpp"
#include "sivo/sivo.h"

// What the opaque handles of sivo.h are.
namespace sivo::capi {

// The first word of every handle: a query passed as a record, or a handle freed a moment ago, is
// refused instead of read.
enum class Magic : uint32_t {
  kFreed = 0,
  kError = 0x5349'5645,
  kRecord = 0x5349'5652,
  kCore = 0x5349'5643,
  kQuery = 0x5349'5651,
  kList = 0x5349'564c,
  kJob = 0x5349'564a,
};

template <Magic kValue>
struct Handle {
  static constexpr Magic kMagic = kValue;
  Magic magic = kValue;

  // The write is volatile because nobody reads it before the memory is gone.
  ~Handle() { static_cast<volatile Magic&>(magic) = Magic::kFreed; }
};

// False for NULL and for a handle of another type.
template <class T>
bool is_live(const T* handle) {
  if (handle == nullptr) return false;
  Magic magic = Magic::kFreed;
  std::memcpy(&magic, static_cast<const void*>(handle), sizeof magic);
  return magic == T::kMagic;
}

}  // namespace sivo::capi

// A plain aggregate, so that one can be there before the first allocation; see error.cpp.
struct sivo_error {
  static constexpr sivo::capi::Magic kMagic = sivo::capi::Magic::kError;
  sivo::capi::Magic magic = kMagic;
  int32_t status = SIVO_OK;
  const char* message = "";
  const char* path = "";
};

struct sivo_record : sivo::capi::Handle<sivo::capi::Magic::kRecord> {
  // Empty only between the allocation of the handle and the work that fills it: what cannot be
  // undone (taking an output) comes after what can fail.
  std::optional<sivo::schema::Record> record;
  std::string json;         // the text lent by sivo_record_json
  bool is_in_list = false;  // sivo_list_free frees it
};

struct sivo_core : sivo::capi::Handle<sivo::capi::Magic::kCore> {
  std::unique_ptr<sivo::core::Core> core;
  mutable std::atomic<bool> is_busy = false;  // a thread is inside; see Turn
  std::atomic<bool> is_poisoned = false;      // an internal error went through it
  std::vector<sivo_job*> jobs;                // not freed yet; closing the core ends them
};

struct sivo_query : sivo::capi::Handle<sivo::capi::Magic::kQuery> {
  const sivo::schema::Table* table = nullptr;
  sivo::Id tenant;
  sivo::core::Query query;
  // What the filters' values point into, in their order.
  sivo::BoundedVector<std::string, sivo::core::kFiltersMax> texts;
};

struct sivo_list : sivo::capi::Handle<sivo::capi::Magic::kList> {
  std::vector<sivo_record> rows;
  std::string cursor;
};

struct sivo_job : sivo::capi::Handle<sivo::capi::Magic::kJob> {
  std::unique_ptr<sivo::core::Job> job;  // null once it broke or its core was closed
  sivo_core* core = nullptr;             // null for a replay, and once the core was closed
};
