#pragma once

#include <string>
#include <string_view>

namespace sivo::ivr {

// Unicode's simple mappings: one code point becomes one, whatever the language.
char32_t to_lower(char32_t c);
char32_t to_upper(char32_t c);
// Equal for letters that differ in case only (CaseFolding.txt, statuses C and S): ς and Σ, K and
// the Kelvin sign; not for ß and ss, nor for dotless ı and i.
char32_t fold_case(char32_t c);

std::string lower_text(std::string_view text);
std::string upper_text(std::string_view text);
std::string fold_text(std::string_view text);

}  // namespace sivo::ivr
