#pragma once

#include <optional>
#include <string>

#include "schema/declare.hpp"
#include "schema/rules.hpp"

namespace sivo {

enum class TrunkProvider : uint8_t { kZadarma, kTwilio, kBandwidth, kCustom };
inline constexpr std::string_view kTrunkProviderNames[] = {"zadarma", "twilio", "bandwidth",
                                                           "custom"};
template <>
struct schema::EnumerationOf<TrunkProvider> {
  static constexpr Enumeration value{"trunk_provider", kTrunkProviderNames};
};

enum class Transport : uint8_t { kUdp, kTcp, kTls };
inline constexpr std::string_view kTransportNames[] = {"udp", "tcp", "tls"};
template <>
struct schema::EnumerationOf<Transport> {
  static constexpr Enumeration value{"transport", kTransportNames};
};

enum class TrunkState : uint8_t { kReged, kTrying, kFail, kNoreg };
inline constexpr std::string_view kTrunkStateNames[] = {"REGED", "TRYING", "FAIL", "NOREG"};
template <>
struct schema::EnumerationOf<TrunkState> {
  static constexpr Enumeration value{"trunk_state", kTrunkStateNames};
};

#define SIVO_SIP_TRUNK(FIELD)                                                                   \
  FIELD(6, name, std::string, {}, .length(1, 120).required().unique(), "Shown to people.")      \
  FIELD(7, provider, TrunkProvider, TrunkProvider::kCustom, , "Who sells it.")                  \
  FIELD(8, host, std::string, {}, .length(1, 253).rule(schema::rules::host).required(),         \
        "Name or address of the provider's SIP server.")                                        \
  FIELD(9, port, int64_t, 5060, .range(1, 65535), "Port of that server.")                       \
  FIELD(10, transport, Transport, Transport::kUdp, , "How SIP is carried.")                     \
  FIELD(11, registers, bool, false, .key("register"), "The host registers with the provider.")  \
  FIELD(12, max_channels, int64_t, 0, .range(0, 100000), "Calls at once; 0 = no limit.")        \
  FIELD(13, username, std::optional<std::string>, {}, .length(1, 255), "Name to sign in with.") \
  FIELD(14, password, std::optional<std::string>, {},                                           \
        .length(1, 255).secret().key("password_encrypted").also("password"),                    \
        "Password to sign in with; goes in plain, is kept encrypted, never comes out.")         \
  FIELD(15, allowed_cidrs, std::string, "[]", .json(schema::rules::cidrs).length(2, 16384),     \
        "Networks its calls may come from.")                                                    \
  FIELD(16, state, TrunkState, TrunkState::kNoreg, .read_only(),                                \
        "Registration; NOREG = registration not used, the trunk is usable.")                    \
  FIELD(17, failover_trunk_id, std::optional<Id>, {}, .refers(Kind::kSipTrunk),                 \
        "The trunk to use when this one fails.")
SIVO_ENTITY(SipTrunk, kSipTrunk, "sip_trunk", SIVO_SIP_TRUNK,
            "A line to the public telephone network.")

}  // namespace sivo
