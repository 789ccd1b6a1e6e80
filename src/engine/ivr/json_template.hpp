#pragma once

#include <cstddef>
#include <optional>
#include <string>
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
  // The whole document when it is a literal, or one template; else null.
  const schema::Json* as_literal() const { return std::get_if<schema::Json>(&root_.content); }
  const Template* as_template() const { return std::get_if<Template>(&root_.content); }
  std::vector<const Template*> templates() const;  // in the order of the document

  // Nothing when it failed, which is in the notes: a leaf did, or the document is more than
  // bytes_max long or nested more than kJsonDepthMax levels.
  std::optional<schema::Json> render(const Scope& scope, RenderNotes& notes,
                                     size_t bytes_max = kTextBytesMax) const;

 private:
  struct Node;
  using Items = std::vector<Node>;
  struct Member;
  using Members = std::vector<Member>;
  struct Node {
    std::variant<schema::Json, Template, Items, Members> content;  // Json: nothing to render in it
  };
  struct Member {
    std::string key;
    Node value;
  };
  class Compiler;
  class Renderer;

  static void collect(const Node& node, std::vector<const Template*>& out);

  Node root_;
};

}  // namespace sivo::ivr
