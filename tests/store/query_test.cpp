#include "store/query.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>

#include "schema/call.hpp"
#include "store/query_run.hpp"
#include "store/support.hpp"

using namespace sivo;
using namespace sivo::store;
using namespace sivo::store::test;

namespace {

const schema::Table& calls() { return schema::table_of<Call>(); }

// Thirty calls of tenant a with repeating causes, some without agent, and one of tenant b.
struct Calls : TwoTenants {
  std::vector<Call> rows;
  Calls() {
    must_begin();
    for (int i = 0; i < 30; ++i) {
      Call call;
      call.id = world.id();
      call.tenant_id = a;
      call.destination = i % 2 == 0 ? "+3460000" : "+4420000";
      call.duration_sec = i % 5;
      call.started_at = world.now + i;
      if (i % 3 != 0) call.answered_at = world.now + i % 4;
      rows.push_back(call);
      REQUIRE(store.append(call).ok());
    }
    Call foreign;
    foreign.id = world.id();
    foreign.tenant_id = b;
    foreign.destination = "+3460000";
    REQUIRE(store.append(foreign).ok());
    must_commit();
  }
  int64_t count(std::string_view field, Op op, std::vector<schema::Value> values) {
    auto filter = make_filter(calls(), field, op, std::move(values));
    REQUIRE_MESSAGE(filter.ok(), (filter ? "" : filter.error().message));
    const std::array filters{*filter};
    const auto found = store.count(scope_a(), calls(), filters);
    REQUIRE(found.ok());
    return *found;
  }
  std::vector<Id> all_pages(Query query) {
    std::vector<Id> ids;
    for (int pages = 0; pages < 100; ++pages) {
      auto page = store.query(scope_a(), calls(), query);
      REQUIRE_MESSAGE(page.ok(), (page ? "" : page.error().message));
      for (const auto& row : page->rows) ids.push_back(row.as<Call>().id);
      if (page->next_cursor.empty()) break;
      query.cursor = page->next_cursor;
    }
    return ids;
  }
};

}  // namespace

TEST_CASE_FIXTURE(Calls, "each operator finds what it says and only in the tenant") {
  CHECK(count("destination", Op::kEq, {std::string_view("+3460000")}) == 15);
  CHECK(count("destination", Op::kNe, {std::string_view("+3460000")}) == 15);
  CHECK(count("duration_sec", Op::kLt, {int64_t{2}}) == 12);
  CHECK(count("duration_sec", Op::kLe, {int64_t{2}}) == 18);
  CHECK(count("duration_sec", Op::kGt, {int64_t{2}}) == 12);
  CHECK(count("duration_sec", Op::kGe, {int64_t{2}}) == 18);
  CHECK(count("duration_sec", Op::kIn, {int64_t{0}, int64_t{4}}) == 12);
  CHECK(count("destination", Op::kPrefix, {std::string_view("+34")}) == 15);
  CHECK(count("destination", Op::kPrefix, {std::string_view("")}) == 30);
  CHECK(count("answered_at", Op::kIsNull, {}) == 10);
  CHECK(count("answered_at", Op::kIsNull, {false}) == 20);
  CHECK(count("answered_at", Op::kNe, {world.now}) ==
        30 - count("answered_at", Op::kEq, {world.now}));
  CHECK(count("id", Op::kEq, {rows[3].id}) == 1);
  CHECK(count("id", Op::kEq, {std::string_view(to_text(rows[3].id))}) == 1);
  CHECK(count("direction", Op::kEq, {std::string_view("inbound")}) == 30);
}

TEST_CASE_FIXTURE(Calls, "pages in every order give every row once, in the order of a plain sort") {
  const size_t duration = index_of(calls(), "duration_sec");
  const size_t answered = index_of(calls(), "answered_at");
  for (const bool first_down : {false, true}) {
    for (const bool second_down : {false, true}) {
      for (const size_t limit : {size_t{1}, size_t{7}, size_t{29}, size_t{30}, size_t{1000}}) {
        Query query;
        query.order = {{duration, first_down}, {answered, second_down}};
        query.limit = limit;
        std::vector<Call> sorted = rows;
        std::sort(sorted.begin(), sorted.end(), [&](const Call& x, const Call& y) {
          if (x.duration_sec != y.duration_sec) {
            return first_down ? x.duration_sec > y.duration_sec : x.duration_sec < y.duration_sec;
          }
          const int64_t p = x.answered_at.value_or(-1), q = y.answered_at.value_or(-1);
          if (p != q) return second_down ? p > q : p < q;
          return second_down ? x.id > y.id : x.id < y.id;
        });
        std::vector<Id> wanted;
        for (const Call& call : sorted) wanted.push_back(call.id);
        CHECK(all_pages(query) == wanted);
      }
    }
  }
}

TEST_CASE_FIXTURE(Calls, "without an order rows come by id, downwards when asked") {
  Query query;
  query.limit = 4;
  std::vector<Id> ids = all_pages(query);
  CHECK(ids.size() == 30);
  CHECK(std::is_sorted(ids.begin(), ids.end()));
  query.order = {{0, true}};
  std::vector<Id> down = all_pages(query);
  std::reverse(down.begin(), down.end());
  CHECK(down == ids);
}

TEST_CASE_FIXTURE(Calls, "a filter and an order page together") {
  Query query;
  query.filters = {*make_filter(calls(), "destination", Op::kPrefix, {std::string_view("+34")})};
  query.order = {{index_of(calls(), "answered_at"), true}};
  query.limit = 2;
  CHECK(all_pages(query).size() == 15);
}

TEST_CASE_FIXTURE(Calls, "a cursor of another query, tenant or letter is refused") {
  Query query;
  query.limit = 5;
  query.order = {{index_of(calls(), "duration_sec"), false}};
  const std::string cursor = store.query(scope_a(), calls(), query)->next_cursor;
  query.cursor = cursor;
  CHECK(store.query(scope_a(), calls(), query).ok());
  CHECK(store.query(scope_b(), calls(), query).error().path == "cursor");
  Query other = query;
  other.order[0].is_descending = true;
  CHECK(store.query(scope_a(), calls(), other).error().path == "cursor");
  other = query;
  other.filters = {*make_filter(calls(), "duration_sec", Op::kGe, {int64_t{0}})};
  CHECK(store.query(scope_a(), calls(), other).error().path == "cursor");
  for (const std::string& forged : {std::string("x"), cursor + "A", cursor.substr(1),
                                    std::string("???"), std::string(5000, 'A')}) {
    other = query;
    other.cursor = forged;
    CHECK(store.query(scope_a(), calls(), other).error().path == "cursor");
  }
}

TEST_CASE_FIXTURE(Calls, "limits are held at zero, at the maximum and above") {
  Query query;
  query.limit = 0;
  CHECK(store.query(scope_a(), calls(), query).error().path == "limit");
  query.limit = kQueryLimitMax;
  CHECK(store.query(scope_a(), calls(), query).ok());
  query.limit = kQueryLimitMax + 1;
  CHECK(store.query(scope_a(), calls(), query).error().path == "limit");
  query.limit = 1;
  const Filter filter = *make_filter(calls(), "duration_sec", Op::kGe, {int64_t{0}});
  query.filters.assign(kFiltersMax, filter);
  CHECK(store.query(scope_a(), calls(), query).ok());
  query.filters.push_back(filter);
  CHECK(store.query(scope_a(), calls(), query).error().path == "filters");
  query.filters.clear();
  query.order.assign(kOrdersMax, Order{5, false});
  CHECK(store.query(scope_a(), calls(), query).ok());
  query.order.push_back(Order{5, false});
  CHECK(store.query(scope_a(), calls(), query).error().path == "order");
}

TEST_CASE_FIXTURE(Calls, "what cannot be asked is refused with its path") {
  CHECK(make_filter(calls(), "colour", Op::kEq, {int64_t{1}}).error().path == "colour");
  CHECK(make_filter(calls(), "duration_sec", Op::kEq, {std::string_view("1")}).error().path ==
        "duration_sec");
  CHECK(make_filter(calls(), "duration_sec", Op::kEq, {}).error().path == "duration_sec");
  CHECK(make_filter(calls(), "duration_sec", Op::kPrefix, {std::string_view("1")}).error().path ==
        "duration_sec");
  CHECK(make_filter(calls(), "direction", Op::kGt, {std::string_view("inbound")}).error().path ==
        "direction");
  CHECK(make_filter(calls(), "direction", Op::kEq, {std::string_view("upwards")}).error().path ==
        "direction");
  CHECK(make_filter(calls(), "variables", Op::kEq, {std::string_view("{}")}).error().path ==
        "variables");
  const auto secret = make_filter(schema::table_of<SipTrunk>(), "password_encrypted", Op::kEq,
                                  {std::string_view("guess")});
  CHECK(secret.error().path == "password_encrypted");
  std::vector<schema::Value> many(kFilterValuesMax, int64_t{1});
  CHECK(make_filter(calls(), "duration_sec", Op::kIn, many).ok());
  many.push_back(int64_t{1});
  CHECK(make_filter(calls(), "duration_sec", Op::kIn, many).error().path == "duration_sec");
  Query query;
  query.filters = {Filter{95, Op::kEq, {int64_t{1}}}};
  CHECK(store.query(scope_a(), calls(), query).error().path == "filters[0]");
  query.filters.clear();
  query.order = {Order{95, false}};
  CHECK(store.query(scope_a(), calls(), query).error().path == "order[0]");
}

TEST_CASE("operators have names") {
  CHECK(*parse_op("is_null") == Op::kIsNull);
  CHECK(*parse_op("eq") == Op::kEq);
  CHECK(parse_op("like").error().path == "op");
}
