#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "engine/ivr/scope.hpp"
#include "engine/ivr/template_reader.hpp"

namespace sivo::ivr {

inline constexpr size_t kPathStepsMax = schema::kJsonDepthMax;
inline constexpr size_t kPathTextMax = 512;  // bytes of a path as it is written

// A way to a value: a name, then .name, ["any key"], [0] or [-1] (from the end). Through what is no
// object or array, and past an array's end, it leads nowhere, which is no error.
class Path {
 public:
  // The path of an expression; a leading "$." or "vars." is taken for nothing.
  static Result<Path> read(TemplateReader& reader);
  // A whole text that leads into a document: as above, may begin with "$", a key or an index, and
  // "$" alone is the document itself. "vars" is a name like any other.
  static Result<Path> parse_in_document(std::string_view text);

  // The first name; empty for a path into a document.
  const std::string& root() const { return root_; }
  bool has_steps() const { return !steps_.empty(); }
  // As it is written, without the leading "$." or "vars.".
  const std::string& text() const { return text_; }

  // Null when the value is missing. What is found belongs to the scope, to `room` or `document`.
  const schema::Json* find(const Scope& scope, schema::Json& room) const;
  const schema::Json* find_in(const schema::Json& document) const;

 private:
  struct Step {
    bool is_index = false;
    int64_t index = 0;
    std::string key;
  };

  Result<void> read_steps(TemplateReader& reader);
  Result<void> read_bracket(TemplateReader& reader);
  Result<void> read_member(TemplateReader& reader);
  Result<void> add(TemplateReader& reader, Step step);
  Result<void> keep_text(TemplateReader& reader, size_t begin);

  std::string root_;
  std::vector<Step> steps_;
  std::string text_;
};

}  // namespace sivo::ivr
