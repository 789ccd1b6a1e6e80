#include "core/apply.hpp"

namespace sivo::core::document {
namespace {

Error no_such(const Row& row, const Reference& reference, const std::string& got) {
  const Resource* target = resource_of(reference.target);
  return Error{
      Status::kNotFound,
      "expected a " + std::string(target->table().name) + " of this tenant or document, got " + got,
      row.path() + '.' + std::string(reference.spelling)};
}

Result<void> name_references(Row& row, Names& names) {
  for (Reference& reference : row.references) {
    if (!reference.id) continue;
    auto key = names.key_of(reference.target, *reference.id);
    if (!key) return key.take_error();
    if (!*key) return no_such(row, reference, "an id that names none");
    reference.key = std::move(**key);
  }
  return {};
}

Result<std::string> key_of(const Row& row) {
  std::string out;
  for (const std::string_view name : row.resource->key) {
    if (name != row.resource->key.front()) out += kKeySeparator;
    const size_t index = field_of(row.record.table(), name);
    const schema::Field& field = row.record.table().fields[index];
    const auto missing = [&] {
      return row.located(invalid(std::string(field.name), "expected a value, got none"));
    };
    if (is_reference(field)) {
      const Reference* reference = row.reference(index);
      const bool has_key = reference != nullptr && reference->key;
      if (!has_key && target_of(row.record, index) != Kind::kNone) return missing();
      if (has_key) out += *reference->key;
      continue;
    }
    if (!row.record.is_given(index)) return missing();
    const schema::Value value = row.record.get(index);
    if (const auto* text = std::get_if<std::string_view>(&value)) out += *text;
    else out += field.enumeration->values[static_cast<size_t>(std::get<int64_t>(value))];
  }
  return out;
}

Result<void> name_rows(Listing& listing, Names& names) {
  for (size_t i = 0; i < listing.rows.size(); ++i) {
    Row& row = listing.rows[i];
    if (auto done = name_references(row, names); !done) return done;
    auto key = key_of(row);
    if (!key) return key.take_error();
    row.key = std::move(*key);
    const auto [found, is_new] = listing.by_key.emplace(row.key, i);
    if (is_new) continue;
    return invalid(row.path(), "expected each row once, got the one of " +
                                   listing.rows[found->second].path() + " again");
  }
  return {};
}

Result<void> check_references(const Row& row, const Document& document, Names& names,
                              bool is_pruning) {
  for (const Reference& reference : row.references) {
    if (!reference.key) continue;
    const Listing* listing = document.listing(reference.target);
    if (listing->by_key.contains(*reference.key)) continue;
    if (is_pruning && listing->is_listed) {
      return no_such(row, reference, "one that its list does not name and pruning removes");
    }
    auto id = names.id_of(reference.target, *reference.key);
    if (!id) return id.take_error();
    if (!*id) return no_such(row, reference, shown_name(*listing->resource, *reference.key));
  }
  return {};
}

}  // namespace

Result<void> bind_document(Document& document, Names& names, bool is_pruning) {
  for (Listing& listing : document.listings) {
    if (auto done = name_rows(listing, names); !done) return done;
  }
  for (const Listing& listing : document.listings) {
    for (const Row& row : listing.rows) {
      if (auto done = check_references(row, document, names, is_pruning); !done) return done;
    }
  }
  return {};
}

}  // namespace sivo::core::document
