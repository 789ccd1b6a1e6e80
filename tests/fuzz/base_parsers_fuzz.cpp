// libFuzzer target for the parsers of base: whatever is read is written and reads back as the same.
//   clang++ -std=c++20 -fsanitize=fuzzer,address,undefined -Isrc
//     tests/fuzz/base_parsers_fuzz.cpp src/base/*.cpp -o base_parsers_fuzz

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/assert.hpp"
#include "base/cidr.hpp"
#include "base/id.hpp"
#include "base/phone.hpp"
#include "base/text.hpp"
#include "base/time.hpp"

namespace {

using namespace sivo;

void try_time(std::string_view text) {
  const auto time = parse_time(text);
  if (!time) return;
  SIVO_ASSERT(*time >= kTimeMin && *time <= kTimeMax);
  const auto again = parse_time(format_time(*time));
  SIVO_ASSERT(again && *time - *again >= 0 && *time - *again < kMillisecond);
}

void try_id(std::string_view text) {
  const auto id = parse_id(text);
  if (!id) return;
  SIVO_ASSERT(to_text(*id) == ascii_lower(text));
  SIVO_ASSERT(parse_id(to_text(*id)) == id);
}

void try_phone(std::string_view text, const DialPlan* plan) {
  const auto number = parse_number(text, plan);
  if (!number) {
    SIVO_ASSERT(!number.error().message.empty() && !has_control_character(number.error().message));
    return;
  }
  SIVO_ASSERT(is_valid_utf8(text));
  if (number->kind == Number::Kind::kWithheld) SIVO_ASSERT(number->text.empty());
  if (number->kind == Number::Kind::kE164) SIVO_ASSERT(is_e164(number->text));
  if (number->kind == Number::Kind::kShortCode) {
    SIVO_ASSERT(!number->text.empty() && number->text.size() <= kShortCodeSizeMax);
  }
}

void try_cidr(std::string_view text) {
  const auto cidr = parse_cidr(text, AllowAny::kYes);
  if (cidr) {
    SIVO_ASSERT(cidr->matches(cidr->network));
    const auto again = parse_cidr(to_text(*cidr), AllowAny::kYes);
    SIVO_ASSERT(again && *again == *cidr);
  }
  const auto address = parse_ip(text);
  if (address) SIVO_ASSERT(parse_ip(to_text(*address)) == address);
}

void try_text(std::string_view text) {
  const bool is_valid = is_valid_utf8(text);
  SIVO_ASSERT(!is_valid || is_valid_utf8(trim(text)));
  SIVO_ASSERT(count_code_points(text) <= text.size());
  static_cast<void>(mask_number(text));
  const auto number = parse_int(text);
  if (!number) return;
  std::string out;
  append_int(out, *number);
  SIVO_ASSERT(parse_int(out) == number);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  try_time(text);
  try_id(text);
  try_phone(text, nullptr);
  for (const char* region : {"ES", "US", "AR", "BR", "RU", "MX", "WS", "GA"}) {
    try_phone(text, sivo::find_dial_plan(region));
  }
  try_cidr(text);
  try_text(text);
  return 0;
}
