#include "core/core.hpp"

#include <algorithm>
#include <cstddef>

#include "capi/argument.hpp"
#include "capi/barrier.hpp"
#include "schema/walk.hpp"

using namespace sivo;
using namespace sivo::capi;

namespace {

// A struct of a later version may be larger; one larger than this is not our struct.
constexpr size_t kOptionsBytesMax = 4096;
constexpr size_t kOptionsBytesMin = offsetof(sivo_open_options, path) + sizeof(char*);
constexpr size_t kMasterKeyBytes = 32;
constexpr size_t kOutputsMax = size_t{1} << 24;
constexpr size_t kSubmitMax = size_t{1} << 20;

Error bad_size(std::string_view expected, size_t got) {
  return invalid("size", "expected " + std::string(expected) + ", got " + std::to_string(got));
}

// The caller's struct in our version: members that an older one lacks are zero; a newer one may
// have more members as long as they are zero.
Result<sivo_open_options> read_options(const sivo_open_options* given) {
  if (given == nullptr) return invalid("options", "expected options, got NULL");
  const size_t size = given->size;
  if (size < kOptionsBytesMin || size > kOptionsBytesMax ||
      size % alignof(sivo_open_options) != 0) {
    return bad_size("sizeof(sivo_open_options)", size);
  }
  sivo_open_options options{};
  std::memcpy(&options, given, std::min(size, sizeof options));
  const auto* bytes = reinterpret_cast<const unsigned char*>(given);
  for (size_t i = sizeof options; i < size; ++i) {
    if (bytes[i] != 0) return bad_size("no members that this version does not know", size);
  }
  return options;
}

Result<void> check_open_flags(const sivo_open_options& options) {
  if (auto known = check_flags(options.flags, SIVO_OPEN_CREATE | SIVO_OPEN_READONLY); !known) {
    return known;
  }
  if ((options.flags & SIVO_OPEN_READONLY) == 0) return {};
  if ((options.flags & SIVO_OPEN_CREATE) != 0) {
    return invalid("flags", "expected one of SIVO_OPEN_CREATE and SIVO_OPEN_READONLY, got both");
  }
  if (options.path != nullptr) return {};
  return invalid("flags", "expected a path with SIVO_OPEN_READONLY, got none");
}

Result<void> check_bound(size_t value, size_t most, const char* parameter) {
  if (value <= most) return {};
  return invalid(parameter,
                 "expected at most " + std::to_string(most) + ", got " + std::to_string(value));
}

Result<void> check_key(const sivo_open_options& options) {
  if (options.master_key == nullptr && options.master_key_size == 0) return {};
  if (options.master_key == nullptr) return invalid("master_key", "expected 32 bytes, got NULL");
  if (options.master_key_size == kMasterKeyBytes) return {};
  return invalid("master_key_size", "expected 32, got " + std::to_string(options.master_key_size));
}

Result<void> check_options(const sivo_open_options& options) {
  if (auto flags = check_open_flags(options); !flags) return flags;
  if (options.durability < SIVO_DURABILITY_FULL || options.durability > SIVO_DURABILITY_NONE) {
    return invalid("durability",
                   "expected one of SIVO_DURABILITY_…, got " + std::to_string(options.durability));
  }
  if (auto now = check_now(options.now_us); !now) return now;
  if (auto key = check_key(options); !key) return key;
  if (auto bound = check_bound(options.outputs_max, kOutputsMax, "outputs_max"); !bound) {
    return bound;
  }
  return check_bound(options.submit_max, kSubmitMax, "submit_max");
}

Result<core::OpenOptions> to_open_options(const sivo_open_options& options) {
  core::OpenOptions out;
  if (options.path != nullptr) {
    auto path = path_argument(options.path, "path");
    if (!path) return path.take_error();
    out.path = std::move(*path);
  }
  out.may_create = options.path == nullptr || (options.flags & SIVO_OPEN_CREATE) != 0;
  out.is_read_only = (options.flags & SIVO_OPEN_READONLY) != 0;
  out.durability = static_cast<core::Durability>(options.durability);
  out.now = options.now_us;
  if (options.master_key != nullptr) {
    std::memcpy(out.master_key.emplace().data(), options.master_key, kMasterKeyBytes);
  }
  out.seed = options.seed;
  if (options.outputs_max != 0) out.outputs_max = options.outputs_max;
  if (options.submit_max != 0) out.submit_max = options.submit_max;
  return out;
}

Result<void> open_core(const sivo_open_options* given, sivo_core** out) {
  auto read = read_options(given);
  if (!read) return read.take_error();
  if (auto checked = check_options(*read); !checked) return checked;
  auto options = to_open_options(*read);
  if (!options) return options.take_error();
  auto handle = std::make_unique<sivo_core>();
  auto opened = core::Core::open(std::move(*options));
  if (!opened) return opened.take_error();
  handle->core = std::move(*opened);
  *out = handle.release();
  return {};
}

}  // namespace

int32_t sivo_open(const sivo_open_options* options, sivo_core** out, sivo_error** err) {
  if (out == nullptr) return refuse_handle(err, "out");
  *out = nullptr;
  return guarded(err, [&] { return open_core(options, out); });
}

void sivo_close(sivo_core* core) {
  if (!is_live(core)) return;
  // Closing under another thread's feet would crash it; not closing only costs memory.
  if (core->is_busy.exchange(true, std::memory_order_acquire)) return;
  for (sivo_job* job : core->jobs) {
    job->job.reset();
    job->core = nullptr;
  }
  std::unique_ptr<sivo_core>(core).reset();
}

int32_t sivo_step(sivo_core* core, const sivo_record* input, int64_t now_us, sivo_error** err) {
  return on_core(core, err, [&](core::Core& engine) -> Result<void> {
    auto record = input_argument(input);
    if (!record) return record.take_error();
    if (auto now = check_now(now_us); !now) return now;
    return engine.step(**record, now_us);
  });
}

int32_t sivo_step_json(sivo_core* core, uint16_t kind, const char* json, size_t size,
                       int64_t now_us, sivo_error** err) {
  return on_core(core, err, [&](core::Core& engine) -> Result<void> {
    auto table = table_of_kind(kind);
    if (!table) return table.take_error();
    auto text = text_argument(json, size, "json");
    if (!text) return text.take_error();
    if (auto now = check_now(now_us); !now) return now;
    auto input = schema::parse_record(**table, *text);
    if (!input) return input.take_error();
    return engine.step(*input, now_us);
  });
}

int32_t sivo_advance(sivo_core* core, int64_t now_us, sivo_error** err) {
  return on_core(core, err, [&](core::Core& engine) -> Result<void> {
    if (auto now = check_now(now_us); !now) return now;
    return engine.advance(now_us);
  });
}

int64_t sivo_deadline(const sivo_core* core) {
  if (!is_live(core)) return INT64_MAX;
  const Turn turn(*core);
  if (!turn) return INT64_MAX;
  try {
    return core->core->deadline();
  } catch (...) {
    return INT64_MAX;
  }
}

int32_t sivo_poll(sivo_core* core, sivo_record** out, sivo_error** err) {
  if (out == nullptr) return refuse_handle(err, "out");
  *out = nullptr;
  return on_core(core, err, [&](core::Core& engine) -> Result<void> {
    // Before poll: an output that was taken must reach the caller.
    auto handle = std::make_unique<sivo_record>();
    auto output = engine.poll();
    if (!output) return output.take_error();
    if (!*output) return {};
    handle->record.emplace(std::move(**output));
    *out = handle.release();
    return {};
  });
}

int32_t sivo_begin(sivo_core* core, sivo_error** err) {
  return on_core(core, err, [](core::Core& engine) { return engine.begin(); });
}

int32_t sivo_commit(sivo_core* core, sivo_error** err) {
  return on_core(core, err, [](core::Core& engine) { return engine.commit(); });
}

int32_t sivo_rollback(sivo_core* core, sivo_error** err) {
  return on_core(core, err, [](core::Core& engine) { return engine.rollback(); });
}

int32_t sivo_submit(sivo_core* core, const sivo_record* input, sivo_error** err) {
  // No turn is taken and no exception abandons the core: its own thread may be inside.
  if (!is_live(core)) return refuse_handle(err, "core");
  if (core->is_poisoned) return refuse_poisoned(err);
  return guarded(err, [&]() -> Result<void> {
    auto record = input_argument(input);
    if (!record) return record.take_error();
    return core->core->submit(**record);
  });
}

void sivo_on_wakeup(sivo_core* core, void (*wakeup)(void* context), void* context) {
  static_cast<void>(on_core(core, nullptr, [&](core::Core& engine) -> Result<void> {
    engine.on_wakeup(wakeup, context);
    return {};
  }));
}

int32_t sivo_status(sivo_core* core, sivo_record** out, sivo_error** err) {
  return record_from_core(
      core, out, err, [](core::Core& engine) -> Result<schema::Record> { return engine.status(); });
}

int32_t sivo_trace_start(sivo_core* core, const char* path, sivo_error** err) {
  return on_core(core, err, [&](core::Core& engine) -> Result<void> {
    auto file = path_argument(path, "path");
    if (!file) return file.take_error();
    return engine.trace_start(*file);
  });
}

int32_t sivo_trace_stop(sivo_core* core, sivo_error** err) {
  return on_core(core, err, [](core::Core& engine) { return engine.trace_stop(); });
}

int32_t sivo_rekey(sivo_core* core, const uint8_t* key, size_t key_size, const uint8_t* new_key,
                   size_t new_key_size, sivo_error** err) {
  return on_core(core, err, [&](core::Core& engine) -> Result<void> {
    if (key == nullptr) return invalid("key", "expected 32 bytes, got NULL");
    if (new_key == nullptr) return invalid("new_key", "expected 32 bytes, got NULL");
    if (key_size != kMasterKeyBytes) {
      return invalid("key_size", "expected 32, got " + std::to_string(key_size));
    }
    if (new_key_size != kMasterKeyBytes) {
      return invalid("new_key_size", "expected 32, got " + std::to_string(new_key_size));
    }
    return engine.rekey({key, key_size}, {new_key, new_key_size});
  });
}
