#include "base/dial_plan.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace sivo {
namespace {

constexpr TrunkRule kTooLong = TrunkRule::kWhenTooLong;

struct RegionPlan {
  std::string_view region;
  bool is_main;  // of those that share the country code
  DialPlan plan;
};

// Sorted by region: country code, international prefixes, trunk prefixes, national digits.
constexpr RegionPlan kRegionPlans[] = {
    {"AC", true, {"247", "00", "", 5, 6}},
    {"AD", true, {"376", "00", "", 6, 9}},
    {"AE", true, {"971", "00", "0", 5, 12}},
    {"AF", true, {"93", "00", "0", 9, 9}},
    {"AG", false, {"1", "011", "1", 10, 10, kTooLong}},
    {"AI", false, {"1", "011", "1", 10, 10, kTooLong}},
    {"AL", true, {"355", "00", "0", 6, 9}},
    {"AM", true, {"374", "00", "0", 8, 8}},
    {"AO", true, {"244", "00", "", 9, 9}},
    {"AR", true, {"54", "00", "0", 10, 11}},
    {"AS", false, {"1", "011", "1", 10, 10, kTooLong}},
    {"AT", true, {"43", "00", "0", 5, 13}},
    {"AU", true, {"61", "0011|0014|0015|0016|0018|0019", "0", 5, 12}},
    {"AW", true, {"297", "00", "", 7, 7}},
    {"AX", false, {"358", "00|990|991|994|996|999", "0", 5, 12}},
    {"AZ", true, {"994", "00", "0", 9, 9}},
    {"BA", true, {"387", "00", "0", 8, 9}},
    {"BB", false, {"1", "011", "1", 10, 10, kTooLong}},
    {"BD", true, {"880", "00", "0", 6, 10}},
    {"BE", true, {"32", "00", "0", 8, 9}},
    {"BF", true, {"226", "00", "", 8, 8}},
    {"BG", true, {"359", "00", "0", 6, 12}},
    {"BH", true, {"973", "00", "", 8, 8}},
    {"BI", true, {"257", "00", "", 8, 8}},
    {"BJ", true, {"229", "00", "", 10, 10}},
    {"BL", false, {"590", "00", "0", 9, 9}},
    {"BM", false, {"1", "011", "1", 10, 10, kTooLong}},
    {"BN", true, {"673", "00", "", 7, 7}},
    {"BO", true, {"591", "00", "0", 8, 9}},
    {"BQ", false, {"599", "00", "", 7, 7}},
    {"BR", true, {"55", "00??", "0", 8, 11, TrunkRule::kAlways, 2}},
    {"BS", false, {"1", "011", "1", 10, 10, kTooLong}},
    {"BT", true, {"975", "00", "", 7, 8}},
    {"BW", true, {"267", "00", "", 7, 10}},
    {"BY", true, {"375", "810", "80|8|0", 9, 10, kTooLong}},
    {"BZ", true, {"501", "00", "", 7, 11}},
    {"CA", false, {"1", "011", "1", 10, 10, kTooLong}},
    {"CC", false, {"61", "0011|0014|0015|0016|0018|0019", "0", 6, 12}},
    {"CD", true, {"243", "00", "0", 7, 10}},
    {"CF", true, {"236", "00", "", 8, 8}},
    {"CG", true, {"242", "00", "", 9, 9}},
    {"CH", true, {"41", "00", "0", 9, 12}},
    {"CI", true, {"225", "00", "", 10, 10}},
    {"CK", true, {"682", "00", "", 5, 5}},
    {"CL", true, {"56", "00", "", 9, 11}},
    {"CM", true, {"237", "00", "", 8, 9}},
    {"CN", true, {"86", "00", "0", 7, 12}},
    {"CO", true, {"57", "005|007|009|004??", "0", 8, 11}},
    {"CR", true, {"506", "00", "", 8, 10}},
    {"CU", true, {"53", "119", "0", 6, 10}},
    {"CV", true, {"238", "0", "", 7, 7}},
    {"CW", true, {"599", "00", "", 7, 8}},
    {"CX", false, {"61", "0011|0014|0015|0016|0018|0019", "0", 6, 12}},
    {"CY", true, {"357", "00", "", 8, 8}},
    {"CZ", true, {"420", "00", "", 9, 12}},
    {"DE", true, {"49", "00", "0", 5, 13}},
    {"DJ", true, {"253", "00", "", 8, 8}},
    {"DK", true, {"45", "00", "", 8, 8}},
    {"DM", false, {"1", "011", "1", 10, 10, kTooLong}},
    {"DO", false, {"1", "011", "1", 10, 10, kTooLong}},
    {"DZ", true, {"213", "00", "0", 8, 9}},
    {"EC", true, {"593", "00", "0", 8, 11}},
    {"EE", true, {"372", "00", "", 7, 10}},
    {"EG", true, {"20", "00", "0", 8, 10}},
    {"EH", false, {"212", "00", "0", 9, 9}},
    {"ER", true, {"291", "00", "0", 7, 7}},
    {"ES", true, {"34", "00", "", 9, 9}},
    {"ET", true, {"251", "00", "0", 9, 9}},
    {"FI", true, {"358", "00|990|991|994|996|999", "0", 5, 12}},
    {"FJ", true, {"679", "00|0052", "", 7, 11}},
    {"FK", true, {"500", "00", "", 5, 5}},
    {"FM", true, {"691", "00", "", 7, 7}},
    {"FO", true, {"298", "00", "", 6, 6}},
    {"FR", true, {"33", "00", "0", 9, 9}},
    {"GA", true, {"241", "00", "0", 7, 8, kTooLong}},
    {"GB", true, {"44", "00", "0", 7, 10}},
    {"GD", false, {"1", "011", "1", 10, 10, kTooLong}},
    {"GE", true, {"995", "00", "0", 9, 9}},
    {"GF", true, {"594", "00", "0", 9, 9}},
    {"GG", false, {"44", "00", "0", 7, 10}},
    {"GH", true, {"233", "00", "0", 8, 9}},
    {"GI", true, {"350", "00", "", 8, 8}},
    {"GL", true, {"299", "00", "", 6, 6}},
    {"GM", true, {"220", "00", "", 7, 9}},
    {"GN", true, {"224", "00", "", 8, 9}},
    {"GP", true, {"590", "00", "0", 9, 9}},
    {"GQ", true, {"240", "00", "", 9, 9}},
    {"GR", true, {"30", "00", "", 10, 12}},
    {"GT", true, {"502", "00", "", 8, 11}},
    {"GU", false, {"1", "011", "1", 10, 10, kTooLong}},
    {"GW", true, {"245", "00", "", 7, 9}},
    {"GY", true, {"592", "001", "", 7, 7}},
    {"HK", true, {"852", "00|001|002|0030|0050|0059|006|007|008|009", "", 5, 11}},
    {"HN", true, {"504", "00", "", 8, 11}},
    {"HR", true, {"385", "00", "0", 6, 9}},
    {"HT", true, {"509", "00", "", 8, 8}},
    {"HU", true, {"36", "00", "06", 8, 9}},
    {"ID", true, {"62", "008|009", "0", 7, 13}},
    {"IE", true, {"353", "00", "0", 7, 10}},
    {"IL", true, {"972", "00|012|013|014|015|016|017|018|019", "0", 7, 12}},
    {"IM", false, {"44", "00", "0", 10, 10}},
    {"IN", true, {"91", "00", "0", 8, 13}},
    {"IO", true, {"246", "00", "", 7, 7}},
    {"IQ", true, {"964", "00", "0", 8, 10}},
    {"IR", true, {"98", "00", "0", 5, 10}},
    {"IS", true, {"354", "00", "", 7, 9}},
    {"IT", true, {"39", "00", "", 6, 12}},
    {"JE", false, {"44", "00", "0", 10, 10}},
    {"JM", false, {"1", "011", "1", 10, 10, kTooLong}},
    {"JO", true, {"962", "00", "0", 8, 9}},
    {"JP", true, {"81", "010", "0", 8, 13}},
    {"KE", true, {"254", "000", "0", 7, 10}},
    {"KG", true, {"996", "00", "0", 9, 10}},
    {"KH", true, {"855", "00?", "0", 8, 10}},
    {"KI", true, {"686", "00", "0", 5, 8}},
    {"KM", true, {"269", "00", "", 7, 7}},
    {"KN", false, {"1", "011", "1", 10, 10, kTooLong}},
    {"KP", true, {"850", "00|99", "0", 8, 10}},
    {"KR", true, {"82", "001|002|005|006|008|009|003??|007??", "0", 5, 13}},
    {"KW", true, {"965", "00", "", 7, 8}},
    {"KY", false, {"1", "011", "1", 10, 10, kTooLong}},
    {"KZ", false, {"7", "810", "8", 10, 10, kTooLong}},
    {"LA", true, {"856", "00", "0", 8, 10}},
    {"LB", true, {"961", "00", "0", 7, 8}},
    {"LC", false, {"1", "011", "1", 10, 10, kTooLong}},
    {"LI", true, {"423", "00", "0", 7, 9}},
    {"LK", true, {"94", "00", "0", 9, 9}},
    {"LR", true, {"231", "00", "0", 7, 9}},
    {"LS", true, {"266", "00", "", 8, 8}},
    {"LT", true, {"370", "00", "8|0", 8, 8, kTooLong}},
    {"LU", true, {"352", "00", "", 5, 11}},
    {"LV", true, {"371", "00", "", 8, 8}},
    {"LY", true, {"218", "00", "0", 9, 9}},
    {"MA", true, {"212", "00", "0", 9, 9}},
    {"MC", true, {"377", "00", "0", 8, 9}},
    {"MD", true, {"373", "00", "0", 8, 8}},
    {"ME", true, {"382", "00", "0", 8, 9}},
    {"MF", false, {"590", "00", "0", 9, 9}},
    {"MG", true, {"261", "00", "0", 9, 9}},
    {"MH", true, {"692", "011", "1", 7, 7, kTooLong}},
    {"MK", true, {"389", "00", "0", 8, 8}},
    {"ML", true, {"223", "00", "", 8, 8}},
    {"MM", true, {"95", "00", "0", 6, 10}},
    {"MN", true, {"976", "001", "0", 8, 10}},
    {"MO", true, {"853", "00", "", 7, 8}},
    {"MP", false, {"1", "011", "1", 10, 10, kTooLong}},
    {"MQ", true, {"596", "00", "0", 9, 9}},
    {"MR", true, {"222", "00", "", 8, 8}},
    {"MS", false, {"1", "011", "1", 10, 10, kTooLong}},
    {"MT", true, {"356", "00", "", 8, 8}},
    {"MU", true, {"230", "00|0?0|033", "", 7, 10}},
    {"MV", true, {"960", "00|019", "", 7, 10}},
    {"MW", true, {"265", "00", "0", 7, 9}},
    {"MX", true, {"52", "00|09", "01|044|045|1", 10, 10, kTooLong}},
    {"MY", true, {"60", "00", "0", 8, 10}},
    {"MZ", true, {"258", "00", "", 8, 9}},
    {"NA", true, {"264", "00", "0", 8, 9}},
    {"NC", true, {"687", "00", "", 6, 6}},
    {"NE", true, {"227", "00", "", 8, 8}},
    {"NF", true, {"672", "00", "", 6, 6}},
    {"NG", true, {"234", "009", "0", 8, 12}},
    {"NI", true, {"505", "00", "", 8, 8}},
    {"NL", true, {"31", "00", "0", 5, 11}},
    {"NO", true, {"47", "00", "", 5, 8}},
    {"NP", true, {"977", "00", "0", 8, 11}},
    {"NR", true, {"674", "00", "", 7, 7}},
    {"NU", true, {"683", "00", "", 4, 7}},
    {"NZ", true, {"64", "00|0161", "0", 5, 10}},
    {"OM", true, {"968", "00", "", 7, 9}},
    {"PA", true, {"507", "00", "", 7, 11}},
    {"PE", true, {"51", "00", "0", 8, 9}},
    {"PF", true, {"689", "00", "", 6, 9}},
    {"PG", true, {"675", "00", "", 7, 8}},
    {"PH", true, {"63", "00", "0", 6, 13}},
    {"PK", true, {"92", "00", "0", 8, 12}},
    {"PL", true, {"48", "00", "", 6, 10}},
    {"PM", true, {"508", "00", "0", 6, 9}},
    {"PR", false, {"1", "011", "1", 10, 10, kTooLong}},
    {"PS", true, {"970", "00", "0", 8, 10}},
    {"PT", true, {"351", "00", "", 9, 9}},
    {"PW", true, {"680", "011|012", "", 7, 7}},
    {"PY", true, {"595", "00", "0", 6, 11}},
    {"QA", true, {"974", "00", "", 7, 11}},
    {"RE", true, {"262", "00", "0", 9, 9}},
    {"RO", true, {"40", "00", "0", 6, 9}},
    {"RS", true, {"381", "00", "0", 6, 12}},
    {"RU", true, {"7", "810", "8", 10, 10, kTooLong}},
    {"RW", true, {"250", "00", "0", 8, 9}},
    {"SA", true, {"966", "00", "0", 9, 10}},
    {"SB", true, {"677", "00|01", "", 5, 7}},
    {"SC", true, {"248", "00|01|02|010", "", 7, 7}},
    {"SD", true, {"249", "00", "0", 9, 9}},
    {"SE", true, {"46", "00", "0", 6, 12}},
    {"SG", true, {"65", "00?|01?|02?|03?", "", 8, 11}},
    {"SH", true, {"290", "00", "", 4, 5}},
    {"SI", true, {"386", "00", "0", 5, 8}},
    {"SJ", false, {"47", "00", "", 5, 8}},
    {"SK", true, {"421", "00", "0", 6, 9}},
    {"SL", true, {"232", "00", "0", 8, 8}},
    {"SM", true, {"378", "00", "", 8, 10}},
    {"SN", true, {"221", "00", "", 9, 9}},
    {"SO", true, {"252", "00", "0", 6, 9}},
    {"SR", true, {"597", "00", "", 6, 7}},
    {"SS", true, {"211", "00", "0", 9, 9}},
    {"ST", true, {"239", "00", "", 7, 7}},
    {"SV", true, {"503", "00", "", 7, 11}},
    {"SX", false, {"1", "011", "1", 10, 10, kTooLong}},
    {"SY", true, {"963", "00", "0", 8, 9}},
    {"SZ", true, {"268", "00", "", 8, 9}},
    {"TA", false, {"290", "00", "", 4, 4}},
    {"TC", false, {"1", "011", "1", 10, 10, kTooLong}},
    {"TD", true, {"235", "00|16", "", 8, 8}},
    {"TG", true, {"228", "00", "", 8, 8}},
    {"TH", true, {"66", "00?", "0", 8, 13}},
    {"TJ", true, {"992", "810", "", 9, 9}},
    {"TK", true, {"690", "00", "", 4, 7}},
    {"TL", true, {"670", "00", "", 7, 8}},
    {"TM", true, {"993", "810", "8", 8, 8, kTooLong}},
    {"TN", true, {"216", "00", "", 8, 8}},
    {"TO", true, {"676", "00", "", 5, 7}},
    {"TR", true, {"90", "00", "0", 7, 13}},
    {"TT", false, {"1", "011", "1", 10, 10, kTooLong}},
    {"TV", true, {"688", "00", "", 5, 7}},
    {"TW", true, {"886", "002|005|006|007|009|019", "0", 7, 11}},
    {"TZ", true, {"255", "000|005|006", "0", 9, 9}},
    {"UA", true, {"380", "00", "0", 9, 10}},
    {"UG", true, {"256", "000|005|007", "0", 9, 9}},
    {"US", true, {"1", "011", "1", 10, 10, kTooLong}},
    {"UY", true, {"598", "00", "0", 5, 12}},
    {"UZ", true, {"998", "00|810", "8", 9, 9, kTooLong}},
    {"VA", false, {"39", "00", "", 6, 12}},
    {"VC", false, {"1", "011", "1", 10, 10, kTooLong}},
    {"VE", true, {"58", "00", "0", 10, 10}},
    {"VG", false, {"1", "011", "1", 10, 10, kTooLong}},
    {"VI", false, {"1", "011", "1", 10, 10, kTooLong}},
    {"VN", true, {"84", "00", "0", 7, 10}},
    {"VU", true, {"678", "00", "", 5, 7}},
    {"WF", true, {"681", "00", "", 6, 9}},
    {"WS", true, {"685", "0", "", 5, 10}},
    {"XK", true, {"383", "00", "0", 8, 12}},
    {"YE", true, {"967", "00", "0", 7, 9}},
    {"YT", false, {"262", "00", "0", 9, 9}},
    {"ZA", true, {"27", "00", "0", 5, 10}},
    {"ZM", true, {"260", "00", "0", 9, 9}},
    {"ZW", true, {"263", "00", "0", 7, 10}},
};

constexpr bool is_sorted_by_region() {
  return std::is_sorted(std::begin(kRegionPlans), std::end(kRegionPlans),
                        [](const auto& a, const auto& b) { return a.region < b.region; });
}
static_assert(is_sorted_by_region());

// Codes that belong to no country: freephone, shared cost, satellites, networks, premium.
constexpr std::array<std::string_view, 9> kGlobalCodes = {"800", "808", "870", "878", "881",
                                                          "882", "883", "888", "979"};

constexpr size_t kCountryCodeDigitsMax = 3;

// The size of `pattern` when the digits begin with it, else 0.
size_t match_one(std::string_view pattern, std::string_view digits) {
  if (digits.size() < pattern.size()) return 0;
  for (size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] != '?' && pattern[i] != digits[i]) return 0;
  }
  return pattern.size();
}

}  // namespace

const DialPlan* find_dial_plan(std::string_view region) {
  const auto* const end = std::end(kRegionPlans);
  const auto* const found =
      std::lower_bound(std::begin(kRegionPlans), end, region,
                       [](const RegionPlan& row, auto key) { return row.region < key; });
  return found != end && found->region == region ? &found->plan : nullptr;
}

const DialPlan* find_dial_plan_of_code(std::string_view country_code) {
  for (const RegionPlan& row : kRegionPlans) {
    if (row.is_main && row.plan.country_code == country_code) return &row.plan;
  }
  return nullptr;
}

std::string_view leading_country_code(std::string_view digits) {
  const size_t size_max = std::min(kCountryCodeDigitsMax, digits.size());
  for (size_t size = 1; size <= size_max; ++size) {
    const std::string_view code = digits.substr(0, size);
    if (find_dial_plan_of_code(code) != nullptr) return code;
    for (const std::string_view global : kGlobalCodes) {
      if (global == code) return code;
    }
  }
  return {};
}

size_t match_prefix(std::string_view prefixes, std::string_view digits) {
  size_t longest = 0;
  while (!prefixes.empty()) {
    const size_t end = std::min(prefixes.find('|'), prefixes.size());
    longest = std::max(longest, match_one(prefixes.substr(0, end), digits));
    prefixes.remove_prefix(std::min(end + 1, prefixes.size()));
  }
  return longest;
}

}  // namespace sivo
