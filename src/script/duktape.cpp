#include <duktape.h>

#include <array>
#include <cmath>
#include <new>
#include <utility>

#include "base/assert.hpp"
#include "base/text.hpp"
#include "script/dialect.hpp"
#include "script/engine.hpp"
#include "script/meter.hpp"
#include "script/text.hpp"

namespace sivo::script {
namespace {

constexpr Limits kCheckLimits{};

// Where the engine says that a line is one of the code: not of itself, not of a text in eval().
constexpr const char* kFileName = "function";

// The code begins on the first line; a comment at its end does not swallow the brace.
constexpr std::string_view kHead = "function(vars){";
constexpr std::string_view kTail = "\n}";

// Not part of the language, or a door to the inside of the engine.
constexpr std::array<const char*, 7> kForbiddenGlobals = {
    "Duktape", "CBOR", "performance", "TextEncoder", "TextDecoder", "Buffer", "SharedArrayBuffer"};

Meter& meter_of(void* host) { return *static_cast<Meter*>(static_cast<sivo_js_host*>(host)); }

void* allocate(void* host, duk_size_t size) { return meter_of(host).allocate(size); }
void* reallocate(void* host, void* block, duk_size_t size) {
  return meter_of(host).reallocate(block, size);
}
void release(void* host, void* block) { meter_of(host).release(block); }

// Only a bug comes here: everything that can fail runs inside a guarded call.
void fail_fatally(void*, const char*) {
  constexpr bool kIsGuarded = false;
  SIVO_ASSERT(kIsGuarded);
}

// One heap for one call. It gives every byte back when it goes.
class Heap {
 public:
  explicit Heap(Meter& meter)
      : meter_(meter),
        context_(duk_create_heap(allocate, reallocate, release, static_cast<sivo_js_host*>(&meter),
                                 fail_fatally)) {
    if (!context_) throw std::bad_alloc();
    meter_.arm();
  }
  ~Heap() { duk_destroy_heap(context_); }
  Heap(const Heap&) = delete;
  Heap& operator=(const Heap&) = delete;
  duk_context* context() const { return context_; }

 private:
  Meter& meter_;
  duk_context* context_;
};

// What crosses into guarded calls. They leave by longjmp, so nothing in them has a destructor.
struct Call {
  std::string_view source;  // the whole function expression
  std::string_view vars;    // nothing: compile only
  bool is_only_compiled;
  bool has_failed;
  uint32_t line;
};

// Array.prototype.find of ES2015, which Duktape lacks and people expect.
duk_ret_t array_find(duk_context* context) {
  constexpr duk_idx_t kPredicate = 0;
  constexpr duk_idx_t kThat = 1;
  duk_require_callable(context, kPredicate);
  duk_push_this(context);
  duk_to_object(context, -1);
  const duk_size_t length = duk_get_length(context, -1);
  for (duk_uarridx_t i = 0; i < length; ++i) {
    duk_get_prop_index(context, 2, i);
    duk_dup(context, kPredicate);
    duk_dup(context, kThat);
    duk_dup(context, -3);
    duk_push_uint(context, i);
    duk_dup(context, 2);
    duk_call_method(context, 3);
    if (duk_to_boolean(context, -1)) {
      duk_pop(context);
      return 1;
    }
    duk_pop_2(context);
  }
  return 0;
}

void prepare_globals(duk_context* context) {
  duk_push_global_object(context);
  for (const char* name : kForbiddenGlobals) duk_del_prop_string(context, -1, name);
  duk_get_prop_string(context, -1, "Array");
  duk_get_prop_string(context, -1, "prototype");
  duk_push_string(context, "find");
  duk_push_c_function(context, array_find, 2);
  duk_def_prop(context, -3,
               DUK_DEFPROP_HAVE_VALUE | DUK_DEFPROP_SET_WRITABLE | DUK_DEFPROP_SET_CONFIGURABLE |
                   DUK_DEFPROP_CLEAR_ENUMERABLE);
  duk_pop_3(context);
}

const char* not_json(duk_context* context) {
  if (duk_is_function(context, -1)) return "a function";
  if (duk_is_symbol(context, -1)) return "a symbol";
  if (duk_is_number(context, -1) && !std::isfinite(duk_get_number(context, -1)))
    return "a number that is not finite";
  return nullptr;
}

// Guarded: leaves the JSON text of what the function returned.
duk_ret_t run_stage(duk_context* context, void* data) {
  const Call& call = *static_cast<const Call*>(data);
  prepare_globals(context);
  duk_push_lstring(context, call.source.data(), call.source.size());
  duk_push_string(context, kFileName);
  duk_compile(context, DUK_COMPILE_FUNCTION);
  if (call.is_only_compiled) return 0;
  duk_push_lstring(context, call.vars.data(), call.vars.size());
  duk_json_decode(context, -1);
  duk_call(context, 1);
  if (duk_is_undefined(context, -1)) duk_push_null(context);
  const char* kind = not_json(context);
  if (!kind && !duk_json_encode(context, -1)) kind = "nothing";
  if (kind) return duk_type_error(context, "expected a JSON value as the result, got %s", kind);
  return 1;
}

// Guarded: the text of what was thrown, which may be anything.
void describe_error(duk_context* context, Call& call) {
  if (duk_is_object(context, -1)) {
    duk_get_prop_string(context, -1, "fileName");
    const char* file = duk_get_string(context, -1);
    const bool is_ours = file && std::string_view(file) == kFileName;
    duk_get_prop_string(context, -2, "lineNumber");
    const double line = duk_is_number(context, -1) ? duk_get_number(context, -1) : 0;
    if (is_ours && line >= 1 && line <= kCodeBytesMax) call.line = static_cast<uint32_t>(line);
    duk_pop_2(context);
  }
  duk_to_string(context, -1);
}

duk_ret_t run_guarded(duk_context* context, void* data) {
  Call& call = *static_cast<Call*>(data);
  call.has_failed = duk_safe_call(context, run_stage, data, 0, 1) != DUK_EXEC_SUCCESS;
  if (call.has_failed) describe_error(context, call);
  return 1;
}

std::string_view text_at_top(duk_context* context) {
  size_t size = 0;
  const char* text = duk_get_lstring(context, -1, &size);
  return text ? std::string_view(text, size) : std::string_view();
}

Run failed(std::string message) {
  Run run;
  run.message = std::move(message);
  return run;
}

std::string too_large(std::string_view what, size_t size_max, size_t size) {
  return "expected " + std::string(what) + " of at most " + std::to_string(size_max) +
         " bytes, got " + std::to_string(size);
}

std::string check_texts(std::string_view code, std::string_view vars_json) {
  if (code.size() > kCodeBytesMax) return too_large("code", kCodeBytesMax, code.size());
  if (!is_valid_utf8(code)) return "expected code in UTF-8";
  if (vars_json.size() > kVariablesBytesMax)
    return too_large("variables", kVariablesBytesMax, vars_json.size());
  if (!is_valid_utf8(vars_json)) return "expected variables in UTF-8";
  return {};
}

void take_text(Run& run, duk_context* context, const Call& call, bool is_described) {
  const std::string_view text = text_at_top(context);
  if (call.has_failed || !is_described) {
    run.end = End::kError;
    run.line = call.line;
    run.message = is_described ? one_line(text, kMessageBytesMax) : "the error has no text";
    return;
  }
  run.value_json = from_cesu8(text);
  if (run.value_json.size() <= kResultBytesMax) {
    run.end = End::kValue;
    return;
  }
  run.message = too_large("a result", kResultBytesMax, run.value_json.size());
  run.value_json.clear();
}

class Duktape final : public ScriptEngine {
 public:
  explicit Duktape(MonotonicClock clock) : clock_(std::move(clock)) {}

  std::optional<Problem> check(std::string_view code) override {
    const std::string wrong = check_texts(code, {});
    if (!wrong.empty()) return Problem{0, wrong};
    const Run run = compile(source_of(code));
    if (run.end == End::kValue) {
      // With a brace of its own the function would end before its code does.
      if (compile(std::string(kHead).append(code)).end != End::kValue) return std::nullopt;
      return Problem{0, "expected every } to have its {, got one that ends the function"};
    }
    if (run.end != End::kError) return Problem{0, "expected code that compiles within the limits"};
    std::string message = run.message + ": ";
    const std::string construct = newer_construct(code, run.line);
    if (!construct.empty()) message += "no " + construct + "; ";
    return Problem{run.line, message + std::string(kDialect)};
  }

  Run run(std::string_view code, std::string_view vars_json, const Limits& limits,
          const World& world) override {
    const std::string wrong = check_texts(code, vars_json);
    if (!wrong.empty()) return failed(wrong);
    const std::string vars = to_cesu8(vars_json);
    const std::string source = source_of(code);
    Call call{source, vars, false, false, 0};
    return execute(call, limits, world);
  }

 private:
  static std::string source_of(std::string_view code) {
    return std::string(kHead).append(code).append(kTail);
  }

  Run compile(const std::string& source) {
    Call call{source, {}, true, false, 0};
    return execute(call, kCheckLimits, {});
  }

  Run execute(Call& call, const Limits& limits, const World& world) {
    Run run;
    if (limits.memory_bytes < kMemoryBytesMin) {
      run.end = End::kMemory;
      return run;
    }
    Meter meter(limits, world, clock_);
    {
      const Heap heap(meter);
      const bool is_described =
          duk_safe_call(heap.context(), run_guarded, &call, 0, 1) == DUK_EXEC_SUCCESS;
      if (meter.end()) run.end = *meter.end();
      else take_text(run, heap.context(), call, is_described);
      run.fuel = meter.fuel();
    }
    SIVO_ASSERT(meter.used_bytes() == 0);
    run.peak_bytes = meter.peak_bytes();
    return run;
  }

  const MonotonicClock clock_;
};

}  // namespace

std::unique_ptr<ScriptEngine> make_duktape(MonotonicClock clock) {
  return std::make_unique<Duktape>(std::move(clock));
}

}  // namespace sivo::script
