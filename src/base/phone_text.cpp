#include "base/phone_text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <utility>

#include "base/text.hpp"

namespace sivo {
namespace {

constexpr std::array<std::string_view, 10> kWithheldWords = {
    "anonymous", "restricted", "unavailable", "unknown",        "private",
    "withheld",  "blocked",    "no number",   "id unavailable", "not available"};
constexpr std::string_view kAnonymousHost = "anonymous.invalid";
// Longest first, so that "ext." is not read as "x".
constexpr std::array<std::string_view, 5> kExtensionMarks = {"extension", "extn", "ext.", "ext",
                                                             "x"};
constexpr size_t kVanityLettersMin = 3;

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// ITU-T E.161: abc def ghi jkl mno pqrs tuv wxyz on 2 to 9.
constexpr char digit_of_letter(char letter) {
  constexpr std::string_view kKeys = "22233344455566677778889999";
  const char small = letter >= 'a' ? letter : static_cast<char>(letter + 32);
  return kKeys[static_cast<size_t>(small - 'a')];
}

Error refuse(std::string_view expected) {
  return invalid({}, "expected a phone number, got one with " + std::string(expected));
}

// Takes one code point off a valid UTF-8 text.
uint32_t take_code_point(std::string_view& text) {
  const auto lead = static_cast<uint8_t>(text.front());
  const size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  uint32_t value = size == 1 ? lead : lead & (0x7FU >> size);
  for (size_t i = 1; i < size; ++i) {
    value = value << 6 | (static_cast<uint8_t>(text[i]) & 0x3FU);
  }
  text.remove_prefix(size);
  return value;
}

// The ASCII character that stands for a code point: a digit, a letter, "+", "*", "#"; ' ' for every
// separator; nothing for what may not be in a number.
std::optional<char> plain_character(uint32_t c) {
  if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFF01 - 0x21;  // full-width ASCII
  if (c >= 0x0660 && c <= 0x0669) return static_cast<char>('0' + (c - 0x0660));
  if (c >= 0x06F0 && c <= 0x06F9) return static_cast<char>('0' + (c - 0x06F0));
  if (c < 0x80) {
    const char ascii = static_cast<char>(c);
    if (is_digit(ascii) || is_letter(ascii) || ascii == '+' || ascii == '*' || ascii == '#') {
      return ascii;
    }
    constexpr std::string_view kSeparators = " -./()[]";
    return kSeparators.find(ascii) == std::string_view::npos ? std::nullopt : std::optional(' ');
  }
  const bool is_separator = c == 0xA0 || c == 0xAD || (c >= 0x2000 && c <= 0x2015) || c == 0x202F ||
                            (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069) ||
                            c == 0x2212 || c == 0x3000 || c == 0x30FC;
  return is_separator ? std::optional(' ') : std::nullopt;
}

bool is_withheld_word(std::string_view text) {
  return text.empty() || std::any_of(kWithheldWords.begin(), kWithheldWords.end(), [&](auto word) {
           return equals_ascii_ignoring_case(word, text);
         });
}

bool take_scheme(std::string_view& text, std::string_view scheme) {
  if (!equals_ascii_ignoring_case(text.substr(0, scheme.size()), scheme)) return false;
  text.remove_prefix(scheme.size());
  return true;
}

// Leaves the user part of a SIP URI; empty, which is withheld, for an anonymous one.
bool take_sip_user(std::string_view& text) {
  const size_t at = text.find('@');
  if (at == std::string_view::npos || at == 0) return false;
  const std::string_view host = text.substr(at + 1);
  const std::string_view host_name = host.substr(0, host.find_first_of(":;?"));
  text = equals_ascii_ignoring_case(host_name, kAnonymousHost) ? std::string_view{}
                                                               : text.substr(0, at);
  return true;
}

// One ";name=value"; names that are not ours are left alone, as RFC 3966 wants.
Result<void> read_parameter(std::string_view parameter, WrittenNumber& out) {
  const size_t equals = std::min(parameter.find('='), parameter.size());
  const std::string_view name = trim(parameter.substr(0, equals));
  const std::string_view value = trim(parameter.substr(std::min(equals + 1, parameter.size())));
  if (equals_ascii_ignoring_case(name, "ext")) {
    for (const char c : value) {
      if (is_digit(c)) out.extension += c;
      else if (c != '-' && c != '.' && c != ' ') return refuse("an extension that is not digits");
    }
    if (out.extension.empty()) return refuse("an empty extension");
  }
  if (equals_ascii_ignoring_case(name, "phone-context") && value.starts_with('+')) {
    for (const char c : value) {
      if (is_digit(c)) out.context += c;
    }
    out.context.insert(0, "+");
  }
  return {};
}

Result<void> take_parameters(std::string_view& text, WrittenNumber& out) {
  const size_t semicolon = text.find(';');
  if (semicolon == std::string_view::npos) return {};
  std::string_view rest = text.substr(semicolon);
  text = trim(text.substr(0, semicolon));
  while (!rest.empty()) {
    rest.remove_prefix(1);
    const size_t end = std::min(rest.find(';'), rest.size());
    if (auto read = read_parameter(rest.substr(0, end), out); !read) return read;
    rest.remove_prefix(end);
  }
  return {};
}

// "… ext 12" in plain characters: leaves what is before it.
void take_extension(std::string& plain, std::string& extension) {
  const size_t last_letter = plain.find_last_not_of("0123456789 ");
  if (last_letter == std::string::npos) return;
  const std::string_view head = std::string_view(plain).substr(0, last_letter + 1);
  std::string digits = plain.substr(last_letter + 1);
  std::erase(digits, ' ');
  if (digits.empty()) return;
  for (const std::string_view mark : kExtensionMarks) {
    if (head.size() <= mark.size()) continue;
    const size_t start = head.size() - mark.size();
    if (!equals_ascii_ignoring_case(head.substr(start), mark)) continue;
    if (is_letter(head[start - 1])) return;  // the end of a vanity word
    extension = std::move(digits);
    plain.resize(start);
    return;
  }
}

Result<std::string> to_plain(std::string_view text) {
  std::string plain;
  while (!text.empty()) {
    const std::optional<char> c = plain_character(take_code_point(text));
    if (!c) return refuse("a character that no number has");
    plain += *c;
  }
  return plain;
}

// Sorts plain characters into plus, digits and letters.
Result<void> read_plain(std::string_view plain, WrittenNumber& out) {
  size_t letters = 0;
  for (const char c : plain) {
    const bool is_star_code = !out.digits.empty() && !is_digit(out.digits.front());
    if (c == ' ') continue;
    if (c == '+') {
      if (!out.digits.empty()) return refuse("a plus sign inside");
      out.has_plus = true;
    } else if (is_letter(c)) {
      if (out.digits.empty() || is_star_code) return refuse("letters in front");
      ++letters;
      out.digits += digit_of_letter(c);
    } else {
      const bool may_star = (out.digits.empty() && !out.has_plus) || is_star_code;
      if (!is_digit(c) && !may_star) return refuse("a star or hash inside");
      out.digits += c;
    }
  }
  if (letters > 0 && letters < kVanityLettersMin) return refuse("stray letters");
  return {};
}

}  // namespace

Result<WrittenNumber> read_number_text(std::string_view text) {
  if (text.size() > kNumberTextSizeMax) return refuse("more than 256 bytes");
  if (!is_valid_utf8(text)) return refuse("bytes that are not UTF-8");
  if (has_control_character(text)) return refuse("a control character");
  WrittenNumber out;
  text = trim(text);
  if (take_scheme(text, "sip:") || take_scheme(text, "sips:")) {
    if (!take_sip_user(text)) return refuse("a SIP URI without a user");
  } else {
    static_cast<void>(take_scheme(text, "tel:"));
  }
  if (auto taken = take_parameters(text, out); !taken) return taken.take_error();
  if (is_withheld_word(text)) {
    out.is_withheld = true;
    return out;
  }
  auto plain = to_plain(text);
  if (!plain) return plain.take_error();
  if (out.extension.empty()) take_extension(*plain, out.extension);
  if (auto read = read_plain(*plain, out); !read) return read.take_error();
  if (out.digits.empty()) return refuse("no digits");
  if (out.digits.size() > kDialledDigitsMax) return refuse("more than 40 digits");
  if (out.extension.size() > kExtensionDigitsMax) return refuse("an extension of over 20 digits");
  return out;
}

}  // namespace sivo
