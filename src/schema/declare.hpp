#pragma once

#include "schema/field.hpp"
#include "schema/table.hpp"

// Why macros here, against the house rule: a struct member and its description must be one line, or
// adding a field means editing two places that can drift. A declaration is a list macro, one line a
// field: FIELD(number, member, C++ type, initial value = default, rules, doc with unit), e.g.
//
//   FIELD(6, name, std::string, {}, .length(1, 60).required().unique(), "Shown to people.")
//   FIELD(7, is_productive, bool, false, , "Counts as work in occupancy.")
//
// and then SIVO_ENTITY(PauseReason, kPauseReason, "pause_reason", SIVO_PAUSE_REASON, "Why …").

#define SIVO_MEMBER(number, member, type, initial, rules, doc) type member = initial;
#define SIVO_DESCRIBE(number, member, type, initial, rules, doc) \
  ::sivo::schema::field<decltype(Self::member)>(number, #member, doc, offsetof(Self, member)) rules,

// Numbers 1 to 5, the same in every stored table.
#define SIVO_STANDARD_FIELDS(FIELD)                                                     \
  FIELD(1, id, ::sivo::Id, {}, .sealed(), "UUIDv7, made by the library, never reused.") \
  FIELD(2, tenant_id, ::sivo::Id, {}, .sealed(), "The tenant everything hangs from.")   \
  FIELD(3, created_at, int64_t, 0, .time().read_only(), "When it was created.")         \
  FIELD(4, updated_at, int64_t, 0, .time().read_only(), "When it was last changed.")    \
  FIELD(5, version, int64_t, 0, , "Grows by one with each change; a stale one is refused.")

#define SIVO_TABLE(Type, kind_, name_, class_, LIST, doc_, ...)                 \
  template <>                                                                   \
  struct schema::TableOf<Type> {                                                \
    using Self = Type;                                                          \
    static constexpr schema::Field fields[] = {LIST};                           \
    static constexpr schema::Table value = schema::make_table<Type>(            \
        {Kind::kind_, name_, doc_, class_, fields __VA_OPT__(, ) __VA_ARGS__}); \
  };

// A row of the file. A trailing argument lists Unique rules over several columns.
#define SIVO_STORED(Type, kind_, name_, class_, LIST, doc_, ...)                                  \
  struct Type {                                                                                   \
    SIVO_STANDARD_FIELDS(SIVO_MEMBER)                                                             \
    LIST(SIVO_MEMBER)                                                                             \
  };                                                                                              \
  SIVO_TABLE(Type, kind_, name_, class_, SIVO_STANDARD_FIELDS(SIVO_DESCRIBE) LIST(SIVO_DESCRIBE), \
             doc_ __VA_OPT__(, ) __VA_ARGS__)

#define SIVO_ENTITY(Type, kind_, name_, LIST, doc_, ...)                \
  SIVO_STORED(Type, kind_, name_, ::sivo::schema::Class::kEntity, LIST, \
              doc_ __VA_OPT__(, ) __VA_ARGS__)
#define SIVO_HISTORY(Type, kind_, name_, LIST, doc_, ...)                \
  SIVO_STORED(Type, kind_, name_, ::sivo::schema::Class::kHistory, LIST, \
              doc_ __VA_OPT__(, ) __VA_ARGS__)
#define SIVO_LIVE(Type, kind_, name_, LIST, doc_, ...)                \
  SIVO_STORED(Type, kind_, name_, ::sivo::schema::Class::kLive, LIST, \
              doc_ __VA_OPT__(, ) __VA_ARGS__)

// An input, an action, an event's data or a report: no standard fields.
#define SIVO_RECORD(Type, kind_, name_, class_, LIST, doc_) \
  struct Type {                                             \
    LIST(SIVO_MEMBER)                                       \
  };                                                        \
  SIVO_TABLE(Type, kind_, name_, ::sivo::schema::Class::class_, LIST(SIVO_DESCRIBE), doc_)
