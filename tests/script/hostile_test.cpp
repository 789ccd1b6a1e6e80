// Programs that want to outlive, outgrow or damage their host. Each ends the way the table says, by
// what comes again on every machine (fuel, memory, an error), leaves the next call clean, and gives
// way to a clock that jumps at any moment.

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "script/engine.hpp"
#include "script/manual_clock.hpp"

namespace sivo::script {
namespace {

constexpr Limits kTight = {kNever, 300'000, 4 * 1024 * 1024};
// So little memory that it ends before the fuel does.
constexpr Limits kNarrow = {kNever, 2'000'000, 400 * 1024};

struct Program {
  const char* code;
  End end;
};

constexpr Program kLoops[] = {
    {"while (true) {}", End::kFuel},
    {"for (;;);", End::kFuel},
    {"do { var a = 1 } while (1)", End::kFuel},
    {"for (var i = 0; i >= 0; i++) i += 1", End::kFuel},
    {"a: for (;;) { for (;;) continue a }", End::kFuel},
    {"for (;;) try { throw 1 } catch (e) {}", End::kFuel},
    {"for (;;) try { for (;;); } catch (e) {} finally { continue }", End::kFuel},
    {"function f() { try { for (;;); } finally { f() } } f()", End::kFuel},
    {"try { for (;;); } catch (e) { for (;;); } finally { for (;;); }", End::kFuel},
    {"for (;;) switch (1) { default: continue }", End::kFuel},
    {"for (;;) eval('1')", End::kFuel},
    {"for (;;) new Function('return 1')()", End::kFuel},
    {"new Function('for (;;);')()", End::kFuel},
    {"eval('for (;;);')", End::kFuel},
    {"for (;;) with ({a: 1}) a", End::kFuel},
    {"var o = {a: 1, b: 2}; for (;;) for (var k in o) o[k]++", End::kFuel},
    {"for (;;) Math.random()", End::kFuel},
    {"for (;;) new Date().toISOString()", End::kFuel},
    {"for (;;) (1e300).toString(7)", End::kFuel},
};

constexpr Program kNativeLoops[] = {
    {"return Array.prototype.join.call({length: 4294967295})", End::kFuel},
    {"Array.prototype.reverse.call({length: 4294967295})", End::kFuel},
    {"Array.prototype.slice.call({length: 2147483647, 2147483646: 1})", End::kFuel},
    {"Array.prototype.sort.call({length: 2147483647})", End::kFuel},
    {"Array.prototype.indexOf.call({length: 2147483647}, 1)", End::kFuel},
    {"Array.prototype.lastIndexOf.call({length: 2147483647}, 1)", End::kFuel},
    {"Array.prototype.forEach.call({length: 4294967295}, function() {})", End::kFuel},
    {"Array.prototype.map.call({length: 4294967295}, function() {})", End::kFuel},
    {"Array.prototype.splice.call({length: 2147483647}, 0, 1)", End::kFuel},
    {"Array.prototype.shift.call({length: 4294967295})", End::kFuel},
    {"Array.prototype.unshift.call({length: 2147483647}, 1)", End::kFuel},
    {"Array.prototype.find.call({length: 4294967295}, function() {})", End::kFuel},
    {"return new Array(4294967295).toString()", End::kFuel},
    {"var a = new Array(4294967295); a.reduce(function() {}, 0)", End::kFuel},
    {"String.fromCharCode.apply(null, {length: 4294967295})", End::kError},
    {"new Uint8Array({length: 4294967295})", End::kError},
    {"new Uint8Array({length: 1000000})", End::kFuel},
    {"var b = new Uint8Array(1e6); for (;;) b.set(new Float64Array(1e5))", End::kFuel},
    {"var s = 'a'.repeat(4e5), t = s.slice(2e5) + 'b'; for (;;) s.indexOf(t)", End::kFuel},
    {"var s = 'a'.repeat(4e5), t = s.slice(2e5) + 'b'; for (;;) s.split(t)", End::kFuel},
    {"var s = 'a'.repeat(4e5), t = s.slice(2e5) + 'b'; for (;;) s.replace(t, '')", End::kFuel},
    {"var s = '\\u1234'.repeat(3e5); for (;;) s[150000] + s[10]", End::kFuel},
    {"var s = '1'.repeat(8e5); for (;;) +s", End::kFuel},
    {"var o = {}; for (var i = 3000; i > 0; i--) o[i * 3] = 1; for (;;) Object.keys(o)",
     End::kFuel},
    {"var a = []; for (var i = 0; i < 20000; i++) a[i] = i % 7; for (;;) a.sort()", End::kFuel},
    {"[3, 2, 1].sort(function() { for (;;); })", End::kFuel},
    {"for (;;) decodeURIComponent(encodeURIComponent('\\u20ac'.repeat(1000)))", End::kFuel},
};

constexpr Program kRecursion[] = {
    {"function f() { f() } f()", End::kError},
    {"function f() { return f() } f()", End::kFuel},  // a tail call
    {"function f() { [1].map(f) } f()", End::kError},
    {"function f() { 'x'.replace(/x/, f) } f()", End::kError},
    {"function f() { f.call() } for (;;) try { f() } catch (e) {}", End::kFuel},
    {"function f() { try { f() } catch (e) { f() } } f()", End::kFuel},
    {"var o = {}; o.toString = function() { return '' + o }; return '' + o", End::kError},
    {"var o = {valueOf: function() { return +o }}; return +o", End::kError},
    {"var a = []; for (var i = 0; i < 2000; i++) a = [a]; return a", End::kError},
    {"var a = []; a[0] = a; return a.toString()", End::kError},
    {"JSON.parse('['.repeat(5000) + ']'.repeat(5000))", End::kError},
    {"eval('('.repeat(5000))", End::kError},
    {"eval('function f(){'.repeat(2000))", End::kError},
    {"var f = function() {}; for (;;) f = f.bind()", End::kFuel},
    {"var f = eval; for (var i = 0; i < 200; i++) f = f.bind(null, 'f()'); f()", End::kError},
};

constexpr Program kMemory[] = {
    {"var s = 'x'; for (;;) s += s", End::kMemory},
    {"var s = ''; for (;;) s += 'abcdefgh'", End::kFuel},
    {"'x'.repeat(4e9)", End::kError},
    {"return 'x'.repeat(1e9)", End::kMemory},
    {"var a = []; for (;;) a.push(a.length)", End::kMemory},
    {"var a = [1]; for (;;) a = a.concat(a)", End::kMemory},
    {"var a = []; for (;;) a[a.length] = {a: a}", End::kMemory},
    {"var o = {}; for (var i = 0; ; i++) o['k' + i] = o", End::kMemory},
    {"new ArrayBuffer(1e9)", End::kMemory},
    {"var a = []; for (;;) a.push(new Uint8Array(100000))", End::kMemory},
    {"for (;;) new Uint8Array(100000)", End::kFuel},
    {"var s = 'ab'.repeat(1e5); return s.replace(/a/g, s)", End::kMemory},
    {"var s = 'a,'.repeat(2e5); s.split(',')", End::kMemory},
    {"return new Array(1e6).join('xxxxxxxxxxxxxxxxxxxxxxxx')", End::kMemory},
    {"var a = []; try { for (;;) a.push([a]) } catch (e) {} for (;;) a = [a]", End::kMemory},
    {"for (;;) try { 'x'.repeat(1e9) } catch (e) {}", End::kMemory},
    {"var a = []; for (var i = 0; i < 1500; i++) a.push({}); for (;;) { var o = {}; o.o = o }",
     End::kFuel},
    {"var a = []; a[4294967294] = 1; a.length = 1e9; a.length = 0; for (;;) a.push(1, 2)",
     End::kMemory},
    {"function f() { return arguments } f.apply(null, new Array(900000))", End::kError},
    {"var b = 'x'.repeat(2e5), a = []; for (;;) a.push(b + a.length)", End::kMemory},
    {"return {toJSON: function() { var s = 'x'; for (;;) s += s }}", End::kMemory},
    {"var o = []; for (var i = 0; i < 30; i++) o = [o, o, o]; return o", End::kFuel},
};

constexpr Program kRegularExpressions[] = {
    {"/(a+)+$/.exec('a'.repeat(30) + 'b')", End::kFuel},
    {"/^(([a-z])+.)+[A-Z]([a-z])+$/.exec('a'.repeat(40))", End::kFuel},
    {"/(x?){30}x{30}/.exec('x'.repeat(20))", End::kFuel},
    {"/(.*)*\\1$/.exec('a'.repeat(2000) + 'b')", End::kError},
    {"/(a|b|ab)*c/.test('ab'.repeat(2000))", End::kError},
    {"for (;;) try { /(a+)+$/.exec('a'.repeat(30) + 'b') } catch (e) {}", End::kFuel},
    {"return 'a'.repeat(30).concat('b').replace(/(a+)+$/g, '')", End::kFuel},
    {"new RegExp('('.repeat(5000))", End::kError},
    {"new RegExp('(a{1000}){1000}')", End::kValue},
    {"for (;;) new RegExp('[\\\\0-\\\\uffff]'.repeat(100), 'i')", End::kFuel},
    {"var r = new RegExp('[' + '\\\\d'.repeat(2000) + ']*x'); for (;;) r.test('1'.repeat(999))",
     End::kFuel},
    {"/(?=(a+))\\1b/.exec('a'.repeat(20000))", End::kFuel},
    {"'a'.repeat(1e5).split(/(?:)/)", End::kFuel},
    {"return 'x'.replace(/x/, function() { for (;;); })", End::kFuel},
};

constexpr Program kHooks[] = {
    {"return {get a() { for (;;); }}", End::kFuel},
    {"return {toJSON: function() { for (;;); }}", End::kFuel},
    {"return {toJSON: function() { return this }}", End::kValue},
    {"return {toJSON: function() { return {a: {get b() { throw this }}} }}", End::kError},
    {"return new Proxy({}, {get: function() { for (;;); }, ownKeys: function() { return ['a'] }})",
     End::kFuel},
    {"return new Proxy({}, {ownKeys: function() { for (;;); }})", End::kFuel},
    {"var p = new Proxy({}, {has: function() { for (;;); }}); 'x' in p", End::kFuel},
    {"var p = new Proxy(function() {}, {apply: function() { for (;;); }}); p()", End::kFuel},
    {"var o = {valueOf: function() { for (;;); }}; o < o", End::kFuel},
    {"Object.prototype.toJSON = function() { for (;;); }; return {}", End::kFuel},
    {"Object.defineProperty(Array.prototype, 0, {set: function() { for (;;); }}); [].push(1)",
     End::kFuel},
    {"throw {toString: function() { for (;;); }}", End::kFuel},
    {"throw {toString: function() { throw {toString: 1} }}", End::kError},
    {"throw {get lineNumber() { for (;;); }}", End::kFuel},
    {"throw {get fileName() { throw 1 }}", End::kError},
    {"throw {fileName: 'function', lineNumber: 1e300}", End::kError},
    {"throw {fileName: 'function', lineNumber: {}}", End::kError},
    {"Error.prototype.toString = function() { for (;;); }; null.x", End::kFuel},
    {"Object.defineProperty(Error.prototype, 'lineNumber', {get: function() { for (;;); }}); "
     "null.x",
     End::kFuel},
    {"Error.prototype = null; TypeError = null; null.x", End::kError},
    {"throw new Proxy({}, {get: function() { throw 1 }})", End::kError},
    {"throw Symbol('x')", End::kError},
};

constexpr Program kPrototypes[] = {
    {"Object.prototype.__proto__ = {a: 1}; return ({}).a", End::kError},
    {"var o = {}; o.__proto__ = o", End::kError},
    {"var o = {}; for (var i = 0; i < 5000; i++) o = Object.create(o); return o.x", End::kError},
    {"Object.setPrototypeOf(Array.prototype, new Proxy([], {get: function() { for (;;); }})); "
     "return [][5]",
     End::kValue},
    {"delete Object; delete Array; delete this.JSON; return [1]", End::kValue},
    {"Object.keys(this).concat(Object.getOwnPropertyNames(this)).forEach(function(k) { "
     "try { delete globalThis[k] } catch (e) {} }); return 1",
     End::kValue},
    {"Object.freeze(this); Object.freeze(Object.prototype); x = 1; return typeof x", End::kValue},
    {"Array.prototype.push = Array.prototype.join = function() { for (;;); }; return [[1]]",
     End::kValue},
    {"Function.prototype.call = null; return [1].map(function(x) { return x })", End::kValue},
    {"(function() { return this })().Object = 1; return 1", End::kValue},
    {"return ''.constructor.constructor('return typeof Duktape')()", End::kValue},
    {"return (function() {}).constructor('return typeof process')()", End::kValue},
    {"return eval('(0, eval)(\"this\")') === globalThis", End::kValue},
    {"return typeof Uint8Array.allocPlain === 'function' ? Uint8Array.allocPlain(8).length : 8",
     End::kValue},
    {"return String(Uint8Array.plainOf(new Uint8Array([255, 128, 1])))", End::kValue},
    {"var o = {}; o['\\xff\\xffValue'] = 1; o['\\u0081x'] = 2; return Object.keys(o).length",
     End::kValue},
    {"return String.fromCharCode(0x110000, 0xd800, 0xfffff)", End::kValue},
};

std::vector<Program> all_programs() {
  std::vector<Program> all;
  const auto add = [&](const auto& programs) {
    all.insert(all.end(), std::begin(programs), std::end(programs));
  };
  add(kLoops);
  add(kNativeLoops);
  add(kRecursion);
  add(kMemory);
  add(kRegularExpressions);
  add(kHooks);
  add(kPrototypes);
  return all;
}

const Run& clean() {
  static const Run run = make_duktape({})->run(
      "return [typeof ({}).x, [1, 2].join(), JSON.stringify({a: 1}), /a+/.exec('caat')[0]]", "{}",
      kTight, {});
  return run;
}

void check_clean(ScriptEngine& engine) {
  CHECK(engine.run(
            "return [typeof ({}).x, [1, 2].join(), JSON.stringify({a: 1}), /a+/.exec('caat')[0]]",
            "{}", kTight, {}) == clean());
}

template <size_t N>
void check_all(const Program (&programs)[N], const Limits& limits = kTight) {
  auto engine = make_duktape({});
  for (const Program& program : programs) {
    const Run run = engine->run(program.code, "{}", limits, {});
    INFO(std::string(program.code), "\n", run.value_json.substr(0, 200), run.message);
    CHECK(run.end == program.end);
    CHECK(run.peak_bytes <= limits.memory_bytes);
    check_clean(*engine);
  }
}

}  // namespace

TEST_CASE("hostile loops end by fuel") { check_all(kLoops); }
TEST_CASE("hostile native loops end by fuel") { check_all(kNativeLoops); }
TEST_CASE("hostile recursion ends") { check_all(kRecursion); }
TEST_CASE("hostile memory use ends") { check_all(kMemory, kNarrow); }
TEST_CASE("hostile regular expressions end") { check_all(kRegularExpressions); }
TEST_CASE("hostile getters, hooks and errors end") { check_all(kHooks); }
TEST_CASE("hostile prototypes and globals do no harm") { check_all(kPrototypes); }
TEST_CASE("the corpus is large enough") { CHECK(all_programs().size() >= 60); }

TEST_CASE("no door to the inside of the engine is left") {
  auto engine = make_duktape({});
  const char* code =
      "return [typeof Duktape, typeof Buffer, ''.constructor.constructor("
      "'return typeof Duktape + typeof CBOR')()]";
  CHECK(engine->run(code, "{}", kTight, {}).value_json ==
        R"(["undefined","undefined","undefinedundefined"])");
}

TEST_SUITE_BEGIN("slow");

TEST_CASE("a clock that jumps at any of its readings ends every hostile program cleanly") {
  for (const Program& program : all_programs()) {
    const End timeless = make_duktape({})->run(program.code, "{}", kTight, {}).end;
    for (const int readings : {1, 2, 5, 20, 100}) {
      ManualClock clock(1);
      auto engine = make_duktape(clock.read());
      Limits limits = kTight;
      limits.wall_us = readings;
      const Run run = engine->run(program.code, "{}", limits, {});
      INFO(std::string(program.code), " after ", readings, " readings");
      CHECK((run.end == End::kTime || run.end == timeless));
      // The end is seen at once: the clock is not asked again.
      CHECK(clock.now() <= readings + 1);
      check_clean(*make_duktape({}));
    }
  }
}

TEST_CASE("every amount of memory and of fuel ends hostile programs cleanly") {
  for (const Program& program : all_programs()) {
    for (size_t memory = kMemoryBytesMin; memory < 300 * 1024; memory += 5'003) {
      const Limits limits = {kNever, memory / 4, memory};
      const Run run = make_duktape({})->run(program.code, "{}", limits, {});
      INFO(std::string(program.code), " with ", memory);
      CHECK(run.peak_bytes <= memory);
      CHECK(run.end != End::kTime);
      CHECK(run == make_duktape({})->run(program.code, "{}", limits, {}));
    }
  }
}

TEST_SUITE_END();

}  // namespace sivo::script
