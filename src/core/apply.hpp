#pragma once

#include <functional>

#include "core/apply_model.hpp"

namespace sivo::core::document {

// The names of a tenant's stored rows, read when first asked for.
class Names {
 public:
  // A nil tenant is one that does not exist yet: it has no rows.
  Names(Core& core, const Id& tenant) : core_(core), tenant_(tenant) {}

  struct Map {
    std::map<std::string, Id, std::less<>> ids;
    std::map<Id, std::string> keys;
  };
  const Id& tenant() const { return tenant_; }
  Result<Map*> of(const Resource& resource);
  // The name of a stored row; nothing when a policy is about what is gone.
  Result<std::optional<std::string>> key_of(const Resource& resource, const Record& row);
  // The target's name; nothing when the tenant has no such row.
  Result<std::optional<std::string>> key_of(Kind kind, const Id& id);
  // Nothing when there is none yet.
  Result<std::optional<Id>> id_of(Kind kind, std::string_view key);
  Result<void> add(const Resource& resource, const std::string& key, const Id& id);

 private:
  Core& core_;
  Id tenant_;
  std::map<Kind, Map> maps_;
};

// Every row that fits, a page at a time; the callback does not write.
Result<void> for_each_row(Core& core, const Table& table, const Id& tenant,
                          const std::vector<store::Filter>& filters,
                          const std::function<Result<void>(Record&)>& visit);
// The only row with that value, or none.
Result<std::optional<Record>> find_one(Core& core, const Table& table, const Id& tenant,
                                       store::Filter filter);

// Text to rows; only the shape of each is known to be good.
Result<Document> read_document(std::string_view json);
// A text as the field stores it (an e-mail in lower case); nothing when no row can have it.
std::optional<std::string> canonical_key(const schema::Field& field, std::string_view text);

// Gives every reference and every row its name. Refused: what names nothing, or one row twice, and
// with is_pruning what is named but would be removed.
Result<void> bind_document(Document& document, Names& names, bool is_pruning);

// Compiles every flow of the document and looks up the queues it names. Refused: a flow with an
// error, a queue that neither tenant nor document has, and with is_pruning one that would be
// removed under a flow. What the compiler only warns about is returned, at most kWarningsMax.
Result<std::vector<Warning>> check_flows(Core& core, const Document& document, Names& names,
                                         bool is_pruning);
// A JSON pointer into a flow as a path of the document: "/nodes/3/edges" is "flow.nodes[3].edges".
std::string flow_path(std::string_view pointer);

// Whether a stored secret is this plain text; true keeps an applied document from changing it
// again.
using IsSameSecret =
    std::function<Result<bool>(const Record& stored, size_t field, std::string_view)>;

struct Planner {
  Core& core;
  Names& names;
  Id tenant;  // nil: to be created
  IsSameSecret is_same_secret;

  Result<Plan> plan(const Document& document, bool is_pruning);

 private:
  Result<Step> plan_row(const Row& row);
  Result<std::optional<Record>> stored_row(const Row& row);
  Result<void> compare(const Row& row, const std::optional<Record>& stored, Step& step);
  Result<void> compare_field(const Row& row, const Record* stored, size_t field, Step& step);
  Result<void> compare_reference(const Reference& reference, const Record* stored, Step& step);
  Result<void> plan_flow(const Row& row, Step& step);
  Result<std::optional<FlowChange>> flow_change(const Row& row, const Id& flow);
  Result<void> plan_removals(const Document& document, Plan& plan);
};

// Carries a plan out inside the group that the caller began.
class Writer {
 public:
  Writer(Core& core, Names& names, const Document& document, bool is_pruning, Micros now)
      : core_(core), names_(names), document_(document), is_pruning_(is_pruning), now_(now) {}

  Result<void> write(Plan& plan, Id& tenant);
  // Rows that went, with those that went along.
  const std::vector<Going>& gone() const { return gone_; }

 private:
  // Which of a step's fields are written.
  enum class Part : uint8_t { kAll, kWithoutOwn, kOwnOnly };
  struct Late {
    Step* step;
    Part part;
    schema::Value cut;  // the field that went with a cut reference; null: it stayed
  };
  Result<void> write_step(Step& step);
  Result<void> create(Step& step, Part part);
  Result<void> update(Step& step, Part part, const schema::Value& cut = {});
  Result<schema::Value> cut_own(const Step& step);
  Result<void> write_late();
  Result<bool> must_wait(const Step& step);
  Result<bool> fill(const Step& step, Record& record, Part part);
  Result<void> put(const Step& step, Record& record, bool is_new);
  Result<bool> release(const Step& step, const Record& record, const Error& error);
  Result<void> publish(Step& step);
  Result<void> prune(const Plan& plan);
  Result<void> loosen(const Going& going);
  Result<void> remove(const Table& table, const Id& id, size_t depth);
  Result<bool> take_along(const Table& table, size_t field, const Id& id, size_t depth);

  Core& core_;
  Names& names_;
  const Document& document_;
  bool is_pruning_;
  Micros now_;
  Id tenant_;
  std::vector<Late> late_;
  std::vector<Going> gone_;
};

// The number a flow's next version gets.
Result<int64_t> next_flow_version(Core& core, const Id& tenant, const Id& flow);
// The version calls run; nothing before the first is published.
Result<std::optional<Record>> active_version(Core& core, const Id& tenant, const Id& flow);

// What apply did or would do; tenant_id stays null where none is known.
struct Outcome {
  std::optional<Id> tenant;
  bool is_dry_run = false;
  std::vector<Warning> warnings;
};
Record make_report(const Plan& plan, const std::vector<Going>& gone, const Outcome& outcome);

}  // namespace sivo::core::document
