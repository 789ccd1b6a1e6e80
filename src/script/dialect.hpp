#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sivo::script {

// What the sandbox speaks, for documents and for the message of every code that does not compile.
inline constexpr std::string_view kDialect =
    "the language is ES5.1 plus const (as var), **, shorthand properties, Symbol, Proxy, Reflect, "
    "Object.assign, startsWith and Array.find; no let, arrow functions, template literals, "
    "destructuring, classes, for-of, Array.includes or Promise";

// The newer construct that a line of code which does not compile seems to use, with its remedy
// ("let: use var"); empty when none is seen. Lines count from 1.
std::string newer_construct(std::string_view code, uint32_t line);

}  // namespace sivo::script
