// What our Duktape asks of the run that owns it: the engine's only view of fuel, time, randomness
// and stack. In C, because the copies of Duktape's sources include it (cmake/SivoDuktape.cmake).
#pragma once

#include <stddef.h>
#include <stdint.h>

struct sivo_js_host {
  // Takes fuel and reads the clock; not 0 when the run is over.
  int (*spend)(struct sivo_js_host* host, uint64_t units);
  // No memory, even after a collection.
  void (*give_up)(struct sivo_js_host* host);
  double (*random)(struct sivo_js_host* host);  // [0, 1)
  double wall_ms;                               // of Date
  uintptr_t stack_end;                          // the stack grows down to here
  uint32_t slack;                               // units of native work before the next spend
  int is_over;
};

// Native work is gathered, so that it costs a subtraction and not a look at the clock.
enum { kSivoJsSlack = 1024 };

static inline int sivo_js_spend(struct sivo_js_host* host, uint64_t units) {
  return host->spend(host, units);
}

static inline int sivo_js_work(struct sivo_js_host* host, size_t units) {
  if (units < host->slack) {
    host->slack -= (uint32_t)units;
    return 0;
  }
  const uint64_t gathered = (uint64_t)units + (kSivoJsSlack - host->slack);
  host->slack = kSivoJsSlack;
  return host->spend(host, gathered);
}

static inline void sivo_js_give_up(struct sivo_js_host* host) { host->give_up(host); }

static inline double sivo_js_random(struct sivo_js_host* host) { return host->random(host); }

static inline int sivo_js_stack_is_low(const struct sivo_js_host* host) {
  return (uintptr_t)__builtin_frame_address(0) < host->stack_end;
}
