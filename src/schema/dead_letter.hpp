#pragma once

#include <optional>
#include <string>

#include "schema/declare.hpp"
#include "schema/rules.hpp"

namespace sivo {

#define SIVO_DEAD_LETTER(FIELD)                                                               \
  FIELD(6, endpoint_id, Id, {}, .required().sealed().refers_history(Kind::kWebhookEndpoint),  \
        "Where it could not be delivered.")                                                   \
  FIELD(7, delivery_id, Id, {}, .required().sealed().refers_history(Kind::kWebhookDelivery),  \
        "The delivery that gave up.")                                                         \
  FIELD(8, event_id, Id, {}, .required().sealed().indexed(), "The event.")                    \
  FIELD(9, event_type, std::string, {}, .length(1, 64).rule(schema::rules::token).required(), \
        "Type of the event.")                                                                 \
  FIELD(10, payload, std::string, "{}", .json(schema::rules::any_object).personal(),          \
        "The body as it was posted.")                                                         \
  FIELD(11, attempts, int64_t, 0, .range(0, 1000), "Requests made.")                          \
  FIELD(12, last_status, std::optional<int64_t>, {}, .range(100, 599),                        \
        "HTTP status of the last answer.")                                                    \
  FIELD(13, last_error, std::optional<std::string>, {}, .length(0, 255),                      \
        "Class of the last failure.")                                                         \
  FIELD(14, died_at, int64_t, 0, .time().required().indexed(), "When the last retry failed.") \
  FIELD(15, expires_at, int64_t, 0, .time().required().indexed(), "When it is to go.")        \
  FIELD(16, replayed_at, std::optional<int64_t>, {}, .time(), "When it was sent again by hand.")
SIVO_HISTORY(DeadLetter, kDeadLetter, "dead_letter", SIVO_DEAD_LETTER,
             "An event that an endpoint never took, kept for replay.")

}  // namespace sivo
