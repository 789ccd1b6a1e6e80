#pragma once

#include <optional>
#include <string>

#include "schema/declare.hpp"
#include "schema/rules.hpp"

namespace sivo {

enum class DeliveryState : uint8_t { kPending, kInFlight, kDelivered, kDead, kHeld, kAborted };
inline constexpr std::string_view kDeliveryStateNames[] = {"pending", "in_flight", "delivered",
                                                           "dead",    "held",      "aborted"};
template <>
struct schema::EnumerationOf<DeliveryState> {
  static constexpr Enumeration value{"delivery_state", kDeliveryStateNames};
};

inline constexpr std::string_view kWebhookDeliveryOnce[] = {"endpoint_id", "event_id"};
inline constexpr schema::Unique kWebhookDeliveryUniques[] = {{kWebhookDeliveryOnce}};

#define SIVO_WEBHOOK_DELIVERY(FIELD)                                                          \
  FIELD(6, endpoint_id, Id, {},                                                               \
        .required().sealed().refers(Kind::kWebhookEndpoint, schema::OnDelete::kCascade),      \
        "Where to.")                                                                          \
  FIELD(7, event_id, Id, {}, .required().sealed().indexed(),                                  \
        "The event; the receiver's idempotency key.")                                         \
  FIELD(8, event_type, std::string, {}, .length(1, 64).rule(schema::rules::token).required(), \
        "Type of the event.")                                                                 \
  FIELD(9, call_id, std::optional<Id>, {}, .sealed().refers_history(Kind::kCall),             \
        "The call it is about, if one; events of it are ordered.")                            \
  FIELD(10, state, DeliveryState, DeliveryState::kPending, .indexed(), "How far it is.")      \
  FIELD(11, attempt, int64_t, 0, .range(0, 1000), "Requests made so far.")                    \
  FIELD(12, next_attempt_at, std::optional<int64_t>, {}, .time().indexed(),                   \
        "When to try; null = not any more.")                                                  \
  FIELD(13, last_attempt_at, std::optional<int64_t>, {}, .time(), "The latest request.")      \
  FIELD(14, last_status, std::optional<int64_t>, {}, .range(100, 599),                        \
        "HTTP status of the latest answer.")                                                  \
  FIELD(15, last_error, std::optional<std::string>, {}, .length(0, 255),                      \
        "Class of the latest failure.")                                                       \
  FIELD(16, response_body, std::optional<std::string>, {}, .bytes().length(0, 4096),          \
        "First bytes of the latest answer.")                                                  \
  FIELD(17, latency_ms, std::optional<int64_t>, {}, .range(0, 86400000),                      \
        "Milliseconds the latest request took.")                                              \
  FIELD(18, delivered_at, std::optional<int64_t>, {}, .time(), "When it was answered with 2xx.")
SIVO_HISTORY(WebhookDelivery, kWebhookDelivery, "webhook_delivery", SIVO_WEBHOOK_DELIVERY,
             "One event on its way to one endpoint.", kWebhookDeliveryUniques)

}  // namespace sivo
