#include "engine/ivr/template.hpp"

#include <doctest/doctest.h>

#include "base/prng.hpp"
#include "base/text.hpp"
#include "engine/ivr/template_scope.hpp"

namespace sivo::ivr {
namespace {

using schema::Json;
using testing::JsonScope;

std::string compile_error(std::string_view text) {
  const auto compiled = Template::compile(text);
  return compiled ? "" : compiled.error().message;
}

struct Rendered {
  std::string text;
  RenderNotes notes;
};

Rendered render(std::string_view text, std::string_view values, Sink sink = Sink::kTts,
                size_t chars_max = kRenderedCharsMax) {
  const auto compiled = Template::compile(text);
  REQUIRE_MESSAGE(compiled.ok(), text);
  const JsonScope scope(values);
  Rendered rendered;
  rendered.text = compiled->text(scope, sink, rendered.notes, chars_max);
  return rendered;
}

std::string text_of(std::string_view text, std::string_view values, Sink sink = Sink::kTts) {
  const Rendered rendered = render(text, values, sink);
  return rendered.notes.has_error ? "error: " + rendered.notes.error : rendered.text;
}

std::string value_of(std::string_view text, std::string_view values) {
  const JsonScope scope(values);
  RenderNotes notes;
  const auto value = Template::compile(text)->value(scope, notes);
  return value ? value->dump() : notes.has_error ? "error" : "missing";
}

// Renders for every sink; what comes out keeps to the limit and to the sink's rule.
void check_sinks(const Template& compiled, const JsonScope& scope, size_t chars_max) {
  for (const Sink sink :
       {Sink::kTts, Sink::kSsml, Sink::kUriComponent, Sink::kHeader, Sink::kJson, Sink::kDial}) {
    RenderNotes notes;
    const std::string made = compiled.text(scope, sink, notes, chars_max);
    REQUIRE(is_valid_utf8(made));
    REQUIRE(count_code_points(made) <= chars_max);
    REQUIRE((!notes.has_error || made.empty()));
    REQUIRE((notes.has_error || check_sink(made, sink).ok()));
  }
}

// Returns how many of them compiled.
size_t render_random_texts(uint64_t seed, int texts) {
  const JsonScope scope(R"({"a": "x<&\n", "b": [1, {"c": 2.50}], "n": null, "d": "2026-01-01"})");
  constexpr std::string_view kParts[] = {
      "{{",    "}}",         "a",        "b",      "[0]",       "[-1]", ".c",     "|",
      " ",     "\\{{",       ":",        ",",      "default",   "'x'",  "\"",     "'",
      "upper", "slice:1,-1", "join:'-'", "ñ",      "$.",        "5",    "vars.",  "round",
      "date",  "json",       "spell",    "mask:2", "split:''",  "\xff", "{",      "}",
      "first", "n",          "d",        "xml",    "urlencode", "true", "length", "-3e9"};
  Xoshiro256 random(seed);
  size_t compiled_count = 0;
  for (int i = 0; i < texts; ++i) {
    std::string text = random.next() % 2 == 0 ? "{{a" : "";
    for (uint64_t parts = random.next() % 12; parts > 0; --parts) {
      text += kParts[random.next() % std::size(kParts)];
    }
    if (random.next() % 2 == 0) text += "}}";
    const auto compiled = Template::compile(text);
    if (!compiled) {
      REQUIRE(compiled.error().message.starts_with("expected "));
      continue;
    }
    ++compiled_count;
    check_sinks(*compiled, scope, random.next() % 12);
  }
  return compiled_count;
}

}  // namespace

TEST_CASE("a text without expressions is literal") {
  for (const char* text : {"", "Hello", "{ } }} \\ {x}", "100 %"}) {
    const auto compiled = Template::compile(text);
    REQUIRE(compiled.ok());
    CHECK(compiled->is_literal());
    CHECK_FALSE(compiled->is_single_expression());
    CHECK(compiled->literal() == text);
    CHECK(text_of(text, "{}", Sink::kJson) == text);
  }
  CHECK(Template().is_literal());
  CHECK(Template().literal().empty());
}

TEST_CASE("case 53: a missing name renders to nothing and is noted once") {
  const Rendered rendered =
      render("Hello {{caller_id_name}}{{ caller_id_name }}{{ a.b[0] }}", R"({"a": {"b": 1}})");
  CHECK(rendered.text == "Hello ");
  CHECK(rendered.notes.undefined == std::vector<std::string>{"caller_id_name", "a.b[0]"});
  CHECK_FALSE(rendered.notes.has_error);
}

TEST_CASE("null and what default covers are not undefined") {
  const Rendered rendered = render("<{{n}}{{x|default:'y'}}{{e}}>", R"({"n": null, "e": ""})");
  CHECK(rendered.text == "<y>");
  CHECK(rendered.notes.undefined.empty());
}

TEST_CASE("case 54: a value that looks like a template is spoken literally") {
  CHECK(text_of("Hello {{name}}", R"({"name": "{{config.key}}", "config": {"key": "s3cret"}})") ==
        "Hello {{config.key}}");
  CHECK(text_of("{{name}}", R"({"name": "\\{{x}}"})") == "\\{{x}}");
}

TEST_CASE("case 56: one expression alone keeps its type, more make a text") {
  CHECK(value_of("{{count}}", R"({"count": 3})") == "3");
  CHECK(value_of("x{{count}}", R"({"count": 3})") == "\"x3\"");
  CHECK(value_of("{{count}} ", R"({"count": 3})") == "\"3 \"");
  CHECK(value_of("{{count}}{{count}}", R"({"count": 3})") == "\"33\"");
  CHECK(value_of("{{  count  }}", R"({"count": true})") == "true");
  CHECK(value_of("{{count}}", R"({"count": {"a": [1]}})") == R"({"a":[1]})");
  CHECK(value_of("{{count}}", R"({"count": null})") == "null");
  CHECK(value_of("{{count}}", "{}") == "missing");
  CHECK(value_of("x{{count}}", "{}") == "\"x\"");
  CHECK(value_of("three", "{}") == "\"three\"");
}

TEST_CASE("case 59: twenty digits survive, as value and spoken") {
  const char* values = R"({"r": {"id": 12345678901234567890}})";
  CHECK(value_of("{{r.id}}", values) == "12345678901234567890");
  CHECK(text_of("{{r.id}}", values) == "12345678901234567890");
  CHECK(text_of("{{r}}", values, Sink::kJson) == R"({"id":12345678901234567890})");
}

TEST_CASE("case 58: a header with a line break in it is an error, and nothing is rendered") {
  for (const char* values : {R"({"v": "a\r\nX: y"})", R"({"v": "\n"})", R"({"v": "\u0000"})"}) {
    const Rendered rendered = render("Bearer {{v}}", values, Sink::kHeader);
    CHECK(rendered.notes.has_error);
    CHECK(rendered.text.empty());
  }
  CHECK(text_of("Bearer {{v}}", R"({"v": "ok"})", Sink::kHeader) == "Bearer ok");
}

TEST_CASE("case 68: in SSML values are escaped and markup is not") {
  CHECK(text_of("<speak>Hi <emphasis>{{n}}</emphasis></speak>", R"({"n": "Tom & <b>"})",
                Sink::kSsml) == "<speak>Hi <emphasis>Tom &amp; &lt;b&gt;</emphasis></speak>");
  CHECK(text_of("<s>{{n | xml}}</s>", R"({"n": "a & b"})", Sink::kSsml) == "<s>a &amp; b</s>");
  CHECK(text_of("<s>{{n | xml | upper}}</s>", R"({"n": "&"})", Sink::kSsml) == "<s>&amp;AMP;</s>");
  CHECK(text_of("{{n}}", R"({"n": {"a": "<"}})", Sink::kSsml) ==
        "{&quot;a&quot;:&quot;&lt;&quot;}");
}

TEST_CASE("case 69: an unclosed expression is an error with its column, \\{{ is literal") {
  CHECK(compile_error("{{x") == "expected \"|\" or \"}}\", got the end of the text at column 4");
  CHECK(compile_error("ñ {{x").ends_with("at column 6"));
  CHECK(compile_error("{{x}") == "expected \"|\" or \"}}\", got \"}\" at column 4");
  CHECK(text_of("\\{{x}}", "{}") == "{{x}}");
  CHECK(text_of("a\\{{b\\{{{{v}}\\{{", R"({"v": 1})", Sink::kJson) == "a{{b{{1{{");
  CHECK(Template::compile("\\{{x")->is_literal());
}

TEST_CASE("E131: what stands between braces is a path and filters, nothing else") {
  CHECK(compile_error("{{}}").starts_with("expected a variable's name"));
  CHECK(compile_error("{{}}").ends_with("got \"}\" at column 3"));
  CHECK(compile_error("{{{x}}}").ends_with("got \"{\" at column 3"));
  CHECK(compile_error("{{a + b}}") == "expected \"|\" or \"}}\", got \"+\" at column 5");
  CHECK(compile_error("{{a b}}") == "expected \"|\" or \"}}\", got \"b\" at column 5");
  CHECK(compile_error("{{f(x)}}").ends_with("got \"(\" at column 4"));
  CHECK(compile_error("{{a.}}").starts_with("expected a name, got \"}\""));
  CHECK(compile_error("{{a[}}").starts_with("expected a whole number or a key in quotes"));
  CHECK(compile_error("{{a | default:\"x}}").ends_with("it opens at column 15"));
  CHECK(compile_error("ok {{a}} {{b | nope}}").ends_with("at column 16"));
  CHECK(compile_error("\xff") == "expected a template in UTF-8, got other bytes");
}

TEST_CASE("braces and pipes inside quotes belong to the text") {
  CHECK(text_of("{{x | default:'}} | {{'}}!", "{}") == "}} | {{!");
  CHECK(text_of("{{a[\"}}\"]}}", R"({"a": {"}}": 1}})") == "1");
}

TEST_CASE("what a template reads is known before it runs") {
  const auto compiled =
      Template::compile("{{a}}{{ $.b.c }}{{vars.d|upper|default:''}}{{e|default:null}}");
  REQUIRE(compiled.ok());
  const auto names = compiled->names();
  REQUIRE(names.size() == 4);
  CHECK(names[0].name == "a");
  CHECK(names[1].name == "b");
  CHECK(names[1].path == "b.c");
  CHECK_FALSE(names[1].is_covered);
  CHECK(names[2].name == "d");
  CHECK(names[2].is_covered);
  CHECK_FALSE(names[3].is_covered);
}

TEST_CASE("the text of every type of value") {
  CHECK(text_of("{{v}}", R"({"v": 3.0})") == "3");
  CHECK(text_of("{{v}}", R"({"v": 0.10})") == "0.1");
  CHECK(text_of("{{v}}", R"({"v": 1e20})") == "100000000000000000000");
  CHECK(text_of("{{v}}", R"({"v": true})") == "true");
  CHECK(text_of("{{v}}", R"({"v": null})").empty());
  CHECK(text_of("{{v}}", R"({"v": [1, "a"]})", Sink::kJson) == "[1,\"a\"]");
}

TEST_CASE("spoken texts lose their control characters, the author's too") {
  CHECK(text_of("a\x01{{v}}", R"({"v": "b\u0007\u0085c"})") == "abc");
}

TEST_CASE("a dial string with anything but its characters is an error") {
  CHECK(text_of("sip:{{v}}@pbx.example", R"({"v": "100"})", Sink::kDial) == "sip:100@pbx.example");
  for (const char* values : {R"({"v": "1 2"})", R"({"v": "1,2"})", R"({"v": "1\n"})",
                             R"({"v": "x$y"})", R"({"v": [1]})"}) {
    CHECK(render("{{v}}", values, Sink::kDial).notes.has_error);
  }
}

TEST_CASE("values are percent-encoded once in a URL's component") {
  CHECK(text_of("q={{v}}", R"({"v": "a&b=c d"})", Sink::kUriComponent) == "q=a%26b%3Dc%20d");
  CHECK(text_of("q={{v|urlencode}}", R"({"v": "a&b"})", Sink::kUriComponent) == "q=a%26b");
}

TEST_CASE("a prompt is cut at its limit, anything else is refused") {
  const std::string exact(kRenderedCharsMax - 1, 'x');
  const std::string values = R"({"v": ")" + exact + R"("})";
  CHECK(render("a{{v}}", values).text.size() == kRenderedCharsMax);
  CHECK_FALSE(render("a{{v}}", values).notes.is_truncated);
  const Rendered cut = render("añ{{v}}", values);
  CHECK(count_code_points(cut.text) == kRenderedCharsMax);
  CHECK(cut.notes.is_truncated);
  CHECK_FALSE(cut.notes.has_error);
  for (const Sink sink : {Sink::kHeader, Sink::kDial, Sink::kJson, Sink::kUriComponent}) {
    CHECK_FALSE(render("a{{v}}", values, sink).notes.has_error);
    const Rendered refused = render("aa{{v}}", values, sink);
    CHECK(refused.notes.has_error);
    CHECK(refused.text.empty());
  }
  CHECK(render("a", "{}", Sink::kTts, 0).text.empty());
  CHECK(render("", "{}", Sink::kDial, 0).text.empty());
  CHECK(render("a", "{}", Sink::kDial, 0).notes.has_error);
}

TEST_CASE("SSML that is too long loses values, never markup") {
  const char* values = R"({"v": "&&&&"})";
  const std::string text = "<s>{{v}}<b/>{{v}}</s>";
  CHECK(render(text, values, Sink::kSsml, 51).text ==
        "<s>&amp;&amp;&amp;&amp;<b/>&amp;&amp;&amp;&amp;</s>");
  CHECK_FALSE(render(text, values, Sink::kSsml, 51).notes.is_truncated);
  const Rendered cut = render(text, values, Sink::kSsml, 29);
  CHECK(cut.text == "<s>&amp;&amp;&amp;<b/></s>");
  CHECK(cut.notes.is_truncated);
  CHECK(render(text, values, Sink::kSsml, 11).text == "<s><b/></s>");
  CHECK(render(text, values, Sink::kSsml, 10).notes.has_error);
}

TEST_CASE("what is appended to stays when rendering fails") {
  const JsonScope scope(R"({"v": "\n"})");
  std::string out = "kept";
  RenderNotes notes;
  Template::compile("{{v}}")->append_to(out, scope, Sink::kHeader, notes);
  CHECK(out == "kept");
  CHECK(notes.has_error);
}

TEST_CASE("a large value is found without being rendered") {
  const std::string body = std::string(3 * kTextBytesMax, 'x');
  const JsonScope scope(R"({"nodes": {"h": {"body": ")" + body + R"("}}})");
  RenderNotes notes;
  Json room;
  const Json* value = Template::compile("{{nodes.h.body}}")->find(scope, room, notes);
  REQUIRE(value != nullptr);
  CHECK(value->as_string().size() == body.size());
  CHECK(room.is_null());
  CHECK_FALSE(notes.has_error);
}

TEST_CASE("notes keep sixteen names at most") {
  std::string text;
  for (char c = 'a'; c <= 'z'; ++c) text += std::string("{{x") + c + "}}";
  CHECK(render(text, "{}").notes.undefined.size() == RenderNotes::kNamesMax);
}

TEST_CASE("templates have limits of size, expressions and filters") {
  const auto repeated = [](std::string_view part, size_t count) {
    std::string text;
    for (size_t i = 0; i < count; ++i) text += part;
    return text;
  };
  CHECK(Template::compile(std::string(kTemplateBytesMax, 'a')).ok());
  CHECK_FALSE(Template::compile(std::string(kTemplateBytesMax + 1, 'a')).ok());
  CHECK(Template::compile(repeated("{{a}}", kExpressionsMax)).ok());
  CHECK_FALSE(Template::compile(repeated("{{a}}", kExpressionsMax + 1)).ok());
  CHECK(Template::compile("{{a" + repeated("|trim", kFiltersMax) + "}}").ok());
  CHECK_FALSE(Template::compile("{{a" + repeated("|trim", kFiltersMax + 1) + "}}").ok());
  CHECK_FALSE(Template::compile("{{a|slice:1" + repeated(",1", kFilterArgumentsMax) + "}}").ok());
}

TEST_CASE("no text, however broken, makes compiling or rendering fail") {
  CHECK(render_random_texts(4711, 1'000) > 50);
}

TEST_SUITE_BEGIN("slow");

TEST_CASE("no text of very many, however broken, makes compiling or rendering fail") {
  CHECK(render_random_texts(4712, 100'000) > 5'000);
}

TEST_SUITE_END();

}  // namespace sivo::ivr
