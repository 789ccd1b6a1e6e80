#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/ivr/flow.hpp"
#include "schema/json.hpp"

namespace sivo::ivr {

inline constexpr size_t kDiagnosticsMax = 1000;

enum class Severity : uint8_t { kError, kWarning };

// One finding of the validation. Errors block publishing, warnings do not.
struct Diagnostic {
  std::string code;  // E1xx or W2xx of the flow specification
  Severity severity = Severity::kError;
  std::string node;   // the node's id, empty when it is about the document
  std::string field;  // JSON pointer into the document, such as /nodes/3/edges/timeout
  std::string message;
};

struct CompileResult {
  // Null when there is an error.
  FlowPtr flow;
  std::vector<Diagnostic> diagnostics;  // errors first; at most kDiagnosticsMax

  bool ok() const { return flow != nullptr; }
};

// Validates a flow document and turns it into a Flow. This version knows the nodes play, menu,
// queue, transfer and hangup, and rewrites a node of type start to the field start. Finding out
// whether the timezone exists may read the system's zone database; nothing else leaves memory.
CompileResult compile(const schema::Json& document);

// The same from text: refuses more than kDocumentBytesMax and what is no JSON with E100.
CompileResult compile_text(std::string_view text);

}  // namespace sivo::ivr
