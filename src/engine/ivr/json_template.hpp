#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "engine/ivr/template.hpp"

namespace sivo::ivr {

inline constexpr size_t kJsonLeavesMax = 10'000;

// A JSON document whose string leaves are templates: a webhook's body, assigned values, an agent's
// input. A leaf that is one expression becomes its value with its type, a missing one ""; values
// cannot break the structure. Immutable, so any thread may render it.
class JsonTemplate {
 public:
  JsonTemplate() = default;  // null
  // An error (E131) has the leaf's path, such as "items[2].name".
  static Result<JsonTemplate> compile(const schema::Json& document);

  bool is_literal() const;
  std::vector<const Template*> templates() const;  // in the order of the document

  // Nothing when it failed, which is in the notes: a leaf did, or the document is more than
  // bytes_max long or nested more than kJsonDepthMax levels.
  std::optional<schema::Json> render(const Scope& scope, RenderNotes& notes,
                                     size_t bytes_max = kTextBytesMax) const;

 private:
  struct Node;
  using Items = std::vector<Node>;
  using Members = std::vector<std::pair<std::string, Node>>;
  struct Node {
    std::variant<schema::Json, Template, Items, Members> content;  // Json: nothing to render in it
  };
  class Compiler;
  class Renderer;

  static void collect(const Node& node, std::vector<const Template*>& out);

  Node root_;
};

}  // namespace sivo::ivr
