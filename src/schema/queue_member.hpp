#pragma once

#include "schema/declare.hpp"

namespace sivo {

inline constexpr std::string_view kQueueMemberOnce[] = {"queue_id", "user_id"};
inline constexpr schema::Unique kQueueMemberUniques[] = {{kQueueMemberOnce}};

#define SIVO_QUEUE_MEMBER(FIELD)                                                                  \
  FIELD(6, queue_id, Id, {},                                                                      \
        .required().sealed().refers(Kind::kQueue, schema::OnDelete::kCascade), "The queue.")      \
  FIELD(7, user_id, Id, {}, .required().sealed().refers(Kind::kUser, schema::OnDelete::kCascade), \
        "The agent.")                                                                             \
  FIELD(8, tier, int64_t, 1, .range(1, 100), "1 is tried first; higher ones are backup.")         \
  FIELD(9, level, int64_t, 1, .range(1, 1000), "Order inside the tier, lowest first.")
SIVO_ENTITY(QueueMember, kQueueMember, "queue_member", SIVO_QUEUE_MEMBER,
            "An agent's place in a queue.", kQueueMemberUniques)

}  // namespace sivo
