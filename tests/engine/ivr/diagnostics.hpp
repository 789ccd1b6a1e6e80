#pragma once

#include <doctest/doctest.h>

#include <string>

#include "engine/ivr/compile.hpp"
#include "engine/ivr/host.hpp"

// What the validation says about small documents.
namespace sivo::ivr::testing {

inline const std::string kBye = R"({"id":"bye","type":"hangup"})";

inline std::string codes(const std::string& text) {
  std::string found;
  for (const Diagnostic& d : compile_text(text).diagnostics) {
    found += (found.empty() ? "" : " ") + d.code + (d.field.empty() ? "" : d.field);
  }
  return found;
}

inline std::string of(const std::string& nodes, const std::string& more = "") {
  return codes(flow_text(nodes, more));
}

inline std::string play(const std::string& more) {
  return R"({"id":"a","type":"play","prompt":"x","edges":{"next":"bye"})" + more + "}," + kBye;
}

inline std::string menu(const std::string& options, const std::string& edges,
                        const std::string& more = "") {
  return R"({"id":"a","type":"menu","prompt":"x","options":)" + options + R"(,"edges":)" + edges +
         more + "}," + kBye;
}

}  // namespace sivo::ivr::testing
