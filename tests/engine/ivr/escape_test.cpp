#include "engine/ivr/escape.hpp"

#include <doctest/doctest.h>

namespace sivo::ivr {
namespace {

std::string value_for(Sink sink, std::string_view value, size_t chars_max = 1000) {
  std::string out;
  append_value(out, value, sink, chars_max);
  return out;
}

std::string authored_for(Sink sink, std::string_view text, size_t chars_max = 1000) {
  std::string out;
  append_authored(out, text, sink, chars_max);
  return out;
}

constexpr std::string_view kNasty = "a\x01\x7f\xc2\x85\n<b>&\"' ñ/?#%..";

}  // namespace

TEST_CASE("each sink makes of a value what its row of the table says") {
  CHECK(value_for(Sink::kTts, kNasty) == "a<b>&\"' ñ/?#%..");
  CHECK(value_for(Sink::kSsml, kNasty) == "a&lt;b&gt;&amp;&quot;&apos; ñ/?#%..");
  CHECK(value_for(Sink::kUriComponent, kNasty) ==
        "a%01%7F%C2%85%0A%3Cb%3E%26%22%27%20%C3%B1%2F%3F%23%25..");
  for (const Sink sink : {Sink::kHeader, Sink::kJson, Sink::kDial}) {
    CHECK(value_for(sink, kNasty) == kNasty);
  }
}

TEST_CASE("the author's own text keeps its markup and its URL") {
  CHECK(authored_for(Sink::kTts, "a\x01<b>\n") == "a<b>");
  CHECK(authored_for(Sink::kSsml, "<a\n b='1'>\x01&amp;</a>") == "<a\n b='1'>&amp;</a>");
  CHECK(authored_for(Sink::kUriComponent, "https://h/?a=") == "https://h/?a=");
}

TEST_CASE("what XML forbids never gets into SSML") {
  CHECK(value_for(Sink::kSsml, "a\xEF\xBF\xBEz\xEF\xBF\xBF") == "az");
  CHECK(authored_for(Sink::kSsml, "a\x0B\xEF\xBF\xBEz") == "az");
}

TEST_CASE("a text is cut between escapes, at max, max + 1 and zero") {
  const auto cut = [](Sink sink, std::string_view value, size_t chars_max, std::string_view want) {
    std::string out;
    const bool is_whole = append_value(out, value, sink, chars_max);
    CHECK(out == want);
    return !is_whole;
  };
  CHECK_FALSE(cut(Sink::kTts, "añb", 3, "añb"));
  CHECK(cut(Sink::kTts, "añbc", 3, "añb"));
  CHECK(cut(Sink::kTts, "a", 0, ""));
  CHECK_FALSE(cut(Sink::kTts, "", 0, ""));
  CHECK_FALSE(cut(Sink::kSsml, "a&", 6, "a&amp;"));
  CHECK(cut(Sink::kSsml, "a&", 5, "a"));
  CHECK_FALSE(cut(Sink::kUriComponent, "ñ", 6, "%C3%B1"));
  CHECK(cut(Sink::kUriComponent, "ñ", 5, ""));
  CHECK(cut(Sink::kDial, "1234", 3, "123"));
}

TEST_CASE("the room that is left is counted down") {
  size_t left = 10;
  std::string out;
  CHECK(append_value(out, "ñ&", Sink::kSsml, left));
  CHECK(left == 4);
  CHECK(append_authored(out, "<x>", Sink::kSsml, left));
  CHECK(left == 1);
}

TEST_CASE("headers take no line break, dial strings only their characters") {
  CHECK(check_sink("a b\tñ", Sink::kHeader).ok());
  for (const char* bad : {"a\r\nX: y", "a\n", "\r"})
    CHECK_FALSE(check_sink(bad, Sink::kHeader).ok());
  CHECK_FALSE(check_sink(std::string_view("a\0b", 3), Sink::kHeader).ok());
  CHECK(check_sink("+34-A*#._@:;=z09", Sink::kDial).ok());
  CHECK(check_sink("", Sink::kDial).ok());
  for (const char* bad : {"1 2", "1,2", "a\"", "a'", "$x", "a\\", "a\t", "ñ", "a/b", "<", "&"}) {
    CHECK_MESSAGE(!check_sink(bad, Sink::kDial).ok(), bad);
  }
  CHECK(check_sink("anything\n", Sink::kJson).ok());
}

TEST_CASE("no error repeats the text it is about") {
  CHECK(check_sink("secret 5", Sink::kDial).error().message.find("secret") == std::string::npos);
  CHECK(check_sink("secret\n", Sink::kHeader).error().message.find("secret") == std::string::npos);
}

TEST_CASE("only prompts may be cut") {
  CHECK(is_cut_allowed(Sink::kTts));
  CHECK(is_cut_allowed(Sink::kSsml));
  for (const Sink sink : {Sink::kUriComponent, Sink::kHeader, Sink::kJson, Sink::kDial}) {
    CHECK_FALSE(is_cut_allowed(sink));
  }
}

TEST_CASE("escapes keep to their bytes") {
  std::string out;
  CHECK(append_percent_encoded(out, "a b", 5));
  CHECK(out == "a%20b");
  out.clear();
  CHECK_FALSE(append_percent_encoded(out, "a b", 4));
  CHECK(out == "a%20");
  out.clear();
  CHECK(append_xml(out, "<ñ", 6));
  CHECK(out == "&lt;ñ");
  out.clear();
  CHECK_FALSE(append_xml(out, "<ñ", 5));
  CHECK(out == "&lt;");
}

TEST_CASE("a trace shows how long a sensitive value is, nothing else") {
  CHECK(sensitive_mark(schema::Json::string("1234")) == "***(4)");
  CHECK(sensitive_mark(schema::Json::string("ñ")) == "***(1)");
  CHECK(sensitive_mark(schema::Json::integer(123)) == "***(3)");
  CHECK(sensitive_mark(schema::Json()) == "***(0)");
}

}  // namespace sivo::ivr
