#include <doctest/doctest.h>

#include "schema/rules.hpp"

using namespace sivo::schema::rules;

namespace {

using Rule = Expected (*)(std::string&);

void check_takes(Rule rule, std::initializer_list<const char*> texts) {
  for (const char* text : texts) {
    CAPTURE(text);
    std::string value = text;
    CHECK_FALSE(rule(value).has_value());
    CHECK(value == text);
  }
}

void check_refuses(Rule rule, std::initializer_list<const char*> texts) {
  for (const char* text : texts) {
    CAPTURE(text);
    std::string value = text;
    CHECK(rule(value).has_value());
  }
}

std::string canonical(Rule rule, std::string text) {
  return rule(text) ? std::string("refused") : text;
}

}  // namespace

TEST_CASE("a slug is 2 to 63 characters with single hyphens between them") {
  check_takes(slug, {"ab", "a-b", "acme-2-go", "123"});
  check_refuses(slug, {"", "a", "-a", "a-", "a--b", "aB", "a b", "a.b", "-"});
  std::string most(63, 'a'), over(64, 'a'), hyphens = "a";
  for (int i = 0; i < 62; ++i) hyphens += "-a";
  CHECK_FALSE(slug(most).has_value());
  CHECK(slug(over).has_value());
  CHECK_FALSE(slug(hyphens).has_value());
  hyphens += "-a";
  CHECK(slug(hyphens).has_value());
}

TEST_CASE("a host is a DNS name or an address") {
  check_takes(host, {"sip.example.com", "pbx", "192.0.2.1", "2001:db8::1", "xn--maana-pta.com"});
  check_refuses(host, {"", ".", "a..b", "-a.com", "a-.com", "a_b.com", "999.1.1.1", "1.2.3",
                       "sip.example.com:5060", "a b", "mañana.com", "a.com."});
  CHECK(canonical(host, "SIP.Example.com") == "sip.example.com");
  check_takes(domain, {"", "acme.sip.sivocenter.com"});
  check_refuses(domain, {"192.0.2.1", "a..b"});
  std::string label(63, 'a'), long_label(64, 'a');
  CHECK_FALSE(host(label).has_value());
  CHECK(host(long_label).has_value());
}

TEST_CASE("an e-mail address has a local part and a domain") {
  check_takes(email, {"a@b.es", "a.b+c@example.co.uk", "o'neil@x.ie", "a@localhost"});
  check_refuses(email, {"", "a", "@b.es", "a@", "a@b@c", "a..b@c.es", ".a@c.es", "a.@c.es",
                        "a b@c.es", "a@c_d.es", "a@-c.es", "\"a\"@c.es", "a@1.2.3.4"});
  CHECK(canonical(email, "Ana@EXAMPLE.com") == "ana@example.com");
  std::string most = std::string(64, 'a') + "@b.es", over = std::string(65, 'a') + "@b.es";
  CHECK_FALSE(email(most).has_value());
  CHECK(email(over).has_value());
}

TEST_CASE("extensions and E.164 numbers are digits") {
  check_takes(extension, {"100", "10000"});
  check_refuses(extension, {"", "10", "100000", "10a", "+10"});
  check_takes(dtmf, {"0", "9", "*", "#", "A", "D"});
  check_refuses(dtmf, {"", "E", "a", "12", " "});
  check_takes(e164, {"+12", "+34911234567", "+123456789012345"});
  check_refuses(e164,
                {"", "+", "+1", "34911234567", "+0123", "+1234567890123456", "+34 911", "+34a"});
}

TEST_CASE("a time zone has the shape of an IANA name") {
  check_takes(sivo::schema::rules::timezone,
              {"Europe/Madrid", "UTC", "America/Argentina/Buenos_Aires", "Etc/GMT+5"});
  check_refuses(sivo::schema::rules::timezone, {"", "/Europe", "Europe/", "Europe//Madrid",
                                                "../etc/passwd", "Europe/Ma drid", "+02:00", "1"});
}

TEST_CASE("a language is one of ISO 639-1") {
  check_takes(language, {"aa", "es", "en", "zu"});
  check_refuses(language, {"", "e", "spa", "xx", "ae1", "sa ", "qq"});
  CHECK(canonical(language, "ES") == "es");
}

TEST_CASE("a URL is http or https with a host and without a user") {
  check_takes(url,
              {"https://example.com", "http://192.0.2.1:8080/a?b=c#d", "https://[2001:db8::1]/x",
               "https://a.example:65535", "HTTPS://example.com/%20"});
  check_refuses(url,
                {"", "https://", "ftp://a.example", "https:/a.example", "https://u:p@a.example",
                 "https://a.example:0", "https://a.example:65536",
                 "https://a.example:", "https://[192.0.2.1]", "https://[::1", "https://a b.example",
                 "https://a.example/ x", "https://a.example/\"", "https://ex\u00e4mple.com",
                 "//a.example", "javascript:alert(1)", "https://300.1.1.1/"});
  check_takes(url_or_auto, {"auto", "https://a.example"});
  check_refuses(url_or_auto, {"Auto", "a.example"});
  check_takes(url_or_host, {"acme.app.sivocenter.com", "https://a.example"});
  check_refuses(url_or_host, {"a b", ""});
  check_takes(uri, {"local_stream://moh", "/var/lib/moh.wav", "s3://b/k"});
  check_refuses(uri, {"a b"});
}

TEST_CASE("tokens, causes and colours have their alphabets") {
  check_takes(token, {"call.ended", "sip_trunk", "a-1"});
  check_refuses(token, {"", "Call", "a b", "ñ"});
  check_takes(cause, {"NORMAL_CLEARING", "NO_ANSWER", "Q850_16"});
  check_refuses(cause, {"", "normal", "1A", "A-B", "_A"});
  CHECK(canonical(color, "#AbCdEf") == "#abcdef");
  check_refuses(color, {"", "#fff", "red", "#gggggg", "0011223"});
}

TEST_CASE("an address is written in its one form") {
  CHECK(canonical(ip_address, "2001:DB8:0:0::1") == "2001:db8::1");
  CHECK(canonical(ip_address, "192.0.2.1") == "192.0.2.1");
  check_refuses(ip_address, {"", "192.0.2.1/32", "1.2.3", "fe80::1%eth0", "[::1]"});
}
