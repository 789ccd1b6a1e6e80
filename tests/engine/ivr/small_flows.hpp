#pragma once

#include <string>

// Nodes for small flows that begin with node "a".
namespace sivo::ivr::testing {

inline const std::string kBye = R"({"id":"bye","type":"hangup"})";
inline const std::string kSorry =
    R"({"id":"sorry","type":"play","prompt":"sorry","edges":{"next":"bye"}})";

// A menu "a" with more fields; options 1 and 2 lead to plays.
inline std::string menu(const std::string& more,
                        const std::string& edges = R"("max_retries":"bye")") {
  return R"({"id":"a","type":"menu","prompt":"ask",)" + more +
         R"("options":[{"digits":"1"},{"digits":"2"}],"edges":{"1":"one","2":"two",)" + edges +
         R"(}},{"id":"one","type":"play","prompt":"first","edges":{"next":"bye"}},)"
         R"({"id":"two","type":"play","prompt":"second","edges":{"next":"bye"}},)" +
         kBye;
}

inline std::string menu_with_prefix() {
  return R"({"id":"a","type":"menu","prompt":"ask","options":[{"digits":"1"},{"digits":"10"}],
      "edges":{"1":"one","10":"ten","max_retries":"bye"}},
      {"id":"one","type":"play","prompt":"first","edges":{"next":"bye"}},
      {"id":"ten","type":"play","prompt":"tenth","edges":{"next":"bye"}},)" +
         kBye;
}

inline std::string play(const std::string& more = "",
                        const std::string& edges = R"("next":"bye")") {
  return R"({"id":"a","type":"play","prompt":"hello",)" + more + R"("edges":{)" + edges + "}}," +
         kBye;
}

inline std::string queue(const std::string& more, const std::string& edges) {
  return R"({"id":"a","type":"queue","queue":"support",)" + more + R"("edges":{)" + edges +
         R"(}},{"id":"one","type":"play","prompt":"first","edges":{"next":"bye"}},)" + kSorry +
         "," + kBye;
}

inline std::string transfer(const std::string& to, const std::string& more,
                            const std::string& edges) {
  return R"({"id":"a","type":"transfer","to":")" + to + R"(",)" + more + R"("edges":{)" + edges +
         R"(}},{"id":"one","type":"play","prompt":"first","edges":{"next":"bye"}},)" + kBye;
}

}  // namespace sivo::ivr::testing
