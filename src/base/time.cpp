#include "base/time.hpp"

#include <algorithm>

namespace sivo {
namespace {

// Civil dates in the proleptic Gregorian calendar. Years are counted from 1 March, so that the leap
// day ends a year, and in eras of 400 years, whose length is always 146 097 days.
constexpr int64_t kDaysPerEra = 146'097;
constexpr int64_t kDaysTo1970 = 719'468;  // 0000-03-01 to 1970-01-01

struct Date {
  int64_t year;
  int64_t month;  // 1..12
  int64_t day;    // 1..31
};

constexpr int64_t floor_divide(int64_t a, int64_t b) {
  const int64_t quotient = a / b;
  return a % b < 0 ? quotient - 1 : quotient;
}

constexpr int64_t days_from_date(const Date& date) {
  const int64_t year = date.month <= 2 ? date.year - 1 : date.year;
  const int64_t era = floor_divide(year, 400);
  const int64_t year_of_era = year - era * 400;
  const int64_t month_from_march = (date.month + 9) % 12;
  const int64_t day_of_year = (153 * month_from_march + 2) / 5 + date.day - 1;
  const int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * kDaysPerEra + day_of_era - kDaysTo1970;
}

constexpr Date date_from_days(int64_t days) {
  const int64_t shifted = days + kDaysTo1970;
  const int64_t era = floor_divide(shifted, kDaysPerEra);
  const int64_t day_of_era = shifted - era * kDaysPerEra;
  const int64_t year_of_era =
      (day_of_era - day_of_era / 1'460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const int64_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int64_t month_from_march = (5 * day_of_year + 2) / 153;
  const int64_t day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
  const int64_t month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
  return {year_of_era + era * 400 + (month <= 2 ? 1 : 0), month, day};
}

static_assert(days_from_date({1970, 1, 1}) == 0);
static_assert(days_from_date({1, 1, 1}) * kDay == kTimeMin);
static_assert(days_from_date({10'000, 1, 1}) * kDay == kTimeMax + 1);

constexpr int64_t days_in_month(int64_t year, int64_t month) {
  const Date next = month == 12 ? Date{year + 1, 1, 1} : Date{year, month + 1, 1};
  return days_from_date(next) - days_from_date({year, month, 1});
}

void append_digits(std::string& out, int64_t value, int width) {
  char digits[4] = {};
  for (int i = width - 1; i >= 0; --i) {
    digits[i] = static_cast<char>('0' + value % 10);
    value /= 10;
  }
  out.append(digits, static_cast<size_t>(width));
}

// Takes pieces off the front of a text; every taker says whether the piece was there.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  bool at_end() const { return rest_.empty(); }

  bool take_any(std::string_view set) {
    if (rest_.empty() || set.find(rest_.front()) == std::string_view::npos) return false;
    rest_.remove_prefix(1);
    return true;
  }

  bool take_number(size_t width, int64_t low, int64_t high, int64_t& out) {
    if (rest_.size() < width) return false;
    int64_t value = 0;
    for (const char c : rest_.substr(0, width)) {
      if (c < '0' || c > '9') return false;
      value = value * 10 + (c - '0');
    }
    rest_.remove_prefix(width);
    out = value;
    return value >= low && value <= high;
  }

  // What follows the ".", in µs.
  bool take_fraction(Micros& out) {
    constexpr size_t kFractionDigitsMax = 9;
    size_t count = 0;
    Micros micros = 0;
    Micros unit = 100'000;
    for (; !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9'; ++count) {
      if (count == kFractionDigitsMax) return false;
      micros += unit * (rest_.front() - '0');
      unit /= 10;
      rest_.remove_prefix(1);
    }
    out = micros;
    return count > 0;
  }

  // "Z", or the signed distance of local time from UTC.
  bool take_offset(Micros& out) {
    if (take_any("Zz")) return out = 0, true;
    const bool is_west = !rest_.empty() && rest_.front() == '-';
    int64_t hour = 0;
    int64_t minute = 0;
    if (!take_any("+-") || !take_number(2, 0, 23, hour)) return false;
    if (!take_any(":") || !take_number(2, 0, 59, minute)) return false;
    out = (hour * kHour + minute * kMinute) * (is_west ? -1 : 1);
    return true;
  }

 private:
  std::string_view rest_;
};

bool take_date(Reader& reader, Date& date) {
  return reader.take_number(4, 0, 9999, date.year) && reader.take_any("-") &&
         reader.take_number(2, 1, 12, date.month) && reader.take_any("-") &&
         reader.take_number(2, 1, days_in_month(date.year, date.month), date.day);
}

}  // namespace

std::string format_time(Micros time) {
  time = std::clamp(time, kTimeMin, kTimeMax);
  const int64_t days = floor_divide(time, kDay);
  const Micros of_day = time - days * kDay;
  const Date date = date_from_days(days);
  std::string out;
  out.reserve(24);
  append_digits(out, date.year, 4);
  out += '-';
  append_digits(out, date.month, 2);
  out += '-';
  append_digits(out, date.day, 2);
  out += 'T';
  append_digits(out, of_day / kHour, 2);
  out += ':';
  append_digits(out, of_day / kMinute % 60, 2);
  out += ':';
  append_digits(out, of_day / kSecond % 60, 2);
  out += '.';
  append_digits(out, of_day / kMillisecond % 1'000, 3);
  out += 'Z';
  return out;
}

std::optional<Micros> parse_time(std::string_view text) {
  Reader reader(text);
  Date date{};
  int64_t hour = 0;
  int64_t minute = 0;
  int64_t second = 0;
  Micros fraction = 0;
  Micros offset = 0;
  if (!take_date(reader, date) || !reader.take_any("Tt ")) return std::nullopt;
  if (!reader.take_number(2, 0, 23, hour) || !reader.take_any(":")) return std::nullopt;
  if (!reader.take_number(2, 0, 59, minute) || !reader.take_any(":")) return std::nullopt;
  if (!reader.take_number(2, 0, 60, second)) return std::nullopt;
  if (reader.take_any(".") && !reader.take_fraction(fraction)) return std::nullopt;
  if (!reader.take_offset(offset) || !reader.at_end()) return std::nullopt;

  const Micros whole =
      days_from_date(date) * kDay + hour * kHour + minute * kMinute + second * kSecond - offset;
  // A leap second is the 61st second of a UTC day's last minute; µs do not count it, so it lands on
  // the next midnight.
  if (second == 60 && whole % kDay != 0) return std::nullopt;
  const Micros time = whole + fraction;
  if (time < kTimeMin || time > kTimeMax) return std::nullopt;
  return time;
}

}  // namespace sivo
