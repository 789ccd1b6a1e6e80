#include <algorithm>
#include <array>
#include <vector>

#include "tidy/rules.hpp"

namespace sivo::tidy {

namespace {

using Folders = std::vector<std::string_view>;

// '*' at the start or the end of a word stands for any word characters, "(" at the end for a call.
struct Ban {
  Folders words;
  Folders folders;
  Folders except;
  std::string_view reason;
};

const Folders kLibrary = {"src"};
const Folders kPure = {"src/engine"};
// script reads a real clock only as the back-stop of a function node, and only through this file.
const Folders kHosts = {"src/cli", "src/net", "src/server", "src/script/clock.cpp"};

const std::array<Ban, 10> kBans = {{
    {{"time(", "clock(", "clock_gettime(", "gettimeofday(", "localtime*", "gmtime*", "mktime(",
      "system_clock", "steady_clock", "high_resolution_clock", "sleep(", "usleep(", "nanosleep(",
      "sleep_for", "sleep_until"},
     kLibrary,
     kHosts,
     "time is a parameter"},
    {{"rand(", "srand(", "random_device", "mt19937*", "*_distribution", "default_random_engine",
      "random_shuffle", "shuffle("},
     {"src", "tests", "examples"},
     {},
     "randomness comes from base/prng.hpp or, for secrets, from crypto"},
    {{"thread", "jthread", "mutex", "shared_mutex", "condition_variable", "async(", "thread_local",
      "pthread_*", "atomic*"},
     kPure,
     {},
     "an engine knows no thread"},
    {{"thread", "jthread", "async(", "thread_local", "pthread_create("},
     kLibrary,
     {"src/server", "src/engine"},
     "the library starts no thread"},
    {{"unordered_*"}, kPure, {}, "the order of iteration must be the same everywhere"},
    {{"fopen(", "ifstream", "ofstream", "fstream", "filesystem"},
     kPure,
     {},
     "an engine sees no file"},
    {{"printf(", "fprintf(", "vprintf(", "vfprintf(", "puts(", "fputs(", "putchar(", "perror(",
      "cout", "cerr", "clog", "cin", "stdout", "stderr"},
     kLibrary,
     {"src/cli", "src/schema/gen"},
     "the library never prints"},
    {{"abort(", "exit(", "_exit(", "_Exit(", "quick_exit(", "terminate(", "signal(", "sigaction(",
      "raise(", "assert("},
     kLibrary,
     {"src/cli"},
     "the library never ends its host and touches no signal"},
    {{"getenv(", "secure_getenv(", "setenv(", "putenv(", "setlocale("},
     kLibrary,
     {"src/cli"},
     "the library reads and changes no environment"},
    {{"dynamic_cast", "const_cast", "goto", "rand_r(", "strcpy(", "strcat(", "sprintf(", "gets(",
      "strtok(", "alloca("},
     kLibrary,
     {},
     "there is a safe way"},
}};

bool is_in_any(const Source& source, const Folders& folders) {
  return std::any_of(folders.begin(), folders.end(), [&](std::string_view folder) {
    return source.path == folder || source.is_in(folder);
  });
}

std::string_view word_before(std::string_view code, size_t end) {
  size_t start = end;
  while (start > 0 && is_word_char(code[start - 1])) --start;
  return code.substr(start, end - start);
}

// A call of the C library or of std, not a member, not another namespace's function of that name
// and not a declaration ("Field time() const").
bool is_plain_call(std::string_view code, size_t start, size_t end) {
  if (code.substr(end).find_first_not_of(' ') == std::string_view::npos) return false;
  if (code[code.find_first_not_of(' ', end)] != '(') return false;
  const std::string_view before = trimmed(code.substr(0, start));
  if (before.ends_with('.') || before.ends_with("->") || before.ends_with('~')) return false;
  if (before.ends_with("::")) {
    const std::string_view scope = word_before(before, before.size() - 2);
    return scope.empty() || scope == "std";
  }
  const std::string_view word = word_before(before, before.size());
  return word.empty() || word == "return" || word == "else" || word == "do";
}

bool fits(std::string_view word, std::string_view pattern) {
  if (pattern.ends_with('(')) pattern.remove_suffix(1);
  if (pattern.ends_with('*')) return word.starts_with(pattern.substr(0, pattern.size() - 1));
  if (pattern.starts_with('*')) return word.ends_with(pattern.substr(1));
  return word == pattern;
}

bool is_directive(const Line& line) { return trimmed(line.code).starts_with('#'); }

template <class Visit>
void for_each_word(const Line& line, const Visit& visit) {
  const std::string_view code = line.code;
  for (size_t i = 0; i < code.size();) {
    size_t end = i;
    while (end < code.size() && is_word_char(code[end])) ++end;
    if (end > i) visit(i, end);
    i = end > i ? end : i + 1;
  }
}

void check_ban(const Source& source, const Ban& ban, size_t index, Findings& findings) {
  const std::string_view code = source.lines[index].code;
  for_each_word(source.lines[index], [&](size_t start, size_t end) {
    const std::string_view word = code.substr(start, end - start);
    for (const std::string_view pattern : ban.words) {
      if (!fits(word, pattern)) continue;
      if (pattern.ends_with('(') && !is_plain_call(code, start, end)) continue;
      findings.push_back(
          {source.path, index + 1, "«" + std::string(word) + "»: " + std::string(ban.reason)});
    }
  });
}

void check_memory(const Source& source, size_t index, Findings& findings) {
  const std::string_view code = source.lines[index].code;
  for_each_word(source.lines[index], [&](size_t start, size_t end) {
    const std::string_view word = code.substr(start, end - start);
    const std::string_view before = trimmed(code.substr(0, start));
    const bool is_operator = word_before(before, before.size()) == "operator";
    const bool is_removed = word == "delete" && before.ends_with('=');
    if ((word == "new" || word == "delete") && !is_operator && !is_removed)
      findings.push_back(
          {source.path, index + 1, "«" + std::string(word) + "»: a value or unique_ptr"});
    const bool is_shared = source.is_in("src") && (word == "shared_ptr" || word == "make_shared");
    const bool is_explained = !source.lines[index].comment.empty() ||
                              (index > 0 && !source.lines[index - 1].comment.empty());
    if (is_shared && !is_explained)
      findings.push_back(
          {source.path, index + 1, "shared_ptr without a comment naming the owners"});
  });
}

// "// foo(bar);" and "// x = y;" alone on a line. Three blanks mark an example, which is welcome.
bool is_commented_code(const Line& line) {
  if (!trimmed(line.code).empty() || !line.comment.ends_with(';')) return false;
  std::string_view text = line.comment;
  if (text.starts_with("  ")) return false;
  text = trimmed(text);
  size_t end = 0;
  while (end < text.size() && (is_word_char(text[end]) || text[end] == ':' || text[end] == '.' ||
                               text.substr(end, 2) == "->" || text.substr(end - 1, 2) == "->"))
    ++end;
  const std::string_view rest = text.substr(end);
  return (end > 0 && rest.starts_with('(') && text.ends_with(");")) || rest.starts_with(" = ") ||
         text.starts_with("return ");
}

}  // namespace

void check_words(const Source& source, Findings& findings) {
  if (!source.is_cpp()) return;
  const bool has_memory_rule = source.extension() != ".c" && source.extension() != ".h";
  for (size_t i = 0; i < source.lines.size(); ++i) {
    if (is_directive(source.lines[i])) continue;
    for (const Ban& ban : kBans)
      if (is_in_any(source, ban.folders) && !is_in_any(source, ban.except))
        check_ban(source, ban, i, findings);
    if (has_memory_rule) check_memory(source, i, findings);
  }
}

void check_comments(const Source& source, Findings& findings) {
  if (source.is_in("tests/tidy") || source.path == "tests/tidy_test.cpp") return;
  if (source.extension() == ".md" && source.path != "README.md") return;
  for (size_t i = 0; i < source.lines.size(); ++i) {
    const Line& line = source.lines[i];
    for (const std::string_view mark : {"TODO", "FIXME", "XXX", "HACK"}) {
      const size_t at = line.comment.find(mark);
      if (at == std::string::npos || (at > 0 && is_word_char(line.comment[at - 1]))) continue;
      const size_t end = at + mark.size();
      if (end < line.comment.size() && is_word_char(line.comment[end])) continue;
      findings.push_back({source.path, i + 1, std::string(mark) + ": do it, or open an issue"});
    }
    if (source.is_cpp() && !source.is_in("include") && is_commented_code(line))
      findings.push_back({source.path, i + 1, "commented-out code"});
  }
}

void check_macros(const Source& source, Findings& findings) {
  if (!source.is_in("src") || source.is_in("src/schema") || source.path == "src/base/assert.hpp")
    return;
  for (size_t i = 0; i < source.lines.size(); ++i)
    if (source.is_cpp() && trimmed(source.lines[i].code).starts_with("#define"))
      findings.push_back(
          {source.path, i + 1, "a macro: only export, assert and the schema need one"});
}

}  // namespace sivo::tidy
