#pragma once

#include <string>

#include "schema/declare.hpp"
#include "schema/rules.hpp"

namespace sivo {

enum class Plan : uint8_t { kStarter, kPro, kEnterprise };
inline constexpr std::string_view kPlanNames[] = {"starter", "pro", "enterprise"};
template <>
struct schema::EnumerationOf<Plan> {
  static constexpr Enumeration value{"plan", kPlanNames};
};

enum class Region : uint8_t { kEu, kUs, kCustom };
inline constexpr std::string_view kRegionNames[] = {"eu", "us", "custom"};
template <>
struct schema::EnumerationOf<Region> {
  static constexpr Enumeration value{"region", kRegionNames};
};

#define SIVO_TENANT(FIELD)                                                               \
  FIELD(6, slug, std::string, {},                                                        \
        .length(2, 125).rule(schema::rules::slug).required().unique_in_file(),           \
        "Short name in addresses: lower-case letters, digits and single hyphens.")       \
  FIELD(7, name, std::string, {}, .length(1, 120).required(), "Shown to people.")        \
  FIELD(8, sip_domain, std::string, {},                                                  \
        .length(0, 253).rule(schema::rules::domain).unique_in_file(),                    \
        "SIP domain of its agents; by default <slug>.sip.sivocenter.com.")               \
  FIELD(9, plan, Plan, Plan::kStarter, , "What it pays for; decides default retention.") \
  FIELD(10, region, Region, Region::kEu, , "Where its data lives.")
SIVO_ENTITY(Tenant, kTenant, "tenant", SIVO_TENANT,
            "A customer of the installation; everything hangs from it and none sees another's.")

}  // namespace sivo
