#include "engine/ivr/json_template.hpp"

namespace sivo::ivr {

using schema::Json;

class JsonTemplate::Compiler {
 public:
  Result<Node> compile(const Json& value, size_t levels) {
    if (++values_ > kJsonLeavesMax) {
      return invalid(path_, "expected at most " + std::to_string(kJsonLeavesMax) +
                                " values in a document, got more");
    }
    if (value.is_string()) return compile_leaf(value);
    if (!value.is_array() && !value.is_object()) return Node{value};
    if (levels == 0) {
      return invalid(path_, "expected at most " + std::to_string(schema::kJsonDepthMax) +
                                " levels of nesting, got more");
    }
    return value.is_array() ? compile_items(value, levels - 1) : compile_members(value, levels - 1);
  }

 private:
  static bool is_plain(const Node& node) { return std::holds_alternative<Json>(node.content); }

  Result<Node> compile_leaf(const Json& value) {
    auto text = Template::compile(value.as_string());
    if (!text) return invalid(path_, text.take_error().message);
    if (text->is_literal()) return Node{Json::string(std::string(text->literal()))};
    return Node{std::move(*text)};
  }

  Result<Node> compile_items(const Json& value, size_t levels) {
    Items items;
    bool is_literal = true;
    for (const Json& item : value.items()) {
      const size_t size = path_.size();
      path_ += "[" + std::to_string(items.size()) + "]";
      auto node = compile(item, levels);
      if (!node) return node;
      path_.resize(size);
      is_literal &= is_plain(*node);
      items.push_back(std::move(*node));
    }
    if (!is_literal) return Node{std::move(items)};
    Json plain = Json::array();
    for (Node& node : items) plain.push(std::get<Json>(std::move(node.content)));
    return Node{std::move(plain)};
  }

  Result<Node> compile_members(const Json& value, size_t levels) {
    Members members;
    bool is_literal = true;
    for (const auto& [key, member] : value.members()) {
      const size_t size = path_.size();
      path_ += (size == 0 ? "" : ".") + key;
      auto node = compile(member, levels);
      if (!node) return node;
      path_.resize(size);
      is_literal &= is_plain(*node);
      members.push_back({key, std::move(*node)});
    }
    if (!is_literal) return Node{std::move(members)};
    Json plain = Json::object();
    for (auto& [key, node] : members) plain.append(key, std::get<Json>(std::move(node.content)));
    return Node{std::move(plain)};
  }

  std::string path_;
  size_t values_ = 0;
};

class JsonTemplate::Renderer {
 public:
  Renderer(const Scope& scope, RenderNotes& notes, size_t bytes_max)
      : scope_(scope), notes_(notes), room_{schema::kJsonDepthMax, bytes_max} {}

  // Nothing when the rest need not be rendered.
  std::optional<Json> render(const Node& node) {
    if (const auto* plain = std::get_if<Json>(&node.content)) return accept(*plain);
    if (const auto* leaf = std::get_if<Template>(&node.content)) return render_leaf(*leaf);
    --room_.levels;
    const auto* items = std::get_if<Items>(&node.content);
    auto rendered =
        items != nullptr ? render_items(*items) : render_members(std::get<Members>(node.content));
    ++room_.levels;
    return rendered;
  }

 private:
  std::optional<Json> accept(const Json& value) {
    if (take_room(room_, value)) return value;
    return too_large();
  }

  std::optional<Json> too_large() {
    notes_.fail("expected a rendered document within its limits of size and nesting, got more");
    return std::nullopt;
  }

  std::optional<Json> render_leaf(const Template& leaf) {
    Json made;
    RenderNotes own;
    const Json* value = leaf.find(scope_, made, own);
    notes_.merge(own);
    if (own.has_error) return std::nullopt;
    return accept(value == nullptr ? Json::string({}) : *value);
  }

  std::optional<Json> render_items(const Items& items) {
    Json array = Json::array();
    for (const Node& item : items) {
      auto rendered = render(item);
      if (!rendered) return std::nullopt;
      array.push(std::move(*rendered));
    }
    return array;
  }

  std::optional<Json> render_members(const Members& members) {
    Json object = Json::object();
    for (const auto& [key, member] : members) {
      if (key.size() > room_.bytes) return too_large();
      room_.bytes -= key.size();
      auto rendered = render(member);
      if (!rendered) return std::nullopt;
      object.append(key, std::move(*rendered));
    }
    return object;
  }

  const Scope& scope_;
  RenderNotes& notes_;
  JsonRoom room_;
};

Result<JsonTemplate> JsonTemplate::compile(const Json& document) {
  auto root = Compiler().compile(document, schema::kJsonDepthMax);
  if (!root) return root.take_error();
  JsonTemplate compiled;
  compiled.root_ = std::move(*root);
  return compiled;
}

bool JsonTemplate::is_literal() const { return std::holds_alternative<Json>(root_.content); }

// As deep as the document, which compile() bounds.
void JsonTemplate::collect(const Node& node, std::vector<const Template*>& out) {
  if (const auto* leaf = std::get_if<Template>(&node.content)) out.push_back(leaf);
  if (const auto* items = std::get_if<Items>(&node.content)) {
    for (const Node& item : *items) collect(item, out);
  }
  if (const auto* members = std::get_if<Members>(&node.content)) {
    for (const auto& [key, member] : *members) collect(member, out);
  }
}

std::vector<const Template*> JsonTemplate::templates() const {
  std::vector<const Template*> out;
  collect(root_, out);
  return out;
}

std::optional<Json> JsonTemplate::render(const Scope& scope, RenderNotes& notes,
                                         size_t bytes_max) const {
  return Renderer(scope, notes, bytes_max).render(root_);
}

}  // namespace sivo::ivr
