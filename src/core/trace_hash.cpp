#include "core/trace_hash.hpp"

#include <string>

#include "schema/walk.hpp"

namespace sivo::core {

crypto::Digest hash_of(const std::list<schema::Record>& outputs) {
  std::string text;
  for (const schema::Record& output : outputs) {
    text += output.table().name;
    schema::render_record(text, output.table(), output.object());
    text += '\n';
  }
  return crypto::sha256(text);
}

}  // namespace sivo::core
