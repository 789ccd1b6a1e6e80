#include <algorithm>
#include <array>

#include "base/cidr.hpp"
#include "base/phone.hpp"
#include "base/text.hpp"
#include "schema/rules.hpp"

namespace sivo::schema::rules {
namespace {

constexpr size_t kLabelMax = 63;  // RFC 1035 section 2.3.4
constexpr size_t kDomainMax = 253;
constexpr size_t kLocalPartMax = 64;  // RFC 5321 section 4.5.3.1.1

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_alphanumeric(char c) { return is_digit(c) || is_lower(c) || is_upper(c); }

template <class Predicate>
bool all_of(std::string_view text, Predicate predicate) {
  return std::all_of(text.begin(), text.end(), predicate);
}

bool is_one_of(char c, std::string_view set) { return set.find(c) != std::string_view::npos; }

bool is_label(std::string_view label) {
  return !label.empty() && label.size() <= kLabelMax && label.front() != '-' &&
         label.back() != '-' &&
         all_of(label, [](char c) { return is_alphanumeric(c) || c == '-'; });
}

// Labels of letters, digits and inner hyphens; an international name in its ASCII form.
bool is_domain(std::string_view text) {
  if (text.empty() || text.size() > kDomainMax) return false;
  for (size_t dot = text.find('.'); dot != std::string_view::npos; dot = text.find('.')) {
    if (!is_label(text.substr(0, dot))) return false;
    text.remove_prefix(dot + 1);
  }
  return is_label(text);
}

// Four numbers that are no address ("999.1.1.1") are no name either.
bool is_domain_not_number(std::string_view text) {
  const size_t dot = text.rfind('.');
  const std::string_view last = dot == std::string_view::npos ? text : text.substr(dot + 1);
  return is_domain(text) && !all_of(last, is_digit);
}

bool is_address(std::string_view text) { return parse_ip(text).has_value(); }

bool is_port(std::string_view text) {
  const auto port = text.size() <= 5 && all_of(text, is_digit) ? parse_int(text) : std::nullopt;
  return port && *port >= 1 && *port <= 65535;
}

// host, host:port, [v6], [v6]:port
bool is_authority(std::string_view text) {
  std::string_view name = text, rest;
  if (text.starts_with('[')) {
    const size_t end = text.find(']');
    if (end == std::string_view::npos) return false;
    name = text.substr(1, end - 1);
    rest = text.substr(end + 1);
    if (name.find(':') == std::string_view::npos || !is_address(name)) return false;
  } else {
    const size_t colon = text.find(':');
    name = text.substr(0, colon);
    if (colon != std::string_view::npos) rest = text.substr(colon);
    if (!is_domain_not_number(name) && !is_address(name)) return false;
  }
  return rest.empty() || (rest.front() == ':' && is_port(rest.substr(1)));
}

bool is_url(std::string_view text) {
  const std::string lower = ascii_lower(text.substr(0, 8));
  if (lower.starts_with("https://")) text.remove_prefix(8);
  else if (lower.starts_with("http://")) text.remove_prefix(7);
  else return false;
  const size_t end = text.find_first_of("/?#");
  if (!is_authority(text.substr(0, end))) return false;
  return all_of(text, [](char c) { return c > ' ' && c < 0x7f && !is_one_of(c, "\"<>\\^`{|}"); });
}

// ISO 639-1, the 183 codes of two letters, in order.
constexpr std::string_view kLanguages =
    "aaabaeafakamanarasavayazbabebgbhbibmbnbobrbscacechcocrcscucvcydadedvdzeeeleneoeseteufafffi"
    "fjfofrfygaglgngugvhahehihohrhthuhyhziaidieigiiikioisitiujajvkakgkikjkkklkmknkokrkskukvkwkylalb"
    "lglilnloltlulvmgmhmimkmlmnmrmsmtmynanbndnengnlnnnonrnvnyocojomorospapiplpsptqurmrnrorurwsascsd"
    "sesgsiskslsmsnsosqsrssstsusvswtatetgthtitktltntotrtstttwtyugukuruzvevivowawoxhyiyozazhzu";

}  // namespace

Expected slug(std::string& text) {
  bool is_good = text.size() >= 2 && text.back() != '-' && text.front() != '-';
  size_t characters = 0;  // without hyphens: 2 to 63, as ^[a-z0-9](-?[a-z0-9]){1,62}$ counts
  for (size_t i = 0; is_good && i < text.size(); ++i) {
    const bool is_hyphen = text[i] == '-';
    is_good = is_hyphen ? text[i - 1] != '-' : is_lower(text[i]) || is_digit(text[i]);
    if (!is_hyphen) ++characters;
  }
  if (is_good && characters >= 2 && characters <= 63) return std::nullopt;
  return "2 to 63 lower-case letters and digits with single hyphens between them";
}

Expected domain(std::string& text) {
  text = ascii_lower(text);
  if (text.empty() || is_domain_not_number(text)) return std::nullopt;
  return "a DNS name";
}

Expected host(std::string& text) {
  text = ascii_lower(text);
  if (is_domain_not_number(text) || is_address(text)) return std::nullopt;
  return "a DNS name or an IP address";
}

Expected email(std::string& text) {
  const size_t at = text.rfind('@');
  const std::string_view whole = text;
  const bool is_good = at != std::string::npos && at > 0 && at <= kLocalPartMax &&
                       is_domain_not_number(whole.substr(at + 1)) && whole[0] != '.' &&
                       whole[at - 1] != '.' &&
                       whole.substr(0, at).find("..") == std::string_view::npos &&
                       all_of(whole.substr(0, at), [](char c) {
                         return is_alphanumeric(c) || static_cast<unsigned char>(c) >= 0x80 ||
                                is_one_of(c, ".!#$%&'*+/=?^_`{|}~-");
                       });
  if (!is_good) return "an e-mail address";
  text = ascii_lower(text);
  return std::nullopt;
}

Expected extension(std::string& text) {
  if (text.size() >= 3 && text.size() <= 5 && all_of(text, is_digit)) return std::nullopt;
  return "3 to 5 digits";
}

Expected dtmf(std::string& text) {
  constexpr std::string_view kKeys = "0123456789*#ABCD";
  if (text.size() == 1 && kKeys.find(text[0]) != std::string_view::npos) return std::nullopt;
  return "one of 0-9 * # A-D";
}

Expected e164(std::string& text) {
  if (is_e164(text)) return std::nullopt;
  return "an E.164 number: + and 2 to 15 digits, the first not 0";
}

Expected timezone(std::string& text) {
  const bool is_good =
      !text.empty() && is_alphanumeric(text.front()) && is_alphanumeric(text.back()) &&
      text.find("//") == std::string::npos &&
      all_of(text, [](char c) { return is_alphanumeric(c) || is_one_of(c, "/_+-"); });
  if (is_good && !is_digit(text.front())) return std::nullopt;
  return "an IANA time zone such as Europe/Madrid";
}

Expected language(std::string& text) {
  text = ascii_lower(text);
  for (size_t i = 0; text.size() == 2 && i < kLanguages.size(); i += 2) {
    if (kLanguages.substr(i, 2) == text) return std::nullopt;
  }
  return "an ISO 639-1 language of two letters";
}

Expected url(std::string& text) {
  if (is_url(text)) return std::nullopt;
  return "an http or https URL without a user";
}

Expected url_or_auto(std::string& text) {
  if (text == "auto" || is_url(text)) return std::nullopt;
  return "an http or https URL without a user, or auto";
}

Expected url_or_host(std::string& text) {
  if (is_url(text) || is_domain_not_number(text)) return std::nullopt;
  return "an http or https URL without a user, or a DNS name";
}

// Hosts have schemes of their own (local_stream://moh) and plain paths.
Expected uri(std::string& text) {
  if (text.find(' ') == std::string::npos) return std::nullopt;
  return "a URI or path without spaces";
}

Expected token(std::string& text) {
  const bool is_good = !text.empty() && all_of(text, [](char c) {
    return is_lower(c) || is_digit(c) || is_one_of(c, "._-");
  });
  if (is_good) return std::nullopt;
  return "lower-case letters, digits, and . _ -";
}

Expected cause(std::string& text) {
  const bool is_good = !text.empty() && is_upper(text[0]) &&
                       all_of(text, [](char c) { return is_upper(c) || is_digit(c) || c == '_'; });
  if (is_good) return std::nullopt;
  return "a Q.850 cause name such as NORMAL_CLEARING";
}

Expected color(std::string& text) {
  text = ascii_lower(text);
  const bool is_good = text.size() == 7 && text[0] == '#' &&
                       all_of(std::string_view(text).substr(1),
                              [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); });
  if (is_good) return std::nullopt;
  return "a colour as #rrggbb";
}

Expected ip_address(std::string& text) {
  const auto address = parse_ip(text);
  if (!address) return "an IPv4 or IPv6 address";
  text = to_text(*address);
  return std::nullopt;
}

}  // namespace sivo::schema::rules
