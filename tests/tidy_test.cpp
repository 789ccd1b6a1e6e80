// The layer rules and the house rules as a test. It reads the tree it was built from; each rule
// also has a canary that proves that it can fail.

#include <doctest/doctest.h>

#include <string>

#include "tidy/functions.hpp"
#include "tidy/rules.hpp"

#ifndef SIVO_SOURCE_DIR
#define SIVO_SOURCE_DIR "."
#endif

namespace sivo::tidy {

namespace {

const std::vector<Source>& tree() {
  static const std::vector<Source> sources = read_tree(SIVO_SOURCE_DIR);
  return sources;
}

void report(const Findings& findings) {
  std::string text;
  for (const Finding& finding : findings)
    text += finding.path + ":" + std::to_string(finding.line) + ": " + finding.what + "\n";
  INFO(text);
  CHECK(findings.empty());
}

void check_tree(Rule rule) {
  Findings findings;
  for (const Source& source : tree()) rule(source, findings);
  report(findings);
}

void check_tree(TreeRule rule) {
  Findings findings;
  rule(tree(), findings);
  report(findings);
}

size_t count(Rule rule, std::string path, std::string_view text) {
  Findings findings;
  rule(make_source(std::move(path), text), findings);
  return findings.size();
}

size_t count(TreeRule rule, std::initializer_list<std::pair<const char*, const char*>> files) {
  std::vector<Source> sources;
  for (const auto& [path, text] : files) sources.push_back(make_source(path, text));
  Findings findings;
  rule(sources, findings);
  return findings.size();
}

std::string repeated(std::string_view text, size_t times) {
  std::string all;
  for (size_t i = 0; i < times; ++i) all += text;
  return all;
}

}  // namespace

TEST_SUITE("tree") {
  TEST_CASE("the tree is found") { REQUIRE(tree().size() > 20); }
  TEST_CASE("includes follow the layer arrows") { check_tree(check_layers); }
  TEST_CASE("third-party headers stay in their layer") { check_tree(check_third_party); }
  TEST_CASE("no folder uses a word it must not") { check_tree(check_words); }
  TEST_CASE("nothing is left for later or commented out") { check_tree(check_comments); }
  TEST_CASE("files are one idea long") { check_tree(check_length); }
  TEST_CASE("lines fit and are clean") { check_tree(check_columns); }
  TEST_CASE("functions are short and take few parameters") { check_tree(check_functions); }
  TEST_CASE("macros exist only where they must") { check_tree(check_macros); }
  TEST_CASE("files have telling names") { check_tree(check_names); }
  TEST_CASE("every unit has its test") { check_tree(check_tests); }
  TEST_CASE("every file is used") { check_tree(check_references); }
  TEST_CASE("every file is where the architecture puts it") { check_tree(check_places); }
  TEST_CASE("every function that can fail is tried without memory") { check_tree(check_failures); }
}

TEST_SUITE("canary") {
  TEST_CASE("a wrong arrow is found, a right one is not") {
    CHECK(count(check_layers, "src/base/a.hpp", "#include \"schema/table.hpp\"\n") == 1);
    CHECK(count(check_layers, "src/engine/acd/a.cpp", "#include \"engine/ivr/flow.hpp\"\n") == 1);
    CHECK(count(check_layers, "src/engine/call/a.cpp", "#include \"engine/ivr/flow.hpp\"\n") == 0);
    CHECK(count(check_layers, "src/engine/acd/a.cpp", "#include \"store/store.hpp\"\n") == 1);
    CHECK(count(check_layers, "src/store/a.cpp", "#include \"crypto/seal.hpp\"\n") == 1);
    CHECK(count(check_layers, "src/store/a.cpp", "#include \"a.hpp\"\n") == 1);
    CHECK(count(check_layers, "src/core/a.cpp", "#include \"store/store.hpp\"\n") == 0);
    CHECK(count(check_layers, "src/core/a.cpp", "#include <sivo/sivo.h>\n") == 1);
    CHECK(count(check_layers, "src/capi/a.cpp", "#include \"store/store.hpp\"\n") == 1);
    CHECK(count(check_layers, "src/cli/a.cpp", "#include \"base/id.hpp\"\n") == 1);
    CHECK(count(check_layers, "src/cli/a.cpp", "#include <sivo/sivo.hpp>\n") == 0);
    CHECK(count(check_layers, "examples/cpp/a.cpp", "#include \"core/core.hpp\"\n") == 1);
    CHECK(count(check_layers, "src/magic/a.cpp", "") == 1);
  }

  TEST_CASE("a third-party header outside its layer is found") {
    CHECK(count(check_third_party, "src/core/a.cpp", "#include <sqlite3.h>\n") == 1);
    CHECK(count(check_third_party, "src/store/a.cpp", "#include <sqlite3.h>\n") == 0);
    CHECK(count(check_third_party, "src/store/a.cpp", "#include <psa/crypto.h>\n") == 1);
    CHECK(count(check_third_party, "src/engine/ivr/a.cpp", "#include <nlohmann/json.hpp>\n") == 1);
    CHECK(count(check_third_party, "src/engine/acd/a.cpp", "#include <date/tz.h>\n") == 1);
    CHECK(count(check_third_party, "src/engine/acd/a.cpp", "#include <re2/re2.h>\n") == 1);
    CHECK(count(check_third_party, "src/engine/ivr/a.cpp", "#include <re2/re2.h>\n") == 0);
    CHECK(count(check_third_party, "src/core/a.cpp", "#include <duktape.h>\n") == 1);
    CHECK(count(check_third_party, "src/base/a.cpp", "#include <doctest/doctest.h>\n") == 1);
    CHECK(count(check_third_party, "src/base/a.cpp", "#include <unistd.h>\n") == 1);
    CHECK(count(check_third_party, "src/base/a.cpp", "#include <boost/any.hpp>\n") == 1);
    CHECK(count(check_third_party, "src/base/a.cpp", "#include <vector>\n") == 0);
  }

  TEST_CASE("a banned word is found in code, not in comments, literals or other people's names") {
    const std::string engine = "src/engine/acd/a.cpp";
    for (const char* line :
         {"auto t = time(nullptr);", "auto t = std::chrono::system_clock::now();", "std::thread t;",
          "auto n = std::chrono::steady_clock::now();", "return rand();", "std::mutex m;",
          "std::unordered_map<int, int> m;", "std::ifstream f;", "std::mt19937 g;",
          "std::uniform_int_distribution<int> d;", "printf(\"x\");", "std::cerr << 1;",
          "::abort();", "std::exit(1);", "auto* e = getenv(\"HOME\");", "auto* p = new int;",
          "delete p;", "std::shared_ptr<int> p;", "goto end;"})
      CHECK_MESSAGE(count(check_words, engine, line) >= 1, line);
    for (const char* line :
         {"schedule.time(now);", "field->time();", "Field time() const;", "calendar::time(now);",
          "int random_seed;", "X(const X&) = delete;", "void* operator new(size_t n);",
          "f(\"time()\");", "// the time() of the host", "/* new */", "#include <new>",
          "R\"(delete x)\";", "x = 'new';", "int lifetime(int);",
          "// owned by core and trace\nstd::shared_ptr<int> p;"})
      CHECK_MESSAGE(count(check_words, engine, line) == 0, line);
    CHECK(count(check_words, "src/cli/a.cpp", "std::printf(\"x\");") == 0);
    CHECK(count(check_words, "src/base/a.cpp", "std::unordered_map<int, int> m;") == 0);
    CHECK(count(check_words, "src/core/a.cpp", "auto t = std::time(nullptr);") == 1);
    CHECK(count(check_words, "src/script/clock.cpp", "std::chrono::steady_clock::now();") == 0);
    CHECK(count(check_words, "src/script/a.cpp", "std::chrono::steady_clock::now();") == 1);
  }

  TEST_CASE("work left for later and commented-out code are found") {
    const std::string mark =
        "TO"
        "DO";
    CHECK(count(check_comments, "src/base/a.cpp", "// " + mark + ": later\n") == 1);
    CHECK(count(check_comments, "cmake/a.cmake", "# " + mark + "\n") == 1);
    CHECK(count(check_comments, "src/base/a.cpp", "int x; // run(x);\n") == 0);
    CHECK(count(check_comments, "src/base/a.cpp", "// run(x);\n") == 1);
    CHECK(count(check_comments, "src/base/a.cpp", "// x = 1;\n") == 1);
    CHECK(count(check_comments, "src/base/a.cpp", "//   auto x = run(y);\n") == 0);
    CHECK(count(check_comments, "src/base/a.cpp", "// the queue (if any) is kept;\n") == 0);
  }

  TEST_CASE("600 lines pass and 601 do not") {
    CHECK(count(check_length, "src/base/a.cpp", repeated("\n", kFileLinesMax)) == 0);
    CHECK(count(check_length, "src/base/a.cpp", repeated("\n", kFileLinesMax + 1)) == 1);
  }

  TEST_CASE("100 columns pass and 101 do not, counted in characters") {
    CHECK(count(check_columns, "src/base/a.cpp", "//" + repeated("µ", kColumnsMax - 2)) == 0);
    CHECK(count(check_columns, "src/base/a.cpp", "//" + repeated("µ", kColumnsMax - 1)) == 1);
    CHECK(count(check_columns, "src/base/a.cpp", "\tint x;\n") == 1);
    CHECK(count(check_columns, "src/base/a.cpp", "int x; \n") == 1);
  }

  TEST_CASE("70 lines of a function pass and 71 do not") {
    const auto body = [](size_t lines) {
      return "int f(int a) {\n" + repeated("  ++a;\n", lines - 2) + "}\n";
    };
    CHECK(count(check_functions, "src/base/a.cpp", body(kFunctionLinesMax)) == 0);
    CHECK(count(check_functions, "src/base/a.cpp", body(kFunctionLinesMax + 1)) == 1);
    const std::string methods =
        "struct X {\n" + repeated("  int f() {\n    return 1;\n  }\n", 30) + "};\n";
    CHECK(count(check_functions, "src/base/a.cpp", methods) == 0);
  }

  TEST_CASE("five parameters pass and six do not") {
    for (const char* text :
         {"void f(int a, int b, int c, int d, int e, int g);\n",
          "template <class A, class B>\nauto f(A a, B b, int c, int d, int e, int g) -> int {\n}\n",
          "X::X(int a, int b, int c, int d, int e, int g) : a_(a), b_{b} {}\n",
          "class X {\n public:\n  X(int a, int b, int c, int d, int e, int g);\n};\n",
          "void f() {\n  auto g = [&](int a, int b, int c, int d, int e, int h) { return a; "
          "};\n}\n",
          "bool operator()(int a, int b, int c, int d, int e, int g) const;\n"})
      CHECK_MESSAGE(count(check_functions, "src/base/a.cpp", text) == 1, text);
    for (const char* text :
         {"void f(int a, int b, int c, int d, std::map<int, int> e);\n",
          "void f() {\n  g(1, 2, 3, 4, 5, 6);\n}\n", "constexpr int k[] = {1, 2, 3, 4, 5, 6};\n",
          "void f(std::function<void(int, int, int)> a, int b, int c, int d);\n",
          "int32_t sivo_x(sivo_core* c, const char* a, size_t a_len, const char* b, size_t b_len,\n"
          "               sivo_record** out, sivo_error** err);\n",
          "SIVO_RECORD(A, B, C, D, E, F)\n\nvoid f(int a) {\n}\n"})
      CHECK_MESSAGE(count(check_functions, "src/base/a.cpp", text) == 0, text);
  }

  TEST_CASE("functions are recognised with their extent") {
    const Source source = make_source("a.cpp",
                                      "namespace x {\n"
                                      "Result<int> A::run(std::span<const int> in, int n) const {\n"
                                      "  if (n > 0) {\n"
                                      "    return {1, 2};\n"
                                      "  }\n"
                                      "  return sort(in, [](int a, int b) { return a < b; });\n"
                                      "}\n"
                                      "TEST_CASE(\"a, b\") {\n"
                                      "}\n"
                                      "}\n");
    const std::vector<Function> functions = functions_of(source);
    REQUIRE(functions.size() == 3);
    CHECK(functions[0].name == "run");
    CHECK(functions[0].first_line == 2);
    CHECK(functions[0].last_line == 7);
    CHECK(functions[0].parameters.size() == 2);
    CHECK(functions[1].name == "lambda");
    CHECK(functions[2].name == "TEST_CASE");
  }

  TEST_CASE("a stray macro, a vague name and a missing guard are found") {
    CHECK(count(check_macros, "src/core/a.cpp", "#define MAX 3\n") == 1);
    CHECK(count(check_macros, "src/schema/call.hpp", "#define SIVO_CALL(FIELD)\n") == 0);
    CHECK(count(check_names, "src/core/utils.cpp", "") == 1);
    CHECK(count(check_names, "src/common/a.cpp", "") == 1);
    CHECK(count(check_names, "src/core/A.cpp", "") == 1);
    CHECK(count(check_names, "src/core/a.hpp", "int x;\n") == 1);
    CHECK(count(check_names, "src/core/a.hpp", "#pragma once\n") == 0);
  }

  TEST_CASE("a unit without a test is found") {
    CHECK(count(check_tests, {{"src/base/a.cpp", ""}}) == 1);
    CHECK(count(check_tests, {{"src/base/a.cpp", ""}, {"tests/base/a_test.cpp", ""}}) == 0);
    CHECK(count(check_tests, {{"src/base/a.hpp", ""}}) == 1);
    CHECK(count(check_tests, {{"src/base/a.hpp", ""},
                              {"tests/base/b_test.cpp", "#include \"base/a.hpp\"\n"}}) == 0);
    CHECK(count(check_tests, {{"src/base/a_part.cpp", "#include \"base/a.hpp\"\n"},
                              {"tests/base/a_test.cpp", ""}}) == 0);
    CHECK(count(check_tests, {{"src/base/b.cpp", "#include \"base/inner.hpp\"\n"},
                              {"src/base/inner.hpp", "#include \"base/a.hpp\"\n"},
                              {"src/base/a.hpp", ""},
                              {"tests/base/a_test.cpp", "#include \"base/inner.hpp\"\n"}}) == 0);
    CHECK(count(check_tests, {{"src/base/b.cpp", "#include \"base/a.hpp\"\n"},
                              {"src/base/b.hpp", ""},
                              {"tests/base/a_test.cpp", "#include \"base/b.hpp\"\n"}}) == 1);
    CHECK(count(check_tests, {{"src/cli/main.cpp", ""}}) == 0);
  }

  TEST_CASE("a function that can fail and is never tried without memory is found") {
    constexpr const char* kHeader =
        "SIVO_API int32_t sivo_a(int x,\n                 sivo_error** err);\n"
        "SIVO_API void sivo_b(void);\n";
    constexpr const char* kSweep = "tests/capi/out_of_memory_test.c";
    CHECK(count(check_failures, {{"include/sivo/sivo.h", kHeader}, {kSweep, "sivo_b();\n"}}) == 1);
    CHECK(count(check_failures, {{"include/sivo/sivo.h", kHeader}, {kSweep, "sivo_a(1);\n"}}) == 0);
  }

  TEST_CASE("a file that nobody uses is found") {
    CHECK(count(check_references, {{"src/base/a.hpp", ""}}) == 1);
    CHECK(count(check_references,
                {{"src/base/a.hpp", ""}, {"src/base/a.cpp", "#include \"base/a.hpp\"\n"}}) == 0);
    CHECK(count(check_references, {{"cmake/a.cmake", ""}}) == 1);
    CHECK(count(check_references, {{"cmake/a.cmake", ""}, {"CMakeLists.txt", "include(a)\n"}}) ==
          0);
  }

  TEST_CASE("a file in the wrong place is found") {
    CHECK(count(check_places, {{"docs/a.md", ""}}) == 1);
    CHECK(count(check_places, {{"include/sivo/extra.h", ""}}) == 1);
    CHECK(count(check_places, {{"include/sivo/sivo.h", ""}, {"README.md", ""}}) == 0);
  }
}

}  // namespace sivo::tidy
