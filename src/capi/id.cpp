#include "base/id.hpp"

#include "capi/argument.hpp"
#include "capi/barrier.hpp"

using namespace sivo;
using namespace sivo::capi;

void sivo_id_text(sivo_id id, char out[37]) {
  static constexpr char kDigits[] = "0123456789abcdef";
  if (out == nullptr) return;
  size_t at = 0;
  for (size_t i = 0; i < sizeof id.bytes; ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) out[at++] = '-';
    out[at++] = kDigits[id.bytes[i] >> 4];
    out[at++] = kDigits[id.bytes[i] & 0xfU];
  }
  out[at] = '\0';
}

int32_t sivo_id_parse(const char* text, size_t size, sivo_id* out, sivo_error** err) {
  return guarded(err, [&]() -> Result<void> {
    if (out == nullptr) return invalid("out", "expected a place for the id, got NULL");
    *out = sivo_id{};
    if (text == nullptr) return invalid("text", "expected text, got NULL");
    const auto id = size == kIdTextSize ? parse_id({text, size}) : std::nullopt;
    if (!id) {
      return invalid("text", "expected a UUID of 36 characters, got another text of " +
                                 std::to_string(size) + " bytes");
    }
    *out = from_id(*id);
    return {};
  });
}
