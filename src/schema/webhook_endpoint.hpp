#pragma once

#include <optional>
#include <string>

#include "schema/declare.hpp"
#include "schema/rules.hpp"

namespace sivo {

enum class EndpointState : uint8_t { kActive, kDegraded, kDisabled };
inline constexpr std::string_view kEndpointStateNames[] = {"active", "degraded", "disabled"};
template <>
struct schema::EnumerationOf<EndpointState> {
  static constexpr Enumeration value{"endpoint_state", kEndpointStateNames};
};

enum class DeliveryOrder : uint8_t { kBestEffort, kStrict };
inline constexpr std::string_view kDeliveryOrderNames[] = {"best_effort", "strict"};
template <>
struct schema::EnumerationOf<DeliveryOrder> {
  static constexpr Enumeration value{"delivery_order", kDeliveryOrderNames};
};

#define SIVO_WEBHOOK_ENDPOINT(FIELD)                                                               \
  FIELD(6, name, std::string, {}, .length(1, 120).required().unique(), "Shown to people.")         \
  FIELD(7, url, std::string, {}, .length(8, 2048).rule(schema::rules::url).required(),             \
        "Where events are posted; plain http only to allowed_cidrs.")                              \
  FIELD(8, event_types, std::string, "[\"*\"]", .json(schema::rules::event_types).length(2, 8192), \
        "Types of event it wants; * stands for the rest of a name.")                               \
  FIELD(9, filters, std::string, "{}", .json(schema::rules::text_map).length(2, 4096),             \
        "Fields of data that must have these texts.")                                              \
  FIELD(10, enabled, bool, true, , "Events are sent; else they are held.")                         \
  FIELD(11, signing_secret, std::optional<std::string>, {}, .length(38, 100).secret(),             \
        "whsec_ and base64 of 24 to 64 bytes; made when not given.")                               \
  FIELD(12, old_secrets, std::optional<std::string>, {},                                           \
        .json(schema::rules::old_secrets).length(2, 2048).secret(),                                \
        "At most 5 earlier secrets that still sign, with expires_at.")                             \
  FIELD(13, timeout_ms, int64_t, 10000, .range(1000, 30000), "Milliseconds for one request.")      \
  FIELD(14, retry_delays_sec, std::optional<std::string>, {},                                      \
        .json(schema::rules::retry_delays).length(2, 512),                                         \
        "Seconds before each retry; null = 5, 30, 120, 600, 3600, 21600.")                         \
  FIELD(15, jitter_pct, int64_t, 10, .range(0, 50), "Percentage a delay may grow by chance.")      \
  FIELD(16, ordering, DeliveryOrder, DeliveryOrder::kBestEffort, ,                                 \
        "strict = the events of one call arrive in order.")                                        \
  FIELD(17, rate_per_sec, int64_t, 0, .range(0, 10000), "Requests per second; 0 = no limit.")      \
  FIELD(18, in_flight_max, int64_t, 8, .range(1, 256), "Requests at once.")                        \
  FIELD(19, allowed_cidrs, std::string, "[]", .json(schema::rules::cidrs).length(2, 16384),        \
        "Private networks it may be in.")                                                          \
  FIELD(20, disable_after_hours, int64_t, 120, .range(0, 8760),                                    \
        "Hours of nothing but failure after which it is disabled; 0 = never.")                     \
  FIELD(21, state, EndpointState, EndpointState::kActive, .read_only(), "How it fares.")           \
  FIELD(22, disabled_at, std::optional<int64_t>, {}, .time().read_only(), "Since when.")           \
  FIELD(23, disabled_reason, std::optional<std::string>, {}, .length(0, 255).read_only(),          \
        "Why it was disabled.")                                                                    \
  FIELD(24, failing_since, std::optional<int64_t>, {}, .time().read_only(),                        \
        "First failure after the last success.")                                                   \
  FIELD(25, failures, int64_t, 0, .range(0, INT64_MAX).read_only(),                                \
        "Failed requests since the last success.")                                                 \
  FIELD(26, last_success_at, std::optional<int64_t>, {}, .time().read_only(),                      \
        "The last request answered with 2xx.")
SIVO_ENTITY(WebhookEndpoint, kWebhookEndpoint, "webhook_endpoint", SIVO_WEBHOOK_ENDPOINT,
            "An address of the tenant that wants events.")

}  // namespace sivo
