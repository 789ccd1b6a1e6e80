#include "engine/ivr/url.hpp"

#include <doctest/doctest.h>

#include "engine/ivr/template_scope.hpp"

namespace sivo::ivr {
namespace {

using testing::JsonScope;

Result<RenderedUrl> render(std::string_view text, const std::string& value,
                           UrlKind kind = UrlKind::kWeb, size_t chars_max = kRenderedCharsMax) {
  std::string values = "{\"v\":";
  schema::append_json_string(values, value);
  const JsonScope scope(values + ", \"dot\": \".\", \"none\": \"\"}");
  const auto compiled = Template::compile(text);
  REQUIRE(compiled.ok());
  RenderNotes notes;
  return render_url(*compiled, kind, scope, notes, chars_max);
}

std::string url(std::string_view text, const std::string& value, UrlKind kind = UrlKind::kWeb) {
  auto rendered = render(text, value, kind);
  return rendered ? rendered->url : "error";
}

std::string host(std::string_view text) {
  return literal_host(*Template::compile(text)).value_or("none");
}

}  // namespace

TEST_CASE("case 57: a value stays inside its segment") {
  CHECK(url("https://h/o/{{v}}", "../admin?x=1") == "https://h/o/..%2Fadmin%3Fx%3D1");
  CHECK(url("https://h/o/{{v}}/x", "a#b") == "https://h/o/a%23b/x");
  CHECK(url("https://h/o?q={{v}}&r=1", "a&b=c d") == "https://h/o?q=a%26b%3Dc%20d&r=1");
  CHECK(url("https://h/{{v}}", "//evil.example/") == "https://h/%2F%2Fevil.example%2F");
  CHECK(url("https://h/{{v}}", "ñ\r\n") == "https://h/%C3%B1%0D%0A");
  CHECK(url("https://h/{{v | urlencode}}", "a/b") == "https://h/a%2Fb");
  CHECK(url("https://h/{{nobody}}/x", "") == "https://h//x");
}

TEST_CASE("a segment of two dots that a value takes part in is refused") {
  CHECK(url("https://h/o/{{v}}", "..") == "error");
  CHECK(url("https://h/o/{{v}}/x", "..") == "error");
  CHECK(url("https://h/o/{{v}}{{dot}}/x", ".") == "error");
  CHECK(url("https://h/o/.{{v}}/x", ".") == "error");
  CHECK(url("https://h/o/.{{none}}./x", "") == "error");
  CHECK(url("https://h/o/%2e{{v}}", ".") == "error");
  CHECK(url("{{v}}/x", "https://h/a/../b") == "error");
  CHECK(url("{{v}}", "https://h/%2E%2e") == "error");
  CHECK(url("https://h/o/{{v}}", "...") == "https://h/o/...");
  CHECK(url("https://h/o/a{{v}}", "..") == "https://h/o/a..");
  CHECK(url("https://h/../{{v}}", "x") == "https://h/../x");
  CHECK(url("https://h/o?back={{v}}", "..") == "https://h/o?back=..");
}

TEST_CASE("a host that no value takes part in is literal") {
  CHECK(host("https://Api.Example.com/x/{{id}}") == "api.example.com");
  CHECK(host("https://api.example.com:8443?q={{id}}") == "api.example.com");
  CHECK(host("https://api.example.com") == "api.example.com");
  CHECK(host("https://api.example.com.#{{x}}") == "api.example.com");
  CHECK(host("https://[::1]:80/{{x}}") == "[::1]");
  for (const char* text :
       {"https://api.example.com{{x}}", "https://{{x}}/", "https://{{x}}.example.com/", "{{x}}",
        "{{x}}/y", "https://h:{{port}}/", "https://user@h/{{x}}", "https://h:x/", "https://",
        "https:///x", "h/x", "https://./", "https://a b/", "https://%68/", "{{s}}://h/"}) {
    CHECK_MESSAGE(host(text) == "none", text);
  }
  CHECK(literal_scheme(*Template::compile("HTTPS://h/{{x}}")) == "https");
  CHECK_FALSE(literal_scheme(*Template::compile("{{x}}://h")));
}

TEST_CASE("the host of a whole-URL template is told, so that a list can allow it") {
  const auto whole = render("{{v}}", "HTTPS://Hooks.Example.com:8443/a?b=c");
  REQUIRE(whole.ok());
  CHECK(whole->url == "HTTPS://Hooks.Example.com:8443/a?b=c");
  CHECK(whole->scheme == "https");
  CHECK(whole->host == "hooks.example.com");
  CHECK_FALSE(whole->is_host_literal);
  const auto base = render("{{v}}/orders/{{none}}", "https://h.example");
  REQUIRE(base.ok());
  CHECK(base->url == "https://h.example/orders/");
  CHECK_FALSE(base->is_host_literal);
  const auto glued = render("{{v}}.evil.example/", "https://h.example");
  REQUIRE(glued.ok());
  CHECK(glued->host == "h.example.evil.example");
  CHECK(render("https://h/{{v}}", "x")->is_host_literal);
  CHECK_FALSE(render("https://h{{v}}/", ".example")->is_host_literal);
}

TEST_CASE("a value in front of the host's end must be a part of a name") {
  CHECK(url("https://{{v}}.example.com/x", "shop-1") == "https://shop-1.example.com/x");
  for (const char* value : {"", "a/b", "a@b", "a:b", "a?b", "a#b", "a b", "ñ", "a\\b", "a%2f"}) {
    CHECK_MESSAGE(url("https://{{v}}.example.com/x", value) == "error", value);
  }
  CHECK(url("https{{v}}://h/", "") == "error");
  CHECK(url("ht{{v}}://h/", "tps") == "error");
}

TEST_CASE("what is no URL of a web service is refused") {
  for (const char* value :
       {"", "h.example/x", "ftp://h/x", "javascript:alert(1)", "file:///etc/passwd",
        "https://user:pass@h/x", "https://allowed.example@evil.example/", "https:///x",
        "https://h/a b", "https://h/\n", "https://h\\@evil/", "https://h/ñ", "//h/x",
        "https://h:99999999/", "https://[::zz]/"}) {
    CHECK_MESSAGE(url("{{v}}", value) == "error", value);
  }
}

TEST_CASE("audio may be a name, a URI of any scheme or come whole from a value") {
  const UrlKind audio = UrlKind::kAudio;
  CHECK(url("prompts/{{v}}/hello.wav", "es", audio) == "prompts/es/hello.wav");
  CHECK(url("{{v}}/hello.wav", "es", audio) == "es/hello.wav");
  CHECK(url("{{v}}/hello.wav", "/etc/passwd", audio) == "%2Fetc%2Fpasswd/hello.wav");
  CHECK(url("s3://bucket/{{v}}.wav", "a/b", audio) == "s3://bucket/a%2Fb.wav");
  CHECK(url("{{v}}", "file:/etc/passwd", audio) == "file%3A%2Fetc%2Fpasswd");
  CHECK(url("prompts/{{v}}/x", "..", audio) == "error");
  CHECK(url("saludo inicial.wav", "", audio) == "saludo inicial.wav");
  CHECK(url("a\nb", "", audio) == "error");
  CHECK(render("prompts/{{v}}", "es", audio)->is_host_literal);
  CHECK(render("s3://bucket/{{v}}", "es", audio)->is_host_literal);
  CHECK(render("file:///var/{{v}}", "es", audio)->is_host_literal);
  const auto whole = render("{{v}}", "https://cdn.example/x.wav", audio);
  REQUIRE(whole.ok());
  CHECK(whole->host == "cdn.example");
  CHECK_FALSE(whole->is_host_literal);
  CHECK_FALSE(render("{{v}}", "file:///etc/passwd", audio)->is_host_literal);
  CHECK_FALSE(render("{{v}}:x", "file", audio)->is_host_literal);
}

TEST_CASE("a URL that is too long is an error") {
  const std::string value(20, 'x');
  CHECK(render("https://h/{{v}}", value, UrlKind::kWeb, 30).ok());
  CHECK_FALSE(render("https://h/{{v}}", value, UrlKind::kWeb, 29).ok());
  CHECK_FALSE(render("https://h/{{v}}", value, UrlKind::kWeb, 0).ok());
}

TEST_CASE("no error of a URL repeats a value") {
  for (const char* value : {"secret path", "..", "https://secret@h/"}) {
    for (const char* text : {"{{v}}", "https://{{v}}/", "https://h/{{v}}"}) {
      const auto rendered = render(text, value);
      if (rendered) continue;
      CHECK(rendered.error().message.find("secret") == std::string::npos);
    }
  }
}

}  // namespace sivo::ivr
