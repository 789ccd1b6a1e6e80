/*
 * Kinds and field numbers of every record of libsivo.
 *
 * Generated from src/schema by the target schema-gen and committed; do not edit. Numbers are
 * for ever: fields and kinds are added, never renumbered, so old programs keep working.
 *
 * A record is read and written by the numbers below, and is JSON by the names beside them. Text is
 * UTF-8 without control characters, its length counted in characters; a time is an integer, the
 * microseconds since 1970-01-01T00:00:00Z, and RFC 3339 in JSON; an enumeration is its name; a JSON
 * document is its text.
 */
#ifndef SIVO_SCHEMA_H
#define SIVO_SCHEMA_H

/* ── Kinds ── */

/* A customer of the installation; everything hangs from it and none sees another's. */
#define SIVO_KIND_TENANT 1
/* An agent, and anyone who uses the panel. */
#define SIVO_KIND_USER 2
/* A line of callers waiting for agents. */
#define SIVO_KIND_QUEUE 3
/* An agent's place in a queue. */
#define SIVO_KIND_QUEUE_MEMBER 4
/* A phone number of a tenant. */
#define SIVO_KIND_DID 5
/* A dialogue with callers; its contents are its versions. */
#define SIVO_KIND_IVR_FLOW 6
/* One state of a flow, never changed; running calls keep theirs. */
#define SIVO_KIND_IVR_FLOW_VERSION 7
/* A line to the public telephone network. */
#define SIVO_KIND_SIP_TRUNK 8
/* When a number is open. */
#define SIVO_KIND_SCHEDULE 9
/* A call data record; each call gets exactly one. */
#define SIVO_KIND_CALL 10
/* The audio of a call. */
#define SIVO_KIND_RECORDING 11
/* What was said in a call. */
#define SIVO_KIND_TRANSCRIPT 12
/* Which calls are recorded; the most specific wins, none means not recorded. */
#define SIVO_KIND_RECORDING_POLICY 13
/* Which calls are transcribed; the most specific wins, none means not transcribed. */
#define SIVO_KIND_TRANSCRIPTION_POLICY 14
/* Who changed or read what; never changed itself, each row sealed by the next. */
#define SIVO_KIND_AUDIT_LOG 15
/* Why an agent pauses. */
#define SIVO_KIND_PAUSE_REASON 16
/* A message a caller left. */
#define SIVO_KIND_VOICEMAIL 17
/* An address of the tenant that wants events. */
#define SIVO_KIND_WEBHOOK_ENDPOINT 18
/* One event on its way to one endpoint. */
#define SIVO_KIND_WEBHOOK_DELIVERY 19
/* An event that an endpoint never took, kept for replay. */
#define SIVO_KIND_DEAD_LETTER 20
/* A sign-in that may be refreshed. */
#define SIVO_KIND_SESSION 21
/* A program's way in. */
#define SIVO_KIND_API_KEY 22
/* A password or key of a service in use. */
#define SIVO_KIND_SECRET 23
/* The settings of a tenant, one row each. */
#define SIVO_KIND_CONFIGURATION 24
/* What a user signs in with, apart from the user. */
#define SIVO_KIND_USER_SECRET 25
/* An event of the outbox, in order of its id. */
#define SIVO_KIND_EVENT 40
/* A call in progress. */
#define SIVO_KIND_LIVE_CALL 41
/* A leg that the library asked for. */
#define SIVO_KIND_LIVE_LEG 42
/* The state of an agent; the id is the user's. */
#define SIVO_KIND_LIVE_AGENT 43
/* What a queue's strategy remembers; the id is the queue's. */
#define SIVO_KIND_LIVE_QUEUE 44
/* A place in a queue that a caller who hung up may have back. */
#define SIVO_KIND_LIVE_PLACE 45
/* Calls of an agent that the strategy fewest-calls counts. */
#define SIVO_KIND_LIVE_ANSWER 46
/* A call from outside arrived and waits for a decision. */
#define SIVO_KIND_CALL_OFFERED 100
/* An agent calls out or calls a colleague. */
#define SIVO_KIND_CALL_PLACED 101
/* The caller's leg is up, as the answer action asked. */
#define SIVO_KIND_CALL_ANSWERED 102
/* The caller's leg is gone. */
#define SIVO_KIND_CALL_HANGUP 103
/* Somebody pressed a key. */
#define SIVO_KIND_DTMF 104
/* A prompt ended. */
#define SIVO_KIND_PLAY_FINISHED 105
/* The far phone rings. */
#define SIVO_KIND_LEG_RINGING 106
/* The leg was answered; for a transfer action: it was taken over. */
#define SIVO_KIND_LEG_ANSWERED 107
/* The leg ended before it was answered. */
#define SIVO_KIND_LEG_FAILED 108
/* An answered leg is gone. */
#define SIVO_KIND_LEG_ENDED 109
/* The agent puts the caller on hold. */
#define SIVO_KIND_HOLD_REQUESTED 110
/* The agent takes the caller back from hold. */
#define SIVO_KIND_RESUME_REQUESTED 111
/* The agent hands the caller on and leaves (blind transfer). */
#define SIVO_KIND_TRANSFER_REQUESTED 112
/* The agent holds the caller and calls a third party (attended transfer, first half). */
#define SIVO_KIND_CONSULT_REQUESTED 113
/* The agent joins caller and third party and leaves (attended transfer, second half). */
#define SIVO_KIND_CONSULT_COMPLETED 114
/* The agent drops the third party and goes back to the caller. */
#define SIVO_KIND_CONSULT_CANCELLED 115
/* The agent or a supervisor ends the call. */
#define SIVO_KIND_END_REQUESTED 116
/* The agent is there and takes calls. */
#define SIVO_KIND_AGENT_LOGIN 117
/* The agent leaves; during a call, at its end. */
#define SIVO_KIND_AGENT_LOGOUT 118
/* The agent takes no calls for a while; during a call, from its end. */
#define SIVO_KIND_AGENT_PAUSE 119
/* The agent is back from a pause, or done with the wrap-up early. */
#define SIVO_KIND_AGENT_READY 120
/* The agent's phone came or went. */
#define SIVO_KIND_DEVICE_STATE 121
/* Time passed; timers that are due fire. */
#define SIVO_KIND_TICK 122
/* The host lost all its calls: each ends now, every agent on one is free again. */
#define SIVO_KIND_HOST_RESTARTED 123
/* The host measured the call's quality; the last value goes into the CDR. */
#define SIVO_KIND_CALL_QUALITY 124
/* A waiting caller hangs up, keeps the place and is called back when it is reached. */
#define SIVO_KIND_CALLBACK_REQUESTED 125
/* A supervisor moves a waiting caller to another queue. */
#define SIVO_KIND_MOVE_REQUESTED 126
/* A supervisor changes the priority of a waiting caller. */
#define SIVO_KIND_PRIORITY_REQUESTED 127
/* A supervisor joins a call between caller and agent. */
#define SIVO_KIND_SUPERVISE_REQUESTED 128
/* The supervisor leaves the call again. */
#define SIVO_KIND_SUPERVISE_ENDED 129
/* Who makes changes, for the audit log. */
#define SIVO_KIND_ACTOR 150
/* Answer the caller's leg, then send call_answered. */
#define SIVO_KIND_ANSWER 200
/* Play prompts, then send play_finished. */
#define SIVO_KIND_PLAY 201
/* Stop a prompt at once. */
#define SIVO_KIND_STOP_PLAY 202
/* Call a phone; send leg_ringing, then leg_answered or leg_failed, at the end leg_ended. */
#define SIVO_KIND_DIAL 203
/* Stop ringing or hang up one leg; no answer is expected. */
#define SIVO_KIND_CANCEL_LEG 204
/* Join two legs in a conversation. */
#define SIVO_KIND_BRIDGE 205
/* Part the caller from the agent; music for the caller. */
#define SIVO_KIND_HOLD 206
/* Join caller and agent again. */
#define SIVO_KIND_RESUME 207
/* Music for a caller who waits, until stopped or bridged. */
#define SIVO_KIND_MUSIC_START 208
/* End the music. */
#define SIVO_KIND_MUSIC_STOP 209
/* Hang up, or refuse, the leg of this channel. The call is over for the library, unless it goes
   on without it: a callback, or a call its agent has handed on. */
#define SIVO_KIND_HANGUP 210
/* Hand the caller over to a destination outside the library's control. */
#define SIVO_KIND_TRANSFER 211
/* Join the supervisor's leg to the conversation; sent again when the mode changes. */
#define SIVO_KIND_SUPERVISE 212
/* Data of call.created, call.answered, call.transferred, call.ended. */
#define SIVO_KIND_CALL_EVENT 300
/* Data of queue.entered, queue.abandoned, queue.timeout, queue.overflowed, queue.moved,
   queue.prioritised, and queue.callback with reason requested, attempt or failed. */
#define SIVO_KIND_QUEUE_EVENT 301
/* Data of offer.created, and of its one end: offer.accepted, offer.missed, offer.rejected or
   offer.cancelled. */
#define SIVO_KIND_OFFER_EVENT 302
/* Data of agent.status_changed and agent.paused. */
#define SIVO_KIND_AGENT_EVENT 303
/* Data of ivr.completed. */
#define SIVO_KIND_IVR_EVENT 305
/* The core at a glance. */
#define SIVO_KIND_STATUS_REPORT 400
/* Integrity of the file and of its audit chains. */
#define SIVO_KIND_VERIFY_REPORT 403
/* What a replay proved. */
#define SIVO_KIND_REPLAY_REPORT 404
/* What applying a configuration did or would do. */
#define SIVO_KIND_APPLY_REPORT 405
/* A JSON document. */
#define SIVO_KIND_DOCUMENT 406
/* What a backup copied. */
#define SIVO_KIND_BACKUP_REPORT 407
/* A queue in an interval. */
#define SIVO_KIND_QUEUE_STATISTICS 408
/* An agent in an interval. */
#define SIVO_KIND_AGENT_STATISTICS 409
/* All queues of a tenant in an interval. */
#define SIVO_KIND_TENANT_STATISTICS 410
/* A queue at this moment. */
#define SIVO_KIND_QUEUE_VIEW 411
/* An agent at this moment. */
#define SIVO_KIND_AGENT_VIEW 412

/* ── tenant ── */

/* UUIDv7, made by the library, never reused. [id: a UUID; sealed at creation] */
#define SIVO_TENANT_ID 1
/* The tenant everything hangs from. [tenant_id: a UUID; sealed at creation] */
#define SIVO_TENANT_TENANT_ID 2
/* When it was created. [created_at: an RFC 3339 time in the years 1 to 9999; read-only] */
#define SIVO_TENANT_CREATED_AT 3
/* When it was last changed. [updated_at: an RFC 3339 time in the years 1 to 9999; read-only] */
#define SIVO_TENANT_UPDATED_AT 4
/* Grows by one with each change; a stale one is refused. [version: an integer, default 0] */
#define SIVO_TENANT_VERSION 5
/* Short name in addresses: lower-case letters, digits and single hyphens. [slug: a text of 2 to
   125 characters; required; unique in the file] */
#define SIVO_TENANT_SLUG 6
/* Shown to people. [name: a text of 1 to 120 characters; required] */
#define SIVO_TENANT_NAME 7
/* SIP domain of its agents; by default <slug>.sip.sivocenter.com. [sip_domain: a text of 0 to
   253 characters; unique in the file] */
#define SIVO_TENANT_SIP_DOMAIN 8
/* What it pays for; decides default retention. [plan: one of starter, pro, enterprise, default
   "starter"] */
#define SIVO_TENANT_PLAN 9
/* Where its data lives. [region: one of eu, us, custom, default "eu"] */
#define SIVO_TENANT_REGION 10

/* ── user ── */

/* UUIDv7, made by the library, never reused. [id: a UUID; sealed at creation] */
#define SIVO_USER_ID 1
/* The tenant everything hangs from. [tenant_id: a UUID; sealed at creation] */
#define SIVO_USER_TENANT_ID 2
/* When it was created. [created_at: an RFC 3339 time in the years 1 to 9999; read-only] */
#define SIVO_USER_CREATED_AT 3
/* When it was last changed. [updated_at: an RFC 3339 time in the years 1 to 9999; read-only] */
#define SIVO_USER_UPDATED_AT 4
/* Grows by one with each change; a stale one is refused. [version: an integer, default 0] */
#define SIVO_USER_VERSION 5
/* Signs in with it; lower-cased. [email: a text of 3 to 254 characters; required; personal data;
   unique in the tenant] */
#define SIVO_USER_EMAIL 6
/* Shown to people. [full_name: a text of 1 to 120 characters; required; personal data] */
#define SIVO_USER_FULL_NAME 7
/* 3 to 5 digits to ring the person; null for people without a phone. [extension: a text of 3 to
   5 characters, or null; unique in the tenant] */
#define SIVO_USER_EXTENSION 8
/* What the person may do. [role: one of agent, supervisor, admin, viewer, default "agent"] */
#define SIVO_USER_ROLE 9
/* Derived by the engine from presence and activity. [status: one of available, on_call, paused,
   acw, logged_out; read-only] */
#define SIVO_USER_STATUS 10
/* Language of the panel and of whispers. [language: one of es, en, de, fr, it, pt, default "es"] */
#define SIVO_USER_LANGUAGE 11
/* A second factor is asked at sign-in. [mfa_enabled: true or false, default false] */
#define SIVO_USER_MFA_ENABLED 12
/* Skill names to levels from 1 to 10. [skills: a JSON document of 2 to 4096 bytes, default {}] */
#define SIVO_USER_SKILLS 13
/* Seconds of wrap-up instead of the queue's; null = the queue's. [wrap_up_time: an integer from
   0 to 3600, or null] */
#define SIVO_USER_WRAP_UP_TIME 14
/* Missed offers in a row before a pause instead of the queue's; 0 = never, null = the queue's.
   [max_no_answer: an integer from 0 to 1000, or null] */
#define SIVO_USER_MAX_NO_ANSWER 15

/* ── queue ── */

/* UUIDv7, made by the library, never reused. [id: a UUID; sealed at creation] */
#define SIVO_QUEUE_ID 1
/* The tenant everything hangs from. [tenant_id: a UUID; sealed at creation] */
#define SIVO_QUEUE_TENANT_ID 2
/* When it was created. [created_at: an RFC 3339 time in the years 1 to 9999; read-only] */
#define SIVO_QUEUE_CREATED_AT 3
/* When it was last changed. [updated_at: an RFC 3339 time in the years 1 to 9999; read-only] */
#define SIVO_QUEUE_UPDATED_AT 4
/* Grows by one with each change; a stale one is refused. [version: an integer, default 0] */
#define SIVO_QUEUE_VERSION 5
/* Shown to people. [name: a text of 1 to 120 characters; required; unique in the tenant] */
#define SIVO_QUEUE_NAME 6
/* Which agent is offered a call first. [strategy: one of ring-all, longest-idle, round-robin,
   top-down, fewest-calls, random, default "longest-idle"] */
#define SIVO_QUEUE_STRATEGY 7
/* Seconds after which a caller leaves; 0 = no limit. [max_wait_time: an integer from 0 to 86400,
   default 0] */
#define SIVO_QUEUE_MAX_WAIT_TIME 8
/* Seconds of wrap-up after each call. [wrap_up_time: an integer from 0 to 3600, default 10] */
#define SIVO_QUEUE_WRAP_UP_TIME 9
/* Music while waiting; null = the host's. [moh_url: a text of 1 to 2048 characters, or null] */
#define SIVO_QUEUE_MOH_URL 10
/* Callers hear their place in the line. [announce_position: true or false, default false] */
#define SIVO_QUEUE_ANNOUNCE_POSITION 11
/* Percentage to be answered within the threshold. [service_level_target_pct: an integer from 0
   to 100, default 80] */
#define SIVO_QUEUE_SERVICE_LEVEL_TARGET_PCT 12
/* Seconds within which an answer counts. [service_level_threshold_sec: an integer from 0 to
   3600, default 20; on input also `service_level_target`] */
#define SIVO_QUEUE_SERVICE_LEVEL_THRESHOLD_SEC 13
/* Which of the known formulas the queue's service level uses. [service_level_definition: one of
   answered_over_offered, answered_only, ignore_abandoned, abandoned_within_counts, default
   "answered_over_offered"] */
#define SIVO_QUEUE_SERVICE_LEVEL_DEFINITION 14
/* Seconds an agent's phone rings. [ring_timeout_sec: an integer from 5 to 300, default 20] */
#define SIVO_QUEUE_RING_TIMEOUT_SEC 15
/* Waiting callers above which a call is refused as full; 0 = no limit. [max_length: an integer
   from 0 to 100000, default 0] */
#define SIVO_QUEUE_MAX_LENGTH 16
/* yes = may join without agents, no = not when all are logged out, strict = nor paused.
   [join_empty: one of yes, no, strict, default "yes"] */
#define SIVO_QUEUE_JOIN_EMPTY 17
/* no = callers stay, yes = they leave when all are logged out, strict = or paused.
   [leave_when_empty: one of yes, no, strict, default "no"] */
#define SIVO_QUEUE_LEAVE_WHEN_EMPTY 18
/* Seconds a queue must be empty of agents before callers leave. [empty_grace_sec: an integer
   from 0 to 3600, default 0] */
#define SIVO_QUEUE_EMPTY_GRACE_SEC 19
/* Seconds of waiting after which the next tier opens; 0 = at once, after the lower ones.
   [tier_wait_sec: an integer from 0 to 86400, default 0] */
#define SIVO_QUEUE_TIER_WAIT_SEC 20
/* Tier n opens after n - 1 times the wait. [tier_wait_multiply: true or false, default false] */
#define SIVO_QUEUE_TIER_WAIT_MULTIPLY 21
/* Seconds without offers after a rejected one; less than 1 counts as 1. [reject_delay_sec: an
   integer from 0 to 3600, default 0] */
#define SIVO_QUEUE_REJECT_DELAY_SEC 22
/* Seconds without offers after the phone was busy; less than 1 counts as 1. [busy_delay_sec: an
   integer from 0 to 3600, default 10] */
#define SIVO_QUEUE_BUSY_DELAY_SEC 23
/* Seconds without offers after a missed one; less than 1 counts as 1. [no_answer_delay_sec: an
   integer from 0 to 3600, default 5] */
#define SIVO_QUEUE_NO_ANSWER_DELAY_SEC 24
/* Seconds without offers after the phone was unreachable; less than 1 counts as 1.
   [unreachable_delay_sec: an integer from 0 to 3600, default 30] */
#define SIVO_QUEUE_UNREACHABLE_DELAY_SEC 25
/* Missed offers in a row after which the agent is paused; 0 = never. [max_no_answer: an integer
   from 0 to 1000, default 3] */
#define SIVO_QUEUE_MAX_NO_ANSWER 26
/* Busy phones in a row after which the agent is paused; 0 = never. [max_busy: an integer from 0
   to 1000, default 0] */
#define SIVO_QUEUE_MAX_BUSY 27
/* Rejected offers in a row after which the agent is paused; 0 = never. [max_reject: an integer
   from 0 to 1000, default 0] */
#define SIVO_QUEUE_MAX_REJECT 28
/* A missed offer resets the agent's idle time. [missed_moves_to_end: true or false, default
   false] */
#define SIVO_QUEUE_MISSED_MOVES_TO_END 29
/* Where a caller goes when the queue overflows; none = stays. [overflow_action: one of none,
   queue, ivr_flow, number, voicemail, hangup, default "none"] */
#define SIVO_QUEUE_OVERFLOW_ACTION 30
/* Seconds in this queue after which a caller overflows; 0 = never. [overflow_after_sec: an
   integer from 0 to 86400, default 0] */
#define SIVO_QUEUE_OVERFLOW_AFTER_SEC 31
/* Waiting callers from which a new one overflows; 0 = never. [overflow_at_length: an integer
   from 0 to 100000, default 0] */
#define SIVO_QUEUE_OVERFLOW_AT_LENGTH 32
/* A caller overflows when no agent is there. [overflow_when_empty: true or false, default false] */
#define SIVO_QUEUE_OVERFLOW_WHEN_EMPTY 33
/* Target of overflow_action queue. [overflow_queue_id: a UUID, or null; refers to queue, null
   when that goes] */
#define SIVO_QUEUE_OVERFLOW_QUEUE_ID 34
/* Target of overflow_action ivr_flow. [overflow_ivr_flow_id: a UUID, or null; refers to
   ivr_flow, null when that goes] */
#define SIVO_QUEUE_OVERFLOW_IVR_FLOW_ID 35
/* Target of overflow_action number, E.164. [overflow_number: a text of 3 to 16 characters, or
   null] */
#define SIVO_QUEUE_OVERFLOW_NUMBER 36
/* The wait so far counts in the queue overflowed to. [keep_wait: true or false, default true] */
#define SIVO_QUEUE_KEEP_WAIT 37
/* Skill names to least levels an agent must have. [required_skills: a JSON document of 2 to 4096
   bytes, default {}] */
#define SIVO_QUEUE_REQUIRED_SKILLS 38
/* Skill names to least levels of the agents tried first. [preferred_skills: a JSON document of 2
   to 4096 bytes, default {}] */
#define SIVO_QUEUE_PREFERRED_SKILLS 39
/* Seconds after which preferred skills are relaxed by one step; 0 = never.
   [skill_relax_after_sec: an integer from 0 to 86400, default 0] */
#define SIVO_QUEUE_SKILL_RELAX_AFTER_SEC 40
/* Priority points a caller gains per minute of waiting. [aging_points_per_min: an integer from 0
   to 1000, default 0] */
#define SIVO_QUEUE_AGING_POINTS_PER_MIN 41
/* Seconds between announcements of place or wait. [announce_interval_sec: an integer from 5 to
   3600, default 30] */
#define SIVO_QUEUE_ANNOUNCE_INTERVAL_SEC 42
/* Callers hear their estimated wait. [announce_wait: true or false, default false] */
#define SIVO_QUEUE_ANNOUNCE_WAIT 43
/* Seconds within which a caller who left gets his place back; 0 = never. [abandoned_resume_sec:
   an integer from 0 to 86400, default 0] */
#define SIVO_QUEUE_ABANDONED_RESUME_SEC 44
/* Callers who leave before this many seconds are short abandons. [short_abandon_sec: an integer
   from 0 to 3600, default 5] */
#define SIVO_QUEUE_SHORT_ABANDON_SEC 45
/* Between queues that want the same agent, the greater wins. [weight: an integer from 0 to 1000,
   default 1] */
#define SIVO_QUEUE_WEIGHT 46
/* An agent must press a key to take the call. [press_to_accept: true or false, default false] */
#define SIVO_QUEUE_PRESS_TO_ACCEPT 47
/* Seconds of the past in which fewest-calls counts. [fewest_calls_window_sec: an integer from 60
   to 86400, default 3600] */
#define SIVO_QUEUE_FEWEST_CALLS_WINDOW_SEC 48
/* Callers may hang up and keep their place. [callback_enabled: true or false, default false] */
#define SIVO_QUEUE_CALLBACK_ENABLED 49
/* Times a callback is dialled. [callback_attempts: an integer from 1 to 10, default 3] */
#define SIVO_QUEUE_CALLBACK_ATTEMPTS 50
/* Seconds after which a callback not reached is dropped. [callback_window_sec: an integer from
   60 to 604800, default 14400] */
#define SIVO_QUEUE_CALLBACK_WINDOW_SEC 51
/* Seconds between two attempts to call back. [callback_retry_sec: an integer from 10 to 86400,
   default 300] */
#define SIVO_QUEUE_CALLBACK_RETRY_SEC 52
/* Key by which a waiting caller asks to be called back; null = none. [callback_key: a text of 1
   to 1 characters, or null] */
#define SIVO_QUEUE_CALLBACK_KEY 53
/* Key by which an agent accepts, with press_to_accept. [accept_key: a text of 1 to 1 characters,
   default "1"] */
#define SIVO_QUEUE_ACCEPT_KEY 54
/* Said to the agent before he is joined to the caller; null = nothing. [whisper: a text of 1 to
   500 characters, or null] */
#define SIVO_QUEUE_WHISPER 55
/* Short abandons do not count in the queue's service level.
   [service_level_excludes_short_abandons: true or false, default false] */
#define SIVO_QUEUE_SERVICE_LEVEL_EXCLUDES_SHORT_ABANDONS 56
/* Flow-outs count in the queue's service level as callers who were not answered.
   [service_level_includes_flow_outs: true or false, default false] */
#define SIVO_QUEUE_SERVICE_LEVEL_INCLUDES_FLOW_OUTS 57

/* ── queue_member ── */

/* UUIDv7, made by the library, never reused. [id: a UUID; sealed at creation] */
#define SIVO_QUEUE_MEMBER_ID 1
/* The tenant everything hangs from. [tenant_id: a UUID; sealed at creation] */
#define SIVO_QUEUE_MEMBER_TENANT_ID 2
/* When it was created. [created_at: an RFC 3339 time in the years 1 to 9999; read-only] */
#define SIVO_QUEUE_MEMBER_CREATED_AT 3
/* When it was last changed. [updated_at: an RFC 3339 time in the years 1 to 9999; read-only] */
#define SIVO_QUEUE_MEMBER_UPDATED_AT 4
/* Grows by one with each change; a stale one is refused. [version: an integer, default 0] */
#define SIVO_QUEUE_MEMBER_VERSION 5
/* The queue. [queue_id: a UUID; required; sealed at creation; refers to queue, goes with that] */
#define SIVO_QUEUE_MEMBER_QUEUE_ID 6
/* The agent. [user_id: a UUID; required; sealed at creation; refers to user, goes with that] */
#define SIVO_QUEUE_MEMBER_USER_ID 7
/* 1 is tried first; higher ones are backup. [tier: an integer from 1 to 100, default 1] */
#define SIVO_QUEUE_MEMBER_TIER 8
/* Order inside the tier, lowest first. [level: an integer from 1 to 1000, default 1] */
#define SIVO_QUEUE_MEMBER_LEVEL 9

/* ── did ── */

/* UUIDv7, made by the library, never reused. [id: a UUID; sealed at creation] */
#define SIVO_DID_ID 1
/* The tenant everything hangs from. [tenant_id: a UUID; sealed at creation] */
#define SIVO_DID_TENANT_ID 2
/* When it was created. [created_at: an RFC 3339 time in the years 1 to 9999; read-only] */
#define SIVO_DID_CREATED_AT 3
/* When it was last changed. [updated_at: an RFC 3339 time in the years 1 to 9999; read-only] */
#define SIVO_DID_UPDATED_AT 4
/* Grows by one with each change; a stale one is refused. [version: an integer, default 0] */
#define SIVO_DID_VERSION 5
/* The number, E.164; one tenant of the file has it. [number: a text of 3 to 16 characters;
   required; unique in the file] */
#define SIVO_DID_NUMBER 6
/* The trunk it comes in by. [trunk_id: a UUID; required; refers to sip_trunk, which stays while
   referred to] */
#define SIVO_DID_TRUNK_ID 7
/* The flow a call to it runs. [ivr_flow_id: a UUID; required; refers to ivr_flow, which stays
   while referred to] */
#define SIVO_DID_IVR_FLOW_ID 8
/* When it is open; null = always. [schedule_id: a UUID, or null; refers to schedule, which stays
   while referred to] */
#define SIVO_DID_SCHEDULE_ID 9
/* The flow while closed; null = a closed announcement and hangup. [out_of_hours_ivr_flow_id: a
   UUID, or null; refers to ivr_flow, which stays while referred to] */
#define SIVO_DID_OUT_OF_HOURS_IVR_FLOW_ID 10
/* May be shown on outbound calls. [outbound_caller_id: true or false, default false] */
#define SIVO_DID_OUTBOUND_CALLER_ID 11
/* ISO 639-1 language of its callers; null = the tenant's. [language: a text of 2 to 2
   characters, or null] */
#define SIVO_DID_LANGUAGE 12

/* ── ivr_flow ── */

/* UUIDv7, made by the library, never reused. [id: a UUID; sealed at creation] */
#define SIVO_IVR_FLOW_ID 1
/* The tenant everything hangs from. [tenant_id: a UUID; sealed at creation] */
#define SIVO_IVR_FLOW_TENANT_ID 2
/* When it was created. [created_at: an RFC 3339 time in the years 1 to 9999; read-only] */
#define SIVO_IVR_FLOW_CREATED_AT 3
/* When it was last changed. [updated_at: an RFC 3339 time in the years 1 to 9999; read-only] */
#define SIVO_IVR_FLOW_UPDATED_AT 4
/* Grows by one with each change; a stale one is refused. [version: an integer, default 0] */
#define SIVO_IVR_FLOW_VERSION 5
/* Shown to people. [name: a text of 1 to 120 characters; required; unique in the tenant] */
#define SIVO_IVR_FLOW_NAME 6
/* What it is for. [description: a text of 0 to 2000 characters, or null] */
#define SIVO_IVR_FLOW_DESCRIPTION 7

/* ── ivr_flow_version ── */

/* UUIDv7, made by the library, never reused. [id: a UUID; sealed at creation] */
#define SIVO_IVR_FLOW_VERSION_ID 1
/* The tenant everything hangs from. [tenant_id: a UUID; sealed at creation] */
#define SIVO_IVR_FLOW_VERSION_TENANT_ID 2
/* When it was created. [created_at: an RFC 3339 time in the years 1 to 9999; read-only] */
#define SIVO_IVR_FLOW_VERSION_CREATED_AT 3
/* When it was last changed. [updated_at: an RFC 3339 time in the years 1 to 9999; read-only] */
#define SIVO_IVR_FLOW_VERSION_UPDATED_AT 4
/* Grows by one with each change; a stale one is refused. [version: an integer, default 0] */
#define SIVO_IVR_FLOW_VERSION_VERSION 5
/* The flow. [flow_id: a UUID; required; sealed at creation; refers to ivr_flow, goes with that] */
#define SIVO_IVR_FLOW_VERSION_FLOW_ID 6
/* 1, 2, 3…; 0 at creation takes the next. [flow_version: an integer from 0 to 1000000, default
   0; sealed at creation] */
#define SIVO_IVR_FLOW_VERSION_FLOW_VERSION 7
/* Calls that start now run it; at most one of a flow. [is_active: true or false, default false] */
#define SIVO_IVR_FLOW_VERSION_IS_ACTIVE 8
/* The flow document (sivo.flow/1), or its array of nodes. [nodes: a JSON document of 0 to
   1048576 bytes; required; sealed at creation] */
#define SIVO_IVR_FLOW_VERSION_NODES 9
/* Who made it. [created_by: a UUID, or null; sealed at creation; refers to user, which may be
   gone] */
#define SIVO_IVR_FLOW_VERSION_CREATED_BY 10

/* ── sip_trunk ── */

/* UUIDv7, made by the library, never reused. [id: a UUID; sealed at creation] */
#define SIVO_SIP_TRUNK_ID 1
/* The tenant everything hangs from. [tenant_id: a UUID; sealed at creation] */
#define SIVO_SIP_TRUNK_TENANT_ID 2
/* When it was created. [created_at: an RFC 3339 time in the years 1 to 9999; read-only] */
#define SIVO_SIP_TRUNK_CREATED_AT 3
/* When it was last changed. [updated_at: an RFC 3339 time in the years 1 to 9999; read-only] */
#define SIVO_SIP_TRUNK_UPDATED_AT 4
/* Grows by one with each change; a stale one is refused. [version: an integer, default 0] */
#define SIVO_SIP_TRUNK_VERSION 5
/* Shown to people. [name: a text of 1 to 120 characters; required; unique in the tenant] */
#define SIVO_SIP_TRUNK_NAME 6
/* Who sells it. [provider: one of zadarma, twilio, bandwidth, custom, default "custom"] */
#define SIVO_SIP_TRUNK_PROVIDER 7
/* Name or address of the provider's SIP server. [host: a text of 1 to 253 characters; required] */
#define SIVO_SIP_TRUNK_HOST 8
/* Port of that server. [port: an integer from 1 to 65535, default 5060] */
#define SIVO_SIP_TRUNK_PORT 9
/* How SIP is carried. [transport: one of udp, tcp, tls, default "udp"] */
#define SIVO_SIP_TRUNK_TRANSPORT 10
/* The host registers with the provider. [register: true or false, default false] */
#define SIVO_SIP_TRUNK_REGISTER 11
/* Calls at once; 0 = no limit. [max_channels: an integer from 0 to 100000, default 0] */
#define SIVO_SIP_TRUNK_MAX_CHANNELS 12
/* Name to sign in with. [username: a text of 1 to 255 characters, or null] */
#define SIVO_SIP_TRUNK_USERNAME 13
/* Password to sign in with; goes in plain, is kept encrypted, never comes out.
   [password_encrypted: a text of 1 to 255 characters, or null; secret; on input also `password`] */
#define SIVO_SIP_TRUNK_PASSWORD_ENCRYPTED 14
/* Networks its calls may come from. [allowed_cidrs: a JSON document of 2 to 16384 bytes, default
   []] */
#define SIVO_SIP_TRUNK_ALLOWED_CIDRS 15
/* Registration; NOREG = registration not used, the trunk is usable. [state: one of REGED,
   TRYING, FAIL, NOREG; read-only] */
#define SIVO_SIP_TRUNK_STATE 16
/* The trunk to use when this one fails. [failover_trunk_id: a UUID, or null; refers to
   sip_trunk, which stays while referred to] */
#define SIVO_SIP_TRUNK_FAILOVER_TRUNK_ID 17

/* ── schedule ── */

/* UUIDv7, made by the library, never reused. [id: a UUID; sealed at creation] */
#define SIVO_SCHEDULE_ID 1
/* The tenant everything hangs from. [tenant_id: a UUID; sealed at creation] */
#define SIVO_SCHEDULE_TENANT_ID 2
/* When it was created. [created_at: an RFC 3339 time in the years 1 to 9999; read-only] */
#define SIVO_SCHEDULE_CREATED_AT 3
/* When it was last changed. [updated_at: an RFC 3339 time in the years 1 to 9999; read-only] */
#define SIVO_SCHEDULE_UPDATED_AT 4
/* Grows by one with each change; a stale one is refused. [version: an integer, default 0] */
#define SIVO_SCHEDULE_VERSION 5
/* Shown to people. [name: a text of 1 to 120 characters; required; unique in the tenant] */
#define SIVO_SCHEDULE_NAME 6
/* IANA zone; null = the tenant's. [timezone: a text of 1 to 64 characters, or null] */
#define SIVO_SCHEDULE_TIMEZONE 7
/* mon to sun: null, {open, close} or an array of those; HH:MM, close exclusive. [hours: a JSON
   document of 2 to 16384 bytes, default {}] */
#define SIVO_SCHEDULE_HOURS 8
/* Dates YYYY-MM-DD on which it is closed. [holidays: a JSON document of 2 to 65536 bytes,
   default []] */
#define SIVO_SCHEDULE_HOLIDAYS 9
/* Dates with hours of their own, or closed; they win over holidays and weekdays. [exceptions: a
   JSON document of 2 to 262144 bytes, default []] */
#define SIVO_SCHEDULE_EXCEPTIONS 10

/* ── call ── */

/* UUIDv7, made by the library, never reused. [id: a UUID; sealed at creation] */
#define SIVO_CALL_ID 1
/* The tenant everything hangs from. [tenant_id: a UUID; sealed at creation] */
#define SIVO_CALL_TENANT_ID 2
/* When it was created. [created_at: an RFC 3339 time in the years 1 to 9999; read-only] */
#define SIVO_CALL_CREATED_AT 3
/* When it was last changed. [updated_at: an RFC 3339 time in the years 1 to 9999; read-only] */
#define SIVO_CALL_UPDATED_AT 4
/* Grows by one with each change; a stale one is refused. [version: an integer, default 0] */
#define SIVO_CALL_VERSION 5
/* Who called. [direction: one of inbound, outbound, internal; required] */
#define SIVO_CALL_DIRECTION 6
/* The caller's number; empty = withheld. [caller_id_number: a text of 0 to 255 characters;
   personal data] */
#define SIVO_CALL_CALLER_ID_NUMBER 7
/* The caller's name as the network says it. [caller_id_name: a text of 0 to 120 characters, or
   null; personal data] */
#define SIVO_CALL_CALLER_ID_NAME 8
/* What was dialled. [destination: a text of 0 to 255 characters; personal data] */
#define SIVO_CALL_DESTINATION 9
/* The number called. [did_id: a UUID, or null; refers to did, which may be gone] */
#define SIVO_CALL_DID_ID 10
/* The last agent who answered, or who called. [agent_id: a UUID, or null; refers to user, which
   may be gone] */
#define SIVO_CALL_AGENT_ID 11
/* The last queue it waited in. [queue_id: a UUID, or null; refers to queue, which may be gone] */
#define SIVO_CALL_QUEUE_ID 12
/* The flow it started with. [ivr_flow_id: a UUID, or null; refers to ivr_flow, which may be
   gone] */
#define SIVO_CALL_IVR_FLOW_ID 13
/* How it ended. [status: one of answered, no_answer, busy, failed, abandoned; required] */
#define SIVO_CALL_STATUS 14
/* When it was offered or placed. [started_at: an RFC 3339 time in the years 1 to 9999; required] */
#define SIVO_CALL_STARTED_AT 15
/* When a human or an agent answered. [answered_at: an RFC 3339 time in the years 1 to 9999, or
   null] */
#define SIVO_CALL_ANSWERED_AT 16
/* When it was over. [ended_at: an RFC 3339 time in the years 1 to 9999, or null] */
#define SIVO_CALL_ENDED_AT 17
/* Whole seconds from started_at to ended_at, rounded down. [duration_sec: an integer from 0 to
   2678400, default 0] */
#define SIVO_CALL_DURATION_SEC 18
/* Whole seconds from answered_at to ended_at; 0 when unanswered. [billsec: an integer from 0 to
   2678400, default 0] */
#define SIVO_CALL_BILLSEC 19
/* Q.850 cause name. [hangup_cause: a text of 1 to 64 characters, default "NORMAL_CLEARING"] */
#define SIVO_CALL_HANGUP_CAUSE 20
/* Its recording. [recording_id: a UUID, or null; refers to recording, which may be gone] */
#define SIVO_CALL_RECORDING_ID 21
/* Its transcript. [transcript_id: a UUID, or null; refers to transcript, which may be gone] */
#define SIVO_CALL_TRANSCRIPT_ID 22
/* Mean opinion score of the audio, 1 to 5. [mos_score: a number from 1 to 5, or null] */
#define SIVO_CALL_MOS_SCORE 23
/* The VoiceCall it was pushed to. [salesforce_voicecall_id: a text of 1 to 64 characters, or
   null] */
#define SIVO_CALL_SALESFORCE_VOICECALL_ID 24
/* A key of an outside system. [vendor_call_key: a UUID, or null] */
#define SIVO_CALL_VENDOR_CALL_KEY 25
/* Ids of the flow nodes visited, in order. [ivr_path: a JSON document of 0 to 1048576 bytes,
   default []] */
#define SIVO_CALL_IVR_PATH 26
/* Milliseconds in queues, ringing included. [wait_ms: an integer from 0 to 2678400000, default
   0] */
#define SIVO_CALL_WAIT_MS 27
/* Milliseconds during which a phone rang for it. [ring_ms: an integer from 0 to 2678400000,
   default 0] */
#define SIVO_CALL_RING_MS 28
/* Milliseconds bridged, hold not included. [talk_ms: an integer from 0 to 2678400000, default 0] */
#define SIVO_CALL_TALK_MS 29
/* Milliseconds on hold. [hold_ms: an integer from 0 to 2678400000, default 0] */
#define SIVO_CALL_HOLD_MS 30
/* Milliseconds of wrap-up after it. [acw_ms: an integer from 0 to 2678400000, default 0] */
#define SIVO_CALL_ACW_MS 31
/* What became of each transfer, in order. [transfers: a JSON document of 2 to 65536 bytes,
   default []] */
#define SIVO_CALL_TRANSFERS 32
/* Session variables at the end, sensitive ones masked. [variables: a JSON document of 2 to
   262144 bytes, default {}; personal data] */
#define SIVO_CALL_VARIABLES 33
/* SIP status, as it came. [sip_status: an integer from 100 to 699, or null] */
#define SIVO_CALL_SIP_STATUS 34
/* Q.850 code, as it came. [q850_code: an integer from 0 to 127, or null] */
#define SIVO_CALL_Q850_CODE 35
/* The host's own reference. [channel: a text of 1 to 255 characters, or null] */
#define SIVO_CALL_CHANNEL 36
/* Array of {queue_id, entered_at, left_at, waited_ms, in_sl (within the threshold), is_short (a
   short abandon), reason, agent_id, predicted_ms, missed: {user_id: count}}, in order; reason
   served, abandoned, timeout, …. [queue_visits: a JSON document of 2 to 262144 bytes, default
   []] */
#define SIVO_CALL_QUEUE_VISITS 37
/* Array of {agent_id, queue_id, answered_at, ended_at, ring_ms, talk_ms, hold_ms, acw_ms,
   transfer (blind or attended: it ended by his handing the call on)}, one for each agent who
   took the call, in order. [handled: a JSON document of 2 to 262144 bytes, default []] */
#define SIVO_CALL_HANDLED 38

/* ── recording ── */

/* UUIDv7, made by the library, never reused. [id: a UUID; sealed at creation] */
#define SIVO_RECORDING_ID 1
/* The tenant everything hangs from. [tenant_id: a UUID; sealed at creation] */
#define SIVO_RECORDING_TENANT_ID 2
/* When it was created. [created_at: an RFC 3339 time in the years 1 to 9999; read-only] */
#define SIVO_RECORDING_CREATED_AT 3
/* When it was last changed. [updated_at: an RFC 3339 time in the years 1 to 9999; read-only] */
#define SIVO_RECORDING_UPDATED_AT 4
/* Grows by one with each change; a stale one is refused. [version: an integer, default 0] */
#define SIVO_RECORDING_VERSION 5
/* The call. [call_id: a UUID; required; sealed at creation; refers to call, which may be gone] */
#define SIVO_RECORDING_CALL_ID 6
/* Where the audio is. [storage_url: a text of 1 to 2048 characters; required] */
#define SIVO_RECORDING_STORAGE_URL 7
/* How the audio is coded. [format: one of wav, mp3, ogg, default "wav"] */
#define SIVO_RECORDING_FORMAT 8
/* Length in seconds. [duration_sec: an integer from 0 to 2678400, default 0] */
#define SIVO_RECORDING_DURATION_SEC 9
/* Size in bytes. [size_bytes: an integer from 0 to 1099511627776, default 0] */
#define SIVO_RECORDING_SIZE_BYTES 10
/* When it is to go, by the policy of the time; null = never. [expires_at: an RFC 3339 time in
   the years 1 to 9999, or null; sealed at creation] */
#define SIVO_RECORDING_EXPIRES_AT 11
/* Who keeps it. [provider: one of sivo_managed, s3, gcs, azure, minio, ftp, sftp, default
   "sivo_managed"] */
#define SIVO_RECORDING_PROVIDER 12

/* ── transcript ── */

/* UUIDv7, made by the library, never reused. [id: a UUID; sealed at creation] */
#define SIVO_TRANSCRIPT_ID 1
/* The tenant everything hangs from. [tenant_id: a UUID; sealed at creation] */
#define SIVO_TRANSCRIPT_TENANT_ID 2
/* When it was created. [created_at: an RFC 3339 time in the years 1 to 9999; read-only] */
#define SIVO_TRANSCRIPT_CREATED_AT 3
/* When it was last changed. [updated_at: an RFC 3339 time in the years 1 to 9999; read-only] */
#define SIVO_TRANSCRIPT_UPDATED_AT 4
/* Grows by one with each change; a stale one is refused. [version: an integer, default 0] */
#define SIVO_TRANSCRIPT_VERSION 5
/* The call. [call_id: a UUID; required; sealed at creation; refers to call, which may be gone] */
#define SIVO_TRANSCRIPT_CALL_ID 6
/* Who wrote it. [provider: one of deepgram, elevenlabs, whisper, default "deepgram"] */
#define SIVO_TRANSCRIPT_PROVIDER 7
/* ISO 639-1 language spoken. [language: a text of 2 to 2 characters, default "es"] */
#define SIVO_TRANSCRIPT_LANGUAGE 8
/* Array of {speaker, start, end, text}; start and end in seconds of the call. [segments: a JSON
   document of 0 to 1048576 bytes, default []; personal data] */
#define SIVO_TRANSCRIPT_SEGMENTS 9
/* When it is to go, by the policy of the time; null = never. [expires_at: an RFC 3339 time in
   the years 1 to 9999, or null; sealed at creation] */
#define SIVO_TRANSCRIPT_EXPIRES_AT 10

/* ── recording_policy ── */

/* UUIDv7, made by the library, never reused. [id: a UUID; sealed at creation] */
#define SIVO_RECORDING_POLICY_ID 1
/* The tenant everything hangs from. [tenant_id: a UUID; sealed at creation] */
#define SIVO_RECORDING_POLICY_TENANT_ID 2
/* When it was created. [created_at: an RFC 3339 time in the years 1 to 9999; read-only] */
#define SIVO_RECORDING_POLICY_CREATED_AT 3
/* When it was last changed. [updated_at: an RFC 3339 time in the years 1 to 9999; read-only] */
#define SIVO_RECORDING_POLICY_UPDATED_AT 4
/* Grows by one with each change; a stale one is refused. [version: an integer, default 0] */
#define SIVO_RECORDING_POLICY_VERSION 5
/* What it applies to. [scope: one of global, did, queue, agent; required] */
#define SIVO_RECORDING_POLICY_SCOPE 6
/* The did, queue or agent; null for scope global. [resource_id: a UUID, or null] */
#define SIVO_RECORDING_POLICY_RESOURCE_ID 7
/* It is in force. [active: true or false, default true] */
#define SIVO_RECORDING_POLICY_ACTIVE 8
/* How the audio is coded. [format: one of wav, mp3, ogg, default "wav"] */
#define SIVO_RECORDING_POLICY_FORMAT 9
/* Days until a recording expires. [retention_days: an integer from 1 to 36500, default 30] */
#define SIVO_RECORDING_POLICY_RETENTION_DAYS 10
/* Where it is kept; null = managed. [provider_id: a UUID, or null] */
#define SIVO_RECORDING_POLICY_PROVIDER_ID 11
/* What then becomes of it. [on_expiry: one of delete, archive, transfer, default "delete"] */
#define SIVO_RECORDING_POLICY_ON_EXPIRY 12

/* ── transcription_policy ── */

/* UUIDv7, made by the library, never reused. [id: a UUID; sealed at creation] */
#define SIVO_TRANSCRIPTION_POLICY_ID 1
/* The tenant everything hangs from. [tenant_id: a UUID; sealed at creation] */
#define SIVO_TRANSCRIPTION_POLICY_TENANT_ID 2
/* When it was created. [created_at: an RFC 3339 time in the years 1 to 9999; read-only] */
#define SIVO_TRANSCRIPTION_POLICY_CREATED_AT 3
/* When it was last changed. [updated_at: an RFC 3339 time in the years 1 to 9999; read-only] */
#define SIVO_TRANSCRIPTION_POLICY_UPDATED_AT 4
/* Grows by one with each change; a stale one is refused. [version: an integer, default 0] */
#define SIVO_TRANSCRIPTION_POLICY_VERSION 5
/* What it applies to. [scope: one of global, did, queue, agent; required] */
#define SIVO_TRANSCRIPTION_POLICY_SCOPE 6
/* The did, queue or agent; null for scope global. [resource_id: a UUID, or null] */
#define SIVO_TRANSCRIPTION_POLICY_RESOURCE_ID 7
/* It is in force. [active: true or false, default true] */
#define SIVO_TRANSCRIPTION_POLICY_ACTIVE 8
/* How the text is kept. [format: one of json, text, vtt, default "json"] */
#define SIVO_TRANSCRIPTION_POLICY_FORMAT 9
/* Days until a transcript expires. [retention_days: an integer from 1 to 36500, default 90] */
#define SIVO_TRANSCRIPTION_POLICY_RETENTION_DAYS 10
/* Who writes it; null = the engine set. [provider_id: a UUID, or null] */
#define SIVO_TRANSCRIPTION_POLICY_PROVIDER_ID 11
/* What then becomes of it. [on_expiry: one of delete, archive, transfer, default "delete"] */
#define SIVO_TRANSCRIPTION_POLICY_ON_EXPIRY 12

/* ── audit_log ── */

/* UUIDv7, made by the library, never reused. [id: a UUID; sealed at creation] */
#define SIVO_AUDIT_LOG_ID 1
/* The tenant everything hangs from. [tenant_id: a UUID; sealed at creation] */
#define SIVO_AUDIT_LOG_TENANT_ID 2
/* When it was created. [created_at: an RFC 3339 time in the years 1 to 9999; read-only] */
#define SIVO_AUDIT_LOG_CREATED_AT 3
/* When it was last changed. [updated_at: an RFC 3339 time in the years 1 to 9999; read-only] */
#define SIVO_AUDIT_LOG_UPDATED_AT 4
/* Grows by one with each change; a stale one is refused. [version: an integer, default 0] */
#define SIVO_AUDIT_LOG_VERSION 5
/* When it happened. [timestamp: an RFC 3339 time in the years 1 to 9999; required] */
#define SIVO_AUDIT_LOG_TIMESTAMP 6
/* Who did it; null = the library. [actor_user_id: a UUID, or null; refers to user, which may be
   gone] */
#define SIVO_AUDIT_LOG_ACTOR_USER_ID 7
/* From which address. [actor_ip: a text of 2 to 45 characters, or null; personal data] */
#define SIVO_AUDIT_LOG_ACTOR_IP 8
/* With which program. [actor_ua: a text of 0 to 512 characters, or null] */
#define SIVO_AUDIT_LOG_ACTOR_UA 9
/* What was done. [action: one of create, update, delete, access, login, logout, login_failed;
   required] */
#define SIVO_AUDIT_LOG_ACTION 10
/* The table of the thing it was done to. [resource_type: a text of 1 to 64 characters; required] */
#define SIVO_AUDIT_LOG_RESOURCE_TYPE 11
/* That thing. [resource_id: a UUID, or null] */
#define SIVO_AUDIT_LOG_RESOURCE_ID 12
/* Each changed field as {from, to}, secrets masked. [diff: a JSON document of 0 to 1048576
   bytes, default {}; personal data] */
#define SIVO_AUDIT_LOG_DIFF 13
/* Done by someone of no tenant. [cross_tenant: true or false, default false] */
#define SIVO_AUDIT_LOG_CROSS_TENANT 14
/* 1, 2, 3… in the tenant, without a gap. [sequence: an integer of at least 0, default 0] */
#define SIVO_AUDIT_LOG_SEQUENCE 15
/* SHA-256 of the row before; empty for the first. [previous_hash: 0 to 32 bytes] */
#define SIVO_AUDIT_LOG_PREVIOUS_HASH 16
/* SHA-256 over this row and previous_hash. [hash: 0 to 32 bytes] */
#define SIVO_AUDIT_LOG_HASH 17

/* ── pause_reason ── */

/* UUIDv7, made by the library, never reused. [id: a UUID; sealed at creation] */
#define SIVO_PAUSE_REASON_ID 1
/* The tenant everything hangs from. [tenant_id: a UUID; sealed at creation] */
#define SIVO_PAUSE_REASON_TENANT_ID 2
/* When it was created. [created_at: an RFC 3339 time in the years 1 to 9999; read-only] */
#define SIVO_PAUSE_REASON_CREATED_AT 3
/* When it was last changed. [updated_at: an RFC 3339 time in the years 1 to 9999; read-only] */
#define SIVO_PAUSE_REASON_UPDATED_AT 4
/* Grows by one with each change; a stale one is refused. [version: an integer, default 0] */
#define SIVO_PAUSE_REASON_VERSION 5
/* Shown to people. [name: a text of 1 to 60 characters; required; unique in the tenant] */
#define SIVO_PAUSE_REASON_NAME 6
/* What kind of pause it is. [category: one of personal, operational, training, default
   "personal"] */
#define SIVO_PAUSE_REASON_CATEGORY 7
/* Colour in the panel, #rrggbb. [color: a text of 7 to 7 characters, default "#808080"] */
#define SIVO_PAUSE_REASON_COLOR 8
/* Counts as work in occupancy. [is_productive: true or false, default false] */
#define SIVO_PAUSE_REASON_IS_PRODUCTIVE 9

/* ── voicemail ── */

/* UUIDv7, made by the library, never reused. [id: a UUID; sealed at creation] */
#define SIVO_VOICEMAIL_ID 1
/* The tenant everything hangs from. [tenant_id: a UUID; sealed at creation] */
#define SIVO_VOICEMAIL_TENANT_ID 2
/* When it was created. [created_at: an RFC 3339 time in the years 1 to 9999; read-only] */
#define SIVO_VOICEMAIL_CREATED_AT 3
/* When it was last changed. [updated_at: an RFC 3339 time in the years 1 to 9999; read-only] */
#define SIVO_VOICEMAIL_UPDATED_AT 4
/* Grows by one with each change; a stale one is refused. [version: an integer, default 0] */
#define SIVO_VOICEMAIL_VERSION 5
/* The box it was left in, as the flow or the queue names it. [mailbox: a text of 1 to 120
   characters; required; sealed at creation] */
#define SIVO_VOICEMAIL_MAILBOX 6
/* The call that left it. [call_id: a UUID, or null; sealed at creation; refers to call, which
   may be gone] */
#define SIVO_VOICEMAIL_CALL_ID 7
/* The person it is for, if one. [user_id: a UUID, or null; refers to user, null when that goes] */
#define SIVO_VOICEMAIL_USER_ID 8
/* The queue it is for, if one. [queue_id: a UUID, or null; refers to queue, null when that goes] */
#define SIVO_VOICEMAIL_QUEUE_ID 9
/* The caller's number; empty = withheld. [caller_id_number: a text of 0 to 255 characters;
   personal data] */
#define SIVO_VOICEMAIL_CALLER_ID_NUMBER 10
/* Where the audio is. [storage_url: a text of 1 to 2048 characters; required] */
#define SIVO_VOICEMAIL_STORAGE_URL 11
/* How the audio is coded. [format: one of wav, mp3, ogg, default "wav"] */
#define SIVO_VOICEMAIL_FORMAT 12
/* Length in seconds. [duration_sec: an integer from 0 to 2678400, default 0] */
#define SIVO_VOICEMAIL_DURATION_SEC 13
/* Size in bytes. [size_bytes: an integer from 0 to 1099511627776, default 0] */
#define SIVO_VOICEMAIL_SIZE_BYTES 14
/* What was said, if transcribed. [transcript: a text of 0 to 20000 characters, or null; personal
   data] */
#define SIVO_VOICEMAIL_TRANSCRIPT 15
/* When it was first heard. [heard_at: an RFC 3339 time in the years 1 to 9999, or null] */
#define SIVO_VOICEMAIL_HEARD_AT 16
/* When it is to go; null = never. [expires_at: an RFC 3339 time in the years 1 to 9999, or null] */
#define SIVO_VOICEMAIL_EXPIRES_AT 17

/* ── webhook_endpoint ── */

/* UUIDv7, made by the library, never reused. [id: a UUID; sealed at creation] */
#define SIVO_WEBHOOK_ENDPOINT_ID 1
/* The tenant everything hangs from. [tenant_id: a UUID; sealed at creation] */
#define SIVO_WEBHOOK_ENDPOINT_TENANT_ID 2
/* When it was created. [created_at: an RFC 3339 time in the years 1 to 9999; read-only] */
#define SIVO_WEBHOOK_ENDPOINT_CREATED_AT 3
/* When it was last changed. [updated_at: an RFC 3339 time in the years 1 to 9999; read-only] */
#define SIVO_WEBHOOK_ENDPOINT_UPDATED_AT 4
/* Grows by one with each change; a stale one is refused. [version: an integer, default 0] */
#define SIVO_WEBHOOK_ENDPOINT_VERSION 5
/* Shown to people. [name: a text of 1 to 120 characters; required; unique in the tenant] */
#define SIVO_WEBHOOK_ENDPOINT_NAME 6
/* Where events are posted; plain http only to allowed_cidrs. [url: a text of 8 to 2048
   characters; required] */
#define SIVO_WEBHOOK_ENDPOINT_URL 7
/* Types of event it wants; * stands for the rest of a name. [event_types: a JSON document of 2
   to 8192 bytes, default ["*"]] */
#define SIVO_WEBHOOK_ENDPOINT_EVENT_TYPES 8
/* Fields of data that must have these texts. [filters: a JSON document of 2 to 4096 bytes,
   default {}] */
#define SIVO_WEBHOOK_ENDPOINT_FILTERS 9
/* Events are sent; else they are held. [enabled: true or false, default true] */
#define SIVO_WEBHOOK_ENDPOINT_ENABLED 10
/* whsec_ and base64 of 24 to 64 bytes; made when not given. [signing_secret: a text of 38 to 100
   characters, or null; secret] */
#define SIVO_WEBHOOK_ENDPOINT_SIGNING_SECRET 11
/* At most 5 earlier secrets that still sign, with expires_at. [old_secrets: a JSON document of 2
   to 2048 bytes, or null; secret] */
#define SIVO_WEBHOOK_ENDPOINT_OLD_SECRETS 12
/* Milliseconds for one request. [timeout_ms: an integer from 1000 to 30000, default 10000] */
#define SIVO_WEBHOOK_ENDPOINT_TIMEOUT_MS 13
/* Seconds before each retry; null = 5, 30, 120, 600, 3600, 21600. [retry_delays_sec: a JSON
   document of 2 to 512 bytes, or null] */
#define SIVO_WEBHOOK_ENDPOINT_RETRY_DELAYS_SEC 14
/* Percentage a delay may grow by chance. [jitter_pct: an integer from 0 to 50, default 10] */
#define SIVO_WEBHOOK_ENDPOINT_JITTER_PCT 15
/* strict = the events of one call arrive in order. [ordering: one of best_effort, strict,
   default "best_effort"] */
#define SIVO_WEBHOOK_ENDPOINT_ORDERING 16
/* Requests per second; 0 = no limit. [rate_per_sec: an integer from 0 to 10000, default 0] */
#define SIVO_WEBHOOK_ENDPOINT_RATE_PER_SEC 17
/* Requests at once. [in_flight_max: an integer from 1 to 256, default 8] */
#define SIVO_WEBHOOK_ENDPOINT_IN_FLIGHT_MAX 18
/* Private networks it may be in. [allowed_cidrs: a JSON document of 2 to 16384 bytes, default
   []] */
#define SIVO_WEBHOOK_ENDPOINT_ALLOWED_CIDRS 19
/* Hours of nothing but failure after which it is disabled; 0 = never. [disable_after_hours: an
   integer from 0 to 8760, default 120] */
#define SIVO_WEBHOOK_ENDPOINT_DISABLE_AFTER_HOURS 20
/* How it fares. [state: one of active, degraded, disabled; read-only] */
#define SIVO_WEBHOOK_ENDPOINT_STATE 21
/* Since when. [disabled_at: an RFC 3339 time in the years 1 to 9999, or null; read-only] */
#define SIVO_WEBHOOK_ENDPOINT_DISABLED_AT 22
/* Why it was disabled. [disabled_reason: a text of 0 to 255 characters, or null; read-only] */
#define SIVO_WEBHOOK_ENDPOINT_DISABLED_REASON 23
/* First failure after the last success. [failing_since: an RFC 3339 time in the years 1 to 9999,
   or null; read-only] */
#define SIVO_WEBHOOK_ENDPOINT_FAILING_SINCE 24
/* Failed requests since the last success. [failures: an integer of at least 0; read-only] */
#define SIVO_WEBHOOK_ENDPOINT_FAILURES 25
/* The last request answered with 2xx. [last_success_at: an RFC 3339 time in the years 1 to 9999,
   or null; read-only] */
#define SIVO_WEBHOOK_ENDPOINT_LAST_SUCCESS_AT 26

/* ── webhook_delivery ── */

/* UUIDv7, made by the library, never reused. [id: a UUID; sealed at creation] */
#define SIVO_WEBHOOK_DELIVERY_ID 1
/* The tenant everything hangs from. [tenant_id: a UUID; sealed at creation] */
#define SIVO_WEBHOOK_DELIVERY_TENANT_ID 2
/* When it was created. [created_at: an RFC 3339 time in the years 1 to 9999; read-only] */
#define SIVO_WEBHOOK_DELIVERY_CREATED_AT 3
/* When it was last changed. [updated_at: an RFC 3339 time in the years 1 to 9999; read-only] */
#define SIVO_WEBHOOK_DELIVERY_UPDATED_AT 4
/* Grows by one with each change; a stale one is refused. [version: an integer, default 0] */
#define SIVO_WEBHOOK_DELIVERY_VERSION 5
/* Where to. [endpoint_id: a UUID; required; sealed at creation; refers to webhook_endpoint, goes
   with that] */
#define SIVO_WEBHOOK_DELIVERY_ENDPOINT_ID 6
/* The event; the receiver's idempotency key. [event_id: a UUID; required; sealed at creation] */
#define SIVO_WEBHOOK_DELIVERY_EVENT_ID 7
/* Type of the event. [event_type: a text of 1 to 64 characters; required] */
#define SIVO_WEBHOOK_DELIVERY_EVENT_TYPE 8
/* The call it is about, if one; events of it are ordered. [call_id: a UUID, or null; sealed at
   creation; refers to call, which may be gone] */
#define SIVO_WEBHOOK_DELIVERY_CALL_ID 9
/* How far it is. [state: one of pending, in_flight, delivered, dead, held, aborted, default
   "pending"] */
#define SIVO_WEBHOOK_DELIVERY_STATE 10
/* Requests made so far. [attempt: an integer from 0 to 1000, default 0] */
#define SIVO_WEBHOOK_DELIVERY_ATTEMPT 11
/* When to try; null = not any more. [next_attempt_at: an RFC 3339 time in the years 1 to 9999,
   or null] */
#define SIVO_WEBHOOK_DELIVERY_NEXT_ATTEMPT_AT 12
/* The latest request. [last_attempt_at: an RFC 3339 time in the years 1 to 9999, or null] */
#define SIVO_WEBHOOK_DELIVERY_LAST_ATTEMPT_AT 13
/* HTTP status of the latest answer. [last_status: an integer from 100 to 599, or null] */
#define SIVO_WEBHOOK_DELIVERY_LAST_STATUS 14
/* Class of the latest failure. [last_error: a text of 0 to 255 characters, or null] */
#define SIVO_WEBHOOK_DELIVERY_LAST_ERROR 15
/* First bytes of the latest answer. [response_body: 0 to 4096 bytes, or null] */
#define SIVO_WEBHOOK_DELIVERY_RESPONSE_BODY 16
/* Milliseconds the latest request took. [latency_ms: an integer from 0 to 86400000, or null] */
#define SIVO_WEBHOOK_DELIVERY_LATENCY_MS 17
/* When it was answered with 2xx. [delivered_at: an RFC 3339 time in the years 1 to 9999, or
   null] */
#define SIVO_WEBHOOK_DELIVERY_DELIVERED_AT 18

/* ── dead_letter ── */

/* UUIDv7, made by the library, never reused. [id: a UUID; sealed at creation] */
#define SIVO_DEAD_LETTER_ID 1
/* The tenant everything hangs from. [tenant_id: a UUID; sealed at creation] */
#define SIVO_DEAD_LETTER_TENANT_ID 2
/* When it was created. [created_at: an RFC 3339 time in the years 1 to 9999; read-only] */
#define SIVO_DEAD_LETTER_CREATED_AT 3
/* When it was last changed. [updated_at: an RFC 3339 time in the years 1 to 9999; read-only] */
#define SIVO_DEAD_LETTER_UPDATED_AT 4
/* Grows by one with each change; a stale one is refused. [version: an integer, default 0] */
#define SIVO_DEAD_LETTER_VERSION 5
/* Where it could not be delivered. [endpoint_id: a UUID; required; sealed at creation; refers to
   webhook_endpoint, which may be gone] */
#define SIVO_DEAD_LETTER_ENDPOINT_ID 6
/* The delivery that gave up. [delivery_id: a UUID; required; sealed at creation; refers to
   webhook_delivery, which may be gone] */
#define SIVO_DEAD_LETTER_DELIVERY_ID 7
/* The event. [event_id: a UUID; required; sealed at creation] */
#define SIVO_DEAD_LETTER_EVENT_ID 8
/* Type of the event. [event_type: a text of 1 to 64 characters; required] */
#define SIVO_DEAD_LETTER_EVENT_TYPE 9
/* The body as it was posted. [payload: a JSON document of 0 to 1048576 bytes, default {};
   personal data] */
#define SIVO_DEAD_LETTER_PAYLOAD 10
/* Requests made. [attempts: an integer from 0 to 1000, default 0] */
#define SIVO_DEAD_LETTER_ATTEMPTS 11
/* HTTP status of the last answer. [last_status: an integer from 100 to 599, or null] */
#define SIVO_DEAD_LETTER_LAST_STATUS 12
/* Class of the last failure. [last_error: a text of 0 to 255 characters, or null] */
#define SIVO_DEAD_LETTER_LAST_ERROR 13
/* When the last retry failed. [died_at: an RFC 3339 time in the years 1 to 9999; required] */
#define SIVO_DEAD_LETTER_DIED_AT 14
/* When it is to go. [expires_at: an RFC 3339 time in the years 1 to 9999; required] */
#define SIVO_DEAD_LETTER_EXPIRES_AT 15
/* When it was sent again by hand. [replayed_at: an RFC 3339 time in the years 1 to 9999, or
   null] */
#define SIVO_DEAD_LETTER_REPLAYED_AT 16

/* ── session ── */

/* UUIDv7, made by the library, never reused. [id: a UUID; sealed at creation] */
#define SIVO_SESSION_ID 1
/* The tenant everything hangs from. [tenant_id: a UUID; sealed at creation] */
#define SIVO_SESSION_TENANT_ID 2
/* When it was created. [created_at: an RFC 3339 time in the years 1 to 9999; read-only] */
#define SIVO_SESSION_CREATED_AT 3
/* When it was last changed. [updated_at: an RFC 3339 time in the years 1 to 9999; read-only] */
#define SIVO_SESSION_UPDATED_AT 4
/* Grows by one with each change; a stale one is refused. [version: an integer, default 0] */
#define SIVO_SESSION_VERSION 5
/* Who signed in. [user_id: a UUID; required; sealed at creation; refers to user, goes with that] */
#define SIVO_SESSION_USER_ID 6
/* All tokens of one sign-in; reuse of one revokes them all. [family_id: a UUID; required; sealed
   at creation] */
#define SIVO_SESSION_FAMILY_ID 7
/* SHA-256 of the refresh token. [token_hash: 32 to 32 bytes; required; sealed at creation;
   unique in the file] */
#define SIVO_SESSION_TOKEN_HASH 8
/* When it ends. [expires_at: an RFC 3339 time in the years 1 to 9999; required; sealed at
   creation] */
#define SIVO_SESSION_EXPIRES_AT 9
/* The latest refresh. [last_used_at: an RFC 3339 time in the years 1 to 9999, or null] */
#define SIVO_SESSION_LAST_USED_AT 10
/* When it was ended early. [revoked_at: an RFC 3339 time in the years 1 to 9999, or null] */
#define SIVO_SESSION_REVOKED_AT 11
/* From which address. [ip: a text of 2 to 45 characters, or null; personal data] */
#define SIVO_SESSION_IP 12
/* With which program. [user_agent: a text of 0 to 512 characters, or null] */
#define SIVO_SESSION_USER_AGENT 13

/* ── api_key ── */

/* UUIDv7, made by the library, never reused. [id: a UUID; sealed at creation] */
#define SIVO_API_KEY_ID 1
/* The tenant everything hangs from. [tenant_id: a UUID; sealed at creation] */
#define SIVO_API_KEY_TENANT_ID 2
/* When it was created. [created_at: an RFC 3339 time in the years 1 to 9999; read-only] */
#define SIVO_API_KEY_CREATED_AT 3
/* When it was last changed. [updated_at: an RFC 3339 time in the years 1 to 9999; read-only] */
#define SIVO_API_KEY_UPDATED_AT 4
/* Grows by one with each change; a stale one is refused. [version: an integer, default 0] */
#define SIVO_API_KEY_VERSION 5
/* Shown to people. [name: a text of 1 to 120 characters; required; unique in the tenant] */
#define SIVO_API_KEY_NAME 6
/* First characters of the key, to recognise it. [prefix: a text of 1 to 16 characters; required;
   sealed at creation] */
#define SIVO_API_KEY_PREFIX 7
/* SHA-256 of the key. [key_hash: 32 to 32 bytes; required; sealed at creation; unique in the
   file] */
#define SIVO_API_KEY_KEY_HASH 8
/* What it may do. [role: one of agent, supervisor, admin, viewer, default "viewer"] */
#define SIVO_API_KEY_ROLE 9
/* Who made it. [created_by: a UUID, or null; sealed at creation; refers to user, which may be
   gone] */
#define SIVO_API_KEY_CREATED_BY 10
/* When it ends; null = never. [expires_at: an RFC 3339 time in the years 1 to 9999, or null] */
#define SIVO_API_KEY_EXPIRES_AT 11
/* The latest use. [last_used_at: an RFC 3339 time in the years 1 to 9999, or null; read-only] */
#define SIVO_API_KEY_LAST_USED_AT 12
/* When it was ended early. [revoked_at: an RFC 3339 time in the years 1 to 9999, or null] */
#define SIVO_API_KEY_REVOKED_AT 13

/* ── secret ── */

/* UUIDv7, made by the library, never reused. [id: a UUID; sealed at creation] */
#define SIVO_SECRET_ID 1
/* The tenant everything hangs from. [tenant_id: a UUID; sealed at creation] */
#define SIVO_SECRET_TENANT_ID 2
/* When it was created. [created_at: an RFC 3339 time in the years 1 to 9999; read-only] */
#define SIVO_SECRET_CREATED_AT 3
/* When it was last changed. [updated_at: an RFC 3339 time in the years 1 to 9999; read-only] */
#define SIVO_SECRET_UPDATED_AT 4
/* Grows by one with each change; a stale one is refused. [version: an integer, default 0] */
#define SIVO_SECRET_VERSION 5
/* What flows and settings call it. [name: a text of 1 to 64 characters; required; unique in the
   tenant] */
#define SIVO_SECRET_NAME 6
/* What it is for. [description: a text of 0 to 500 characters, or null] */
#define SIVO_SECRET_DESCRIPTION 7
/* Goes in, is kept encrypted, never comes out. [value: a text of 1 to 8192 characters; required;
   secret] */
#define SIVO_SECRET_VALUE 8

/* ── configuration ── */

/* UUIDv7, made by the library, never reused. [id: a UUID; sealed at creation] */
#define SIVO_CONFIGURATION_ID 1
/* The tenant everything hangs from. [tenant_id: a UUID; sealed at creation] */
#define SIVO_CONFIGURATION_TENANT_ID 2
/* When it was created. [created_at: an RFC 3339 time in the years 1 to 9999; read-only] */
#define SIVO_CONFIGURATION_CREATED_AT 3
/* When it was last changed. [updated_at: an RFC 3339 time in the years 1 to 9999; read-only] */
#define SIVO_CONFIGURATION_UPDATED_AT 4
/* Grows by one with each change; a stale one is refused. [version: an integer, default 0] */
#define SIVO_CONFIGURATION_VERSION 5
/* The tenant's; changed there. [tenant.slug: a text of 2 to 125 characters, or null; read-only] */
#define SIVO_CONFIGURATION_TENANT_SLUG 6
/* The tenant's; changed there. [tenant.sip_domain: a text of 1 to 253 characters, or null;
   read-only] */
#define SIVO_CONFIGURATION_TENANT_SIP_DOMAIN 7
/* Address of the panel; null = <slug>.app.sivocenter.com. [tenant.dashboard_url: a text of 1 to
   2048 characters, or null] */
#define SIVO_CONFIGURATION_TENANT_DASHBOARD_URL 8
/* Language where nothing else says one. [tenant.default_locale: one of es, en, de, fr, it, pt,
   default "es"] */
#define SIVO_CONFIGURATION_TENANT_DEFAULT_LOCALE 9
/* IANA zone where nothing else says one. [tenant.timezone: a text of 1 to 64 characters, default
   "Europe/Madrid"] */
#define SIVO_CONFIGURATION_TENANT_TIMEZONE 10
/* Seconds an access token lives. [auth.jwt_ttl_sec: an integer from 60 to 2592000, default
   86400] */
#define SIVO_CONFIGURATION_AUTH_JWT_TTL_SEC 11
/* Seconds a refresh token lives. [auth.refresh_ttl_sec: an integer from 60 to 31536000, default
   2592000] */
#define SIVO_CONFIGURATION_AUTH_REFRESH_TTL_SEC 12
/* Characters a password must have. [auth.password_min_length: an integer from 8 to 128, default
   8] */
#define SIVO_CONFIGURATION_AUTH_PASSWORD_MIN_LENGTH 13
/* Failures in 15 minutes before a temporary lock. [auth.login_max_attempts: an integer from 1 to
   100, default 5] */
#define SIVO_CONFIGURATION_AUTH_LOGIN_MAX_ATTEMPTS 14
/* Roles that must use a second factor. [auth.mfa_required_roles: a JSON document of 2 to 256
   bytes, default ["admin","superadmin"]] */
#define SIVO_CONFIGURATION_AUTH_MFA_REQUIRED_ROLES 15
/* Format where no policy says one. [recording.default_format: one of wav, mp3, ogg, default
   "wav"] */
#define SIVO_CONFIGURATION_RECORDING_DEFAULT_FORMAT 16
/* Days a recording is kept; null = by plan: 30, 180, or set by the tenant.
   [recording.default_retention_days: an integer from 1 to 36500, or null] */
#define SIVO_CONFIGURATION_RECORDING_DEFAULT_RETENTION_DAYS 17
/* Where recordings are kept; null = managed. [recording.default_provider_id: a UUID, or null] */
#define SIVO_CONFIGURATION_RECORDING_DEFAULT_PROVIDER_ID 18
/* Recordings are encrypted with a managed key. [recording.kms_enabled: true or false, default
   true] */
#define SIVO_CONFIGURATION_RECORDING_KMS_ENABLED 19
/* Who transcribes. [transcription.engine: one of deepgram, elevenlabs_scribe_v2_realtime,
   whisper, default "deepgram"] */
#define SIVO_CONFIGURATION_TRANSCRIPTION_ENGINE 20
/* ISO 639-1 language; a DID's own wins. [transcription.language: a text of 2 to 2 characters,
   default "es"] */
#define SIVO_CONFIGURATION_TRANSCRIPTION_LANGUAGE 21
/* Speakers are told apart. [transcription.speaker_separation: true or false, default true] */
#define SIVO_CONFIGURATION_TRANSCRIPTION_SPEAKER_SEPARATION 22
/* Days a transcript is kept where no policy says. [transcription.policy_retention_days: an
   integer from 1 to 36500, default 90] */
#define SIVO_CONFIGURATION_TRANSCRIPTION_POLICY_RETENTION_DAYS 23
/* Transcripts go to Salesforce. [transcription.push_to_sf: true or false, default false] */
#define SIVO_CONFIGURATION_TRANSCRIPTION_PUSH_TO_SF 24
/* Who turns speech into text. [ai.stt_provider: a text of 1 to 64 characters, default
   "deepgram"] */
#define SIVO_CONFIGURATION_AI_STT_PROVIDER 25
/* Its model. [ai.stt_model: a text of 1 to 128 characters, default "nova-2"] */
#define SIVO_CONFIGURATION_AI_STT_MODEL 26
/* Address of the language model. [ai.llm_base_url: a text of 8 to 2048 characters, default
   "https://api.groq.com/openai/v1"] */
#define SIVO_CONFIGURATION_AI_LLM_BASE_URL 27
/* The language model. [ai.llm_model: a text of 1 to 128 characters, default
   "llama-3.1-70b-versatile"] */
#define SIVO_CONFIGURATION_AI_LLM_MODEL 28
/* Who turns text into speech. [ai.tts_provider: a text of 1 to 64 characters, default
   "elevenlabs"] */
#define SIVO_CONFIGURATION_AI_TTS_PROVIDER 29
/* Its model. [ai.tts_model: a text of 1 to 128 characters, default "eleven_multilingual_v2"] */
#define SIVO_CONFIGURATION_AI_TTS_MODEL 30
/* The voice; null = by language. [ai.tts_voice_id: a text of 1 to 128 characters, or null] */
#define SIVO_CONFIGURATION_AI_TTS_VOICE_ID 31
/* Turns of a conversation. [ai.max_turns: an integer from 1 to 200, default 20] */
#define SIVO_CONFIGURATION_AI_MAX_TURNS 32
/* Seconds of a conversation. [ai.max_duration_sec: an integer from 10 to 14400, default 600] */
#define SIVO_CONFIGURATION_AI_MAX_DURATION_SEC 33
/* Milliseconds between interruptions. [ai.barge_in_cooldown_ms: an integer from 0 to 10000,
   default 300] */
#define SIVO_CONFIGURATION_AI_BARGE_IN_COOLDOWN_MS 34
/* Milliseconds of sound that count as speech. [ai.speech_min_ms: an integer from 0 to 10000,
   default 400] */
#define SIVO_CONFIGURATION_AI_SPEECH_MIN_MS 35
/* Organisations connected. [sf.connected_orgs: a JSON document of 2 to 8192 bytes, default []] */
#define SIVO_CONFIGURATION_SF_CONNECTED_ORGS 36
/* The key pair that signs for them. [sf.jwt_keypair_id: a text of 1 to 128 characters, default
   "global"] */
#define SIVO_CONFIGURATION_SF_JWT_KEYPAIR_ID 37
/* Address of the SCRT service; auto = found by the organisation. [sf.scrt_base_url: a text of 4
   to 2048 characters, default "auto"] */
#define SIVO_CONFIGURATION_SF_SCRT_BASE_URL 38
/* Array of objects that join our users to theirs. [sf.user_mappings: a JSON document of 2 to
   262144 bytes, default []] */
#define SIVO_CONFIGURATION_SF_USER_MAPPINGS 39
/* Transcripts are pushed. [sf.push_transcripts: true or false, default false] */
#define SIVO_CONFIGURATION_SF_PUSH_TRANSCRIPTS 40
/* Name of the message provider. [sf.message_provider_name: a text of 1 to 128 characters,
   default "calltree"] */
#define SIVO_CONFIGURATION_SF_MESSAGE_PROVIDER_NAME 41
/* For endpoints without one of their own; null = one is made for each. [webhooks.signing_secret:
   a text of 38 to 100 characters, or null; secret] */
#define SIVO_CONFIGURATION_WEBHOOKS_SIGNING_SECRET 42
/* Retries after the first request. [webhooks.retry_max_attempts: an integer from 0 to 20,
   default 6] */
#define SIVO_CONFIGURATION_WEBHOOKS_RETRY_MAX_ATTEMPTS 43
/* Milliseconds for one request. [webhooks.timeout_ms: an integer from 1000 to 30000, default
   10000] */
#define SIVO_CONFIGURATION_WEBHOOKS_TIMEOUT_MS 44
/* Days a dead letter is kept. [webhooks.dlq_retention_days: an integer from 1 to 3650, default
   30] */
#define SIVO_CONFIGURATION_WEBHOOKS_DLQ_RETENTION_DAYS 45

/* ── user_secret ── */

/* UUIDv7, made by the library, never reused. [id: a UUID; sealed at creation] */
#define SIVO_USER_SECRET_ID 1
/* The tenant everything hangs from. [tenant_id: a UUID; sealed at creation] */
#define SIVO_USER_SECRET_TENANT_ID 2
/* When it was created. [created_at: an RFC 3339 time in the years 1 to 9999; read-only] */
#define SIVO_USER_SECRET_CREATED_AT 3
/* When it was last changed. [updated_at: an RFC 3339 time in the years 1 to 9999; read-only] */
#define SIVO_USER_SECRET_UPDATED_AT 4
/* Grows by one with each change; a stale one is refused. [version: an integer, default 0] */
#define SIVO_USER_SECRET_VERSION 5
/* Whose. [user_id: a UUID; required; sealed at creation; unique in the tenant; refers to user,
   goes with that] */
#define SIVO_USER_SECRET_USER_ID 6
/* Salted and slow; null = cannot sign in with a password. [password_hash: a text of 1 to 255
   characters, or null; secret] */
#define SIVO_USER_SECRET_PASSWORD_HASH 7
/* Key of the second factor. [mfa_secret: a text of 16 to 128 characters, or null; secret] */
#define SIVO_USER_SECRET_MFA_SECRET 8
/* The latest change. [password_changed_at: an RFC 3339 time in the years 1 to 9999, or null] */
#define SIVO_USER_SECRET_PASSWORD_CHANGED_AT 9
/* Failures since the last success. [failed_logins: an integer from 0 to 1000000, default 0] */
#define SIVO_USER_SECRET_FAILED_LOGINS 10
/* No sign-in before then. [locked_until: an RFC 3339 time in the years 1 to 9999, or null] */
#define SIVO_USER_SECRET_LOCKED_UNTIL 11

/* ── event ── */

/* UUIDv7, made by the library, never reused. [id: a UUID; sealed at creation] */
#define SIVO_EVENT_ID 1
/* The tenant everything hangs from. [tenant_id: a UUID; sealed at creation] */
#define SIVO_EVENT_TENANT_ID 2
/* When it was created. [created_at: an RFC 3339 time in the years 1 to 9999; read-only] */
#define SIVO_EVENT_CREATED_AT 3
/* When it was last changed. [updated_at: an RFC 3339 time in the years 1 to 9999; read-only] */
#define SIVO_EVENT_UPDATED_AT 4
/* Grows by one with each change; a stale one is refused. [version: an integer, default 0] */
#define SIVO_EVENT_VERSION 5
/* call.created, queue.entered, … [type: a text of 1 to 64 characters] */
#define SIVO_EVENT_TYPE 6
/* The call it is about, if one. [call_id: a UUID, or null] */
#define SIVO_EVENT_CALL_ID 7
/* The event's data, a JSON object. [data: a JSON document of 0 to 1048576 bytes, default {}] */
#define SIVO_EVENT_DATA 8

/* ── live_call ── */

/* UUIDv7, made by the library, never reused. [id: a UUID; sealed at creation] */
#define SIVO_LIVE_CALL_ID 1
/* The tenant everything hangs from. [tenant_id: a UUID; sealed at creation] */
#define SIVO_LIVE_CALL_TENANT_ID 2
/* When it was created. [created_at: an RFC 3339 time in the years 1 to 9999; read-only] */
#define SIVO_LIVE_CALL_CREATED_AT 3
/* When it was last changed. [updated_at: an RFC 3339 time in the years 1 to 9999; read-only] */
#define SIVO_LIVE_CALL_UPDATED_AT 4
/* Grows by one with each change; a stale one is refused. [version: an integer, default 0] */
#define SIVO_LIVE_CALL_VERSION 5
/* inbound, outbound or internal. [direction: one of inbound, outbound, internal, default
   "inbound"] */
#define SIVO_LIVE_CALL_DIRECTION 6
/* What the call is doing. [state: one of offered, ivr, queued, dialling, talking, held,
   consulting, default "offered"] */
#define SIVO_LIVE_CALL_STATE 7
/* Where the caller's time goes. [phase: one of ivr, wait, ring, talk, hold, default "ivr"] */
#define SIVO_LIVE_CALL_PHASE 8
/* Since when. [phase_since: an RFC 3339 time in the years 1 to 9999] */
#define SIVO_LIVE_CALL_PHASE_SINCE 9
/* The host's name of the caller's leg. [channel: a text of 0 to 4096 characters] */
#define SIVO_LIVE_CALL_CHANNEL 10
/* Who calls. [caller_id_number: a text of 0 to 4096 characters, or null; personal data] */
#define SIVO_LIVE_CALL_CALLER_ID_NUMBER 11
/* The caller's name. [caller_id_name: a text of 0 to 4096 characters, or null; personal data] */
#define SIVO_LIVE_CALL_CALLER_ID_NAME 12
/* What was dialled. [destination: a text of 0 to 4096 characters; personal data] */
#define SIVO_LIVE_CALL_DESTINATION 13
/* The DID. [did_id: a UUID, or null] */
#define SIVO_LIVE_CALL_DID_ID 14
/* The trunk it came in by. [trunk_id: a UUID, or null] */
#define SIVO_LIVE_CALL_TRUNK_ID 15
/* The agent who placed it. [placed_by: a UUID, or null] */
#define SIVO_LIVE_CALL_PLACED_BY 16
/* The agent who answered last. [agent_id: a UUID, or null] */
#define SIVO_LIVE_CALL_AGENT_ID 17
/* The last queue. [queue_id: a UUID, or null] */
#define SIVO_LIVE_CALL_QUEUE_ID 18
/* The first IVR flow. [ivr_flow_id: a UUID, or null] */
#define SIVO_LIVE_CALL_IVR_FLOW_ID 19
/* The flow that runs; null with a session = built in. [flow_id: a UUID, or null] */
#define SIVO_LIVE_CALL_FLOW_ID 20
/* Its version. [flow_version: an integer, default 0] */
#define SIVO_LIVE_CALL_FLOW_VERSION 21
/* The IVR session's snapshot. [session: a text of 0 to 4096 characters, or null] */
#define SIVO_LIVE_CALL_SESSION 22
/* When it began. [started_at: an RFC 3339 time in the years 1 to 9999] */
#define SIVO_LIVE_CALL_STARTED_AT 23
/* When an agent answered. [answered_at: an RFC 3339 time in the years 1 to 9999, or null] */
#define SIVO_LIVE_CALL_ANSWERED_AT 24
/* Phase times so far, µs. [ivr_us: an integer, default 0] */
#define SIVO_LIVE_CALL_IVR_US 25
/* In queues, ringing included. [wait_us: an integer, default 0] */
#define SIVO_LIVE_CALL_WAIT_US 26
/* A phone rang for the caller. [ring_us: an integer, default 0] */
#define SIVO_LIVE_CALL_RING_US 27
/* In conversation. [talk_us: an integer, default 0] */
#define SIVO_LIVE_CALL_TALK_US 28
/* On hold. [hold_us: an integer, default 0] */
#define SIVO_LIVE_CALL_HOLD_US 29
/* When the caller joined the queue. [joined_at: an RFC 3339 time in the years 1 to 9999] */
#define SIVO_LIVE_CALL_JOINED_AT 30
/* The caller's place among those who joined at once. [sequence: an integer, default 0] */
#define SIVO_LIVE_CALL_SEQUENCE 31
/* In the line; higher first. [priority: an integer, default 0] */
#define SIVO_LIVE_CALL_PRIORITY 32
/* In the line; negative = the queue's. [max_wait_us: an integer, default -1] */
#define SIVO_LIVE_CALL_MAX_WAIT_US 33
/* Given with the call. [base_priority: an integer, default 0] */
#define SIVO_LIVE_CALL_BASE_PRIORITY 34
/* The caller's leg is answered. [is_up: true or false, default false] */
#define SIVO_LIVE_CALL_IS_UP 35
/* The host plays music. [has_music: true or false, default false] */
#define SIVO_LIVE_CALL_HAS_MUSIC 36
/* closed, full, timeout, served, … [outcome: a text of 0 to 4096 characters, or null] */
#define SIVO_LIVE_CALL_OUTCOME 37
/* So far, as in the CDR. [transfers: a text of 0 to 4096 characters, default "[]"] */
#define SIVO_LIVE_CALL_TRANSFERS 38
/* So far, as in the CDR. [ivr_path: a text of 0 to 4096 characters, default "[]"] */
#define SIVO_LIVE_CALL_IVR_PATH 39
/* So far, as in the CDR. [variables: a text of 0 to 4096 characters, default "{}"] */
#define SIVO_LIVE_CALL_VARIABLES 40
/* The last measurement. [mos_score: a finite number, or null] */
#define SIVO_LIVE_CALL_MOS_SCORE 41
/* The outside key given with the call. [vendor_call_key: a UUID, or null] */
#define SIVO_LIVE_CALL_VENDOR_CALL_KEY 42
/* Of the last leg that failed. [last_cause: a text of 0 to 4096 characters, or null] */
#define SIVO_LIVE_CALL_LAST_CAUSE 43
/* It waited in a queue. [had_queue: true or false, default false] */
#define SIVO_LIVE_CALL_HAD_QUEUE 44
/* Since when its queue has had no agents. [empty_since: an RFC 3339 time in the years 1 to 9999] */
#define SIVO_LIVE_CALL_EMPTY_SINCE 45
/* A transfer out of our control was taken over. [transfer_done: true or false, default false] */
#define SIVO_LIVE_CALL_TRANSFER_DONE 46
/* The leg that the caller talks with. [serving_leg: a UUID, or null] */
#define SIVO_LIVE_CALL_SERVING_LEG 47
/* Wrap-up of agents who left the call already. [acw_us: an integer, default 0] */
#define SIVO_LIVE_CALL_ACW_US 48
/* From queue to queue by overflow so far. [overflow_hops: an integer, default 0] */
#define SIVO_LIVE_CALL_OVERFLOW_HOPS 49
/* The play action that runs, as JSON. [play: a text of 0 to 4096 characters, or null] */
#define SIVO_LIVE_CALL_PLAY 50
/* What the IVR session waits for: its action id. [wait_action: an integer, default 0] */
#define SIVO_LIVE_CALL_WAIT_ACTION 51
/* Users whose offer failed in this round. [tried: a text of 0 to 4096 characters, default "[]"] */
#define SIVO_LIVE_CALL_TRIED 52
/* No new round before. [retry_at: an RFC 3339 time in the years 1 to 9999] */
#define SIVO_LIVE_CALL_RETRY_AT 53
/* Offers that the host could not set up. [setup_failures: an integer, default 0] */
#define SIVO_LIVE_CALL_SETUP_FAILURES 54
/* When it entered the queue it is in. [entered_at: an RFC 3339 time in the years 1 to 9999] */
#define SIVO_LIVE_CALL_ENTERED_AT 55
/* Estimated wait on entering the queue; -1 = unknown. [predicted_us: an integer, default -1] */
#define SIVO_LIVE_CALL_PREDICTED_US 56
/* The last place told to the caller; 0 = none. [announced_place: an integer, default 0] */
#define SIVO_LIVE_CALL_ANNOUNCED_PLACE 57
/* The last wait told to the caller; -1 = none. [announced_wait_us: an integer, default -1] */
#define SIVO_LIVE_CALL_ANNOUNCED_WAIT_US 58
/* When that was. [announced_at: an RFC 3339 time in the years 1 to 9999] */
#define SIVO_LIVE_CALL_ANNOUNCED_AT 59
/* The play action of a running announcement; 0 = none. [announce_play: an integer, default 0] */
#define SIVO_LIVE_CALL_ANNOUNCE_PLAY 60
/* The caller is called back when the place is reached. [is_callback: true or false, default
   false] */
#define SIVO_LIVE_CALL_IS_CALLBACK 61
/* Attempts at the callback that failed. [callback_attempts: an integer, default 0] */
#define SIVO_LIVE_CALL_CALLBACK_ATTEMPTS 62
/* The callback is dropped then. [callback_until: an RFC 3339 time in the years 1 to 9999] */
#define SIVO_LIVE_CALL_CALLBACK_UNTIL 63
/* Queue visits as in the CDR, one that goes on last. [visits: a text of 0 to 4096 characters,
   default "[]"] */
#define SIVO_LIVE_CALL_VISITS 64
/* Agents' parts that are over, as in the CDR. [handled: a text of 0 to 4096 characters, default
   "[]"] */
#define SIVO_LIVE_CALL_HANDLED 65
/* What the flow demands, skill to least level. [required_skills: a text of 0 to 4096 characters,
   default "{}"] */
#define SIVO_LIVE_CALL_REQUIRED_SKILLS 66
/* The flow's wish; null = the queue's. [announces: true or false, or null] */
#define SIVO_LIVE_CALL_ANNOUNCES 67
/* As the call was offered. [is_number_verified: true or false, default false] */
#define SIVO_LIVE_CALL_IS_NUMBER_VERIFIED 68
/* Queues it overflowed from, which refuse it. [overflowed_from: a text of 0 to 4096 characters,
   default "[]"] */
#define SIVO_LIVE_CALL_OVERFLOWED_FROM 69
/* A callback: only its wait sends it away. [is_guaranteed: true or false, default false] */
#define SIVO_LIVE_CALL_IS_GUARANTEED 70
/* Its overflow is tried again then; 0 = not. [overflow_again: an RFC 3339 time in the years 1 to
   9999] */
#define SIVO_LIVE_CALL_OVERFLOW_AGAIN 71
/* Where to call back. [callback_number: a text of 0 to 4096 characters, or null; personal data] */
#define SIVO_LIVE_CALL_CALLBACK_NUMBER 72
/* When the next announcement is due. [next_announcement_at: an RFC 3339 time in the years 1 to
   9999] */
#define SIVO_LIVE_CALL_NEXT_ANNOUNCEMENT_AT 77
/* Wrap-up its placing agent has earned by a queue. [placed_wrap_up_us: an integer, default 0] */
#define SIVO_LIVE_CALL_PLACED_WRAP_UP_US 78
/* In line when it joined, itself too; 0 = not known. [joined_behind: an integer, default 0] */
#define SIVO_LIVE_CALL_JOINED_BEHIND 79
/* Announcements made to the caller so far. [announcements: an integer, default 0] */
#define SIVO_LIVE_CALL_ANNOUNCEMENTS 80

/* ── live_leg ── */

/* UUIDv7, made by the library, never reused. [id: a UUID; sealed at creation] */
#define SIVO_LIVE_LEG_ID 1
/* The tenant everything hangs from. [tenant_id: a UUID; sealed at creation] */
#define SIVO_LIVE_LEG_TENANT_ID 2
/* When it was created. [created_at: an RFC 3339 time in the years 1 to 9999; read-only] */
#define SIVO_LIVE_LEG_CREATED_AT 3
/* When it was last changed. [updated_at: an RFC 3339 time in the years 1 to 9999; read-only] */
#define SIVO_LIVE_LEG_UPDATED_AT 4
/* Grows by one with each change; a stale one is refused. [version: an integer, default 0] */
#define SIVO_LIVE_LEG_VERSION 5
/* The call it belongs to. [call_id: a UUID] */
#define SIVO_LIVE_LEG_CALL_ID 6
/* What it is for. [purpose: one of agent, transfer, consult, outbound, internal, supervisor,
   callback, default "agent"] */
#define SIVO_LIVE_LEG_PURPOSE 7
/* What it is doing. [state: one of dialling, ringing, talking, accepting, whispering, default
   "dialling"] */
#define SIVO_LIVE_LEG_STATE 8
/* Whose phone, or [user_id: a UUID, or null] */
#define SIVO_LIVE_LEG_USER_ID 9
/* which number. [number: a text of 0 to 4096 characters, or null; personal data] */
#define SIVO_LIVE_LEG_NUMBER 10
/* The queue that offered the call. [queue_id: a UUID, or null] */
#define SIVO_LIVE_LEG_QUEUE_ID 11
/* When dialling began. [dialled_at: an RFC 3339 time in the years 1 to 9999] */
#define SIVO_LIVE_LEG_DIALLED_AT 12
/* When the library gives up. [ring_until: an RFC 3339 time in the years 1 to 9999] */
#define SIVO_LIVE_LEG_RING_UNTIL 13
/* The distributor waits for its outcome. [is_offer: true or false, default false] */
#define SIVO_LIVE_LEG_IS_OFFER 14
/* A transfer action, not a dialled phone. [is_handover: true or false, default false] */
#define SIVO_LIVE_LEG_IS_HANDOVER 15
/* The trunk used. [trunk_id: a UUID, or null] */
#define SIVO_LIVE_LEG_TRUNK_ID 16
/* The agent's wrap-up when it ends. [earned_wrap_up_us: an integer, default 0] */
#define SIVO_LIVE_LEG_EARNED_WRAP_UP_US 17
/* The transfer action was by SIP REFER. [is_refer: true or false, default false] */
#define SIVO_LIVE_LEG_IS_REFER 18
/* The play action that runs on it; 0 = none. [play: an integer, default 0] */
#define SIVO_LIVE_LEG_PLAY 19
/* Of a supervisor's leg. [supervise_mode: one of listen, whisper, barge, default "listen"] */
#define SIVO_LIVE_LEG_SUPERVISE_MODE 20
/* In conversation so far, µs. [talk_us: an integer, default 0] */
#define SIVO_LIVE_LEG_TALK_US 21
/* With the caller on hold so far, µs. [hold_us: an integer, default 0] */
#define SIVO_LIVE_LEG_HOLD_US 22
/* When it was bridged. [talk_since: an RFC 3339 time in the years 1 to 9999] */
#define SIVO_LIVE_LEG_TALK_SINCE 23
/* From dialling to the answer, µs. [ring_us: an integer, default 0] */
#define SIVO_LIVE_LEG_RING_US 24

/* ── live_agent ── */

/* UUIDv7, made by the library, never reused. [id: a UUID; sealed at creation] */
#define SIVO_LIVE_AGENT_ID 1
/* The tenant everything hangs from. [tenant_id: a UUID; sealed at creation] */
#define SIVO_LIVE_AGENT_TENANT_ID 2
/* When it was created. [created_at: an RFC 3339 time in the years 1 to 9999; read-only] */
#define SIVO_LIVE_AGENT_CREATED_AT 3
/* When it was last changed. [updated_at: an RFC 3339 time in the years 1 to 9999; read-only] */
#define SIVO_LIVE_AGENT_UPDATED_AT 4
/* Grows by one with each change; a stale one is refused. [version: an integer, default 0] */
#define SIVO_LIVE_AGENT_VERSION 5
/* What people set. [presence: one of logged_out, available, paused, default "logged_out"] */
#define SIVO_LIVE_AGENT_PRESENCE 6
/* What the engine sees. [activity: one of idle, offered, on_call, acw, default "idle"] */
#define SIVO_LIVE_AGENT_ACTIVITY 7
/* What the call's end brings. [pending: one of logged_out, available, paused, default
   "available"] */
#define SIVO_LIVE_AGENT_PENDING 8
/* Derived from the two. [status: one of available, on_call, paused, acw, logged_out, default
   "logged_out"] */
#define SIVO_LIVE_AGENT_STATUS 9
/* Since when. [status_since: an RFC 3339 time in the years 1 to 9999] */
#define SIVO_LIVE_AGENT_STATUS_SINCE 10
/* The phone can be called. [is_reachable: true or false, default true] */
#define SIVO_LIVE_AGENT_IS_REACHABLE 11
/* The longest-idle clock. [idle_since: an RFC 3339 time in the years 1 to 9999] */
#define SIVO_LIVE_AGENT_IDLE_SINCE 12
/* End of the running wrap-up. [wrap_up_until: an RFC 3339 time in the years 1 to 9999] */
#define SIVO_LIVE_AGENT_WRAP_UP_UNTIL 13
/* Not offered before. [delay_until: an RFC 3339 time in the years 1 to 9999] */
#define SIVO_LIVE_AGENT_DELAY_UNTIL 14
/* An unreachable phone is tried again then, µs. [reachable_again: an integer, default 0] */
#define SIVO_LIVE_AGENT_REACHABLE_AGAIN 15
/* Offers missed in a row. [misses: an integer, default 0] */
#define SIVO_LIVE_AGENT_MISSES 16
/* Offers met by a busy phone in a row. [busies: an integer, default 0] */
#define SIVO_LIVE_AGENT_BUSIES 17
/* Offers declined in a row. [rejects: an integer, default 0] */
#define SIVO_LIVE_AGENT_REJECTS 18
/* What the call in progress earns at its end. [call_wrap_up_us: an integer, default 0] */
#define SIVO_LIVE_AGENT_CALL_WRAP_UP_US 19
/* Why paused. [pause_reason_id: a UUID, or null] */
#define SIVO_LIVE_AGENT_PAUSE_REASON_ID 20
/* The call whose wrap-up runs. [wrap_up_call_id: a UUID, or null] */
#define SIVO_LIVE_AGENT_WRAP_UP_CALL_ID 21
/* When it began. [wrap_up_since: an RFC 3339 time in the years 1 to 9999] */
#define SIVO_LIVE_AGENT_WRAP_UP_SINCE 22
/* Who or what paused him. [pause_cause: one of person, no_answer, busy, reject, default
   "person"] */
#define SIVO_LIVE_AGENT_PAUSE_CAUSE 23
/* While on a call: as its supervisor only. [is_supervising: true or false, default false] */
#define SIVO_LIVE_AGENT_IS_SUPERVISING 24

/* ── live_queue ── */

/* UUIDv7, made by the library, never reused. [id: a UUID; sealed at creation] */
#define SIVO_LIVE_QUEUE_ID 1
/* The tenant everything hangs from. [tenant_id: a UUID; sealed at creation] */
#define SIVO_LIVE_QUEUE_TENANT_ID 2
/* When it was created. [created_at: an RFC 3339 time in the years 1 to 9999; read-only] */
#define SIVO_LIVE_QUEUE_CREATED_AT 3
/* When it was last changed. [updated_at: an RFC 3339 time in the years 1 to 9999; read-only] */
#define SIVO_LIVE_QUEUE_UPDATED_AT 4
/* Grows by one with each change; a stale one is refused. [version: an integer, default 0] */
#define SIVO_LIVE_QUEUE_VERSION 5
/* Of the last caller who joined. [sequence: an integer, default 0] */
#define SIVO_LIVE_QUEUE_SEQUENCE 6
/* Round-robin's memory: tier to user id. [last_offered: a text of 0 to 4096 characters, default
   "{}"] */
#define SIVO_LIVE_QUEUE_LAST_OFFERED 7
/* When its last agent left. [empty_since: an RFC 3339 time in the years 1 to 9999] */
#define SIVO_LIVE_QUEUE_EMPTY_SINCE 8
/* Smoothed handling time of a call, µs; 0 = none. [handle_us: an integer, default 0] */
#define SIVO_LIVE_QUEUE_HANDLE_US 9
/* Smoothed share of callers who leave, in thousandths. [abandon_per_mille: an integer, default
   0] */
#define SIVO_LIVE_QUEUE_ABANDON_PER_MILLE 10

/* ── live_place ── */

/* UUIDv7, made by the library, never reused. [id: a UUID; sealed at creation] */
#define SIVO_LIVE_PLACE_ID 1
/* The tenant everything hangs from. [tenant_id: a UUID; sealed at creation] */
#define SIVO_LIVE_PLACE_TENANT_ID 2
/* When it was created. [created_at: an RFC 3339 time in the years 1 to 9999; read-only] */
#define SIVO_LIVE_PLACE_CREATED_AT 3
/* When it was last changed. [updated_at: an RFC 3339 time in the years 1 to 9999; read-only] */
#define SIVO_LIVE_PLACE_UPDATED_AT 4
/* Grows by one with each change; a stale one is refused. [version: an integer, default 0] */
#define SIVO_LIVE_PLACE_VERSION 5
/* The queue. [queue_id: a UUID] */
#define SIVO_LIVE_PLACE_QUEUE_ID 6
/* Whose place it is, E.164. [number: a text of 0 to 4096 characters; personal data] */
#define SIVO_LIVE_PLACE_NUMBER 7
/* Since when the caller had waited. [joined_at: an RFC 3339 time in the years 1 to 9999] */
#define SIVO_LIVE_PLACE_JOINED_AT 8
/* When he hung up. [left_at: an RFC 3339 time in the years 1 to 9999] */
#define SIVO_LIVE_PLACE_LEFT_AT 9
/* The last moment at which he gets it back. [kept_until: an RFC 3339 time in the years 1 to
   9999] */
#define SIVO_LIVE_PLACE_KEPT_UNTIL 10

/* ── live_answer ── */

/* UUIDv7, made by the library, never reused. [id: a UUID; sealed at creation] */
#define SIVO_LIVE_ANSWER_ID 1
/* The tenant everything hangs from. [tenant_id: a UUID; sealed at creation] */
#define SIVO_LIVE_ANSWER_TENANT_ID 2
/* When it was created. [created_at: an RFC 3339 time in the years 1 to 9999; read-only] */
#define SIVO_LIVE_ANSWER_CREATED_AT 3
/* When it was last changed. [updated_at: an RFC 3339 time in the years 1 to 9999; read-only] */
#define SIVO_LIVE_ANSWER_UPDATED_AT 4
/* Grows by one with each change; a stale one is refused. [version: an integer, default 0] */
#define SIVO_LIVE_ANSWER_VERSION 5
/* The queue, whose strategy is fewest-calls. [queue_id: a UUID] */
#define SIVO_LIVE_ANSWER_QUEUE_ID 6
/* The agent. [user_id: a UUID] */
#define SIVO_LIVE_ANSWER_USER_ID 7
/* It counts for the queue's window from then on. [counted_at: an RFC 3339 time in the years 1 to
   9999] */
#define SIVO_LIVE_ANSWER_COUNTED_AT 8
/* How many calls it counts as. [weight: an integer, default 0] */
#define SIVO_LIVE_ANSWER_WEIGHT 9

/* ── call_offered ── */

/* The id the call is to have; made when absent. [call_id: a UUID, or null] */
#define SIVO_CALL_OFFERED_CALL_ID 1
/* The host's name of the caller's leg, unique among live calls. [channel: a text of 1 to 128
   characters; required] */
#define SIVO_CALL_OFFERED_CHANNEL 2
/* The number dialled, E.164; a DID. [to: a text of 1 to 32 characters; required] */
#define SIVO_CALL_OFFERED_TO 3
/* The caller's number; absent or not a number = withheld. [from: a text of 0 to 255 characters,
   or null; personal data] */
#define SIVO_CALL_OFFERED_FROM 4
/* The caller's name as the network says it. [from_name: a text of 0 to 120 characters, or null;
   personal data] */
#define SIVO_CALL_OFFERED_FROM_NAME 5
/* The trunk it came in by. [trunk_id: a UUID, or null] */
#define SIVO_CALL_OFFERED_TRUNK_ID 6
/* Added to the priority in every queue. [priority: an integer from -1000 to 1000, default 0] */
#define SIVO_CALL_OFFERED_PRIORITY 7
/* An outside key, kept in the CDR. [vendor_call_key: a UUID, or null] */
#define SIVO_CALL_OFFERED_VENDOR_CALL_KEY 8
/* The network vouches for the caller's number; only then may it give a place back.
   [is_number_verified: true or false, default false] */
#define SIVO_CALL_OFFERED_IS_NUMBER_VERIFIED 9

/* ── call_placed ── */

/* The id the call is to have; made when absent. [call_id: a UUID, or null] */
#define SIVO_CALL_PLACED_CALL_ID 1
/* The host's name of the placing agent's leg, unique among live calls. [channel: a text of 1 to
   128 characters; required] */
#define SIVO_CALL_PLACED_CHANNEL 2
/* The tenant; or give tenant. [tenant_id: a UUID, or null] */
#define SIVO_CALL_PLACED_TENANT_ID 3
/* The agent who places the call; or give extension. [user_id: a UUID, or null] */
#define SIVO_CALL_PLACED_USER_ID 4
/* An extension of the tenant (internal call) or an E.164 number (outbound). [to: a text of 1 to
   32 characters; required] */
#define SIVO_CALL_PLACED_TO 5
/* The number shown; must allow outbound_caller_id. [did_id: a UUID, or null] */
#define SIVO_CALL_PLACED_DID_ID 6
/* The trunk to use; the host chooses when absent. [trunk_id: a UUID, or null] */
#define SIVO_CALL_PLACED_TRUNK_ID 7
/* The tenant's slug or SIP domain, as a PBX knows it. [tenant: a text of 1 to 253 characters, or
   null] */
#define SIVO_CALL_PLACED_TENANT 8
/* The agent's extension. [extension: a text of 1 to 32 characters, or null] */
#define SIVO_CALL_PLACED_EXTENSION 9

/* ── call_answered ── */

/* The call; or give channel. [call_id: a UUID, or null] */
#define SIVO_CALL_ANSWERED_CALL_ID 1
/* The host's name of the caller's leg. [channel: a text of 1 to 128 characters, or null] */
#define SIVO_CALL_ANSWERED_CHANNEL 2

/* ── call_hangup ── */

/* The call; or give channel. [call_id: a UUID, or null] */
#define SIVO_CALL_HANGUP_CALL_ID 1
/* The host's name of the caller's leg. [channel: a text of 1 to 128 characters, or null] */
#define SIVO_CALL_HANGUP_CHANNEL 2
/* Hangup cause name. [cause: a text of 1 to 64 characters, default "NORMAL_CLEARING"] */
#define SIVO_CALL_HANGUP__CAUSE 3
/* SIP status, if any. [sip_status: an integer from 100 to 699, or null] */
#define SIVO_CALL_HANGUP_SIP_STATUS 4

/* ── dtmf ── */

/* The call; or give channel. [call_id: a UUID, or null] */
#define SIVO_DTMF_CALL_ID 1
/* The host's name of the caller's leg. [channel: a text of 1 to 128 characters, or null] */
#define SIVO_DTMF_CHANNEL 2
/* One of 0-9 * # A-D. [digit: a text of 1 to 1 characters; required] */
#define SIVO_DTMF_DIGIT 3
/* The leg whose phone sent it, which then names the call; null = the caller's. [leg_id: a UUID,
   or null] */
#define SIVO_DTMF_LEG_ID 4

/* ── play_finished ── */

/* The call; or give channel. [call_id: a UUID, or null] */
#define SIVO_PLAY_FINISHED_CALL_ID 1
/* The host's name of the caller's leg. [channel: a text of 1 to 128 characters, or null] */
#define SIVO_PLAY_FINISHED_CHANNEL 2
/* From the play action. [play_id: an integer from 0 to 4294967295; required] */
#define SIVO_PLAY_FINISHED_PLAY_ID 3
/* Why it ended. [reason: one of completed, stopped, error, default "completed"] */
#define SIVO_PLAY_FINISHED_REASON 4

/* ── leg_ringing ── */

/* The leg, from the dial action. [leg_id: a UUID; required] */
#define SIVO_LEG_RINGING_LEG_ID 1

/* ── leg_answered ── */

/* The leg, from the dial action. [leg_id: a UUID; required] */
#define SIVO_LEG_ANSWERED_LEG_ID 1

/* ── leg_failed ── */

/* The leg, from the dial action. [leg_id: a UUID; required] */
#define SIVO_LEG_FAILED_LEG_ID 1
/* Hangup cause name: USER_BUSY, NO_ANSWER, CALL_REJECTED, USER_NOT_REGISTERED, … [cause: a
   text of 1 to 64 characters, default "NORMAL_TEMPORARY_FAILURE"] */
#define SIVO_LEG_FAILED_CAUSE 2
/* SIP status, if any. [sip_status: an integer from 100 to 699, or null] */
#define SIVO_LEG_FAILED_SIP_STATUS 3

/* ── leg_ended ── */

/* The leg, from the dial action. [leg_id: a UUID; required] */
#define SIVO_LEG_ENDED_LEG_ID 1
/* Hangup cause name. [cause: a text of 1 to 64 characters, default "NORMAL_CLEARING"] */
#define SIVO_LEG_ENDED_CAUSE 2

/* ── hold_requested ── */

/* The call; or give channel. [call_id: a UUID, or null] */
#define SIVO_HOLD_REQUESTED_CALL_ID 1
/* The host's name of the caller's leg. [channel: a text of 1 to 128 characters, or null] */
#define SIVO_HOLD_REQUESTED_CHANNEL 2

/* ── resume_requested ── */

/* The call; or give channel. [call_id: a UUID, or null] */
#define SIVO_RESUME_REQUESTED_CALL_ID 1
/* The host's name of the caller's leg. [channel: a text of 1 to 128 characters, or null] */
#define SIVO_RESUME_REQUESTED_CHANNEL 2

/* ── transfer_requested ── */

/* The call; or give channel. [call_id: a UUID, or null] */
#define SIVO_TRANSFER_REQUESTED_CALL_ID 1
/* The host's name of the caller's leg. [channel: a text of 1 to 128 characters, or null] */
#define SIVO_TRANSFER_REQUESTED_CHANNEL 2
/* A colleague; or give to_queue_id, or to. [to_user_id: a UUID, or null] */
#define SIVO_TRANSFER_REQUESTED_TO_USER_ID 3
/* A queue. [to_queue_id: a UUID, or null] */
#define SIVO_TRANSFER_REQUESTED_TO_QUEUE_ID 4
/* An extension of the tenant or an E.164 number. [to: a text of 1 to 32 characters, or null] */
#define SIVO_TRANSFER_REQUESTED_TO 5

/* ── consult_requested ── */

/* The call; or give channel. [call_id: a UUID, or null] */
#define SIVO_CONSULT_REQUESTED_CALL_ID 1
/* The host's name of the caller's leg. [channel: a text of 1 to 128 characters, or null] */
#define SIVO_CONSULT_REQUESTED_CHANNEL 2
/* A colleague; or give to_queue_id, or to. [to_user_id: a UUID, or null] */
#define SIVO_CONSULT_REQUESTED_TO_USER_ID 3
/* A queue. [to_queue_id: a UUID, or null] */
#define SIVO_CONSULT_REQUESTED_TO_QUEUE_ID 4
/* An extension of the tenant or an E.164 number. [to: a text of 1 to 32 characters, or null] */
#define SIVO_CONSULT_REQUESTED_TO 5

/* ── consult_completed ── */

/* The call; or give channel. [call_id: a UUID, or null] */
#define SIVO_CONSULT_COMPLETED_CALL_ID 1
/* The host's name of the caller's leg. [channel: a text of 1 to 128 characters, or null] */
#define SIVO_CONSULT_COMPLETED_CHANNEL 2

/* ── consult_cancelled ── */

/* The call; or give channel. [call_id: a UUID, or null] */
#define SIVO_CONSULT_CANCELLED_CALL_ID 1
/* The host's name of the caller's leg. [channel: a text of 1 to 128 characters, or null] */
#define SIVO_CONSULT_CANCELLED_CHANNEL 2

/* ── end_requested ── */

/* The call; or give channel. [call_id: a UUID, or null] */
#define SIVO_END_REQUESTED_CALL_ID 1
/* The host's name of the caller's leg. [channel: a text of 1 to 128 characters, or null] */
#define SIVO_END_REQUESTED_CHANNEL 2
/* Hangup cause for the caller. [cause: a text of 1 to 64 characters, default "NORMAL_CLEARING"] */
#define SIVO_END_REQUESTED_CAUSE 3
/* The supervisor or admin who ends it; null = the agent on the call. [by_user_id: a UUID, or
   null] */
#define SIVO_END_REQUESTED_BY_USER_ID 4

/* ── agent_login ── */

/* The agent's tenant; or give tenant. [tenant_id: a UUID, or null] */
#define SIVO_AGENT_LOGIN_TENANT_ID 1
/* The agent; or give extension. [user_id: a UUID, or null] */
#define SIVO_AGENT_LOGIN_USER_ID 2
/* The tenant's slug or SIP domain, as a PBX knows it. [tenant: a text of 1 to 253 characters, or
   null] */
#define SIVO_AGENT_LOGIN_TENANT 8
/* The agent's extension. [extension: a text of 1 to 32 characters, or null] */
#define SIVO_AGENT_LOGIN_EXTENSION 9

/* ── agent_logout ── */

/* The agent's tenant; or give tenant. [tenant_id: a UUID, or null] */
#define SIVO_AGENT_LOGOUT_TENANT_ID 1
/* The agent; or give extension. [user_id: a UUID, or null] */
#define SIVO_AGENT_LOGOUT_USER_ID 2
/* The tenant's slug or SIP domain, as a PBX knows it. [tenant: a text of 1 to 253 characters, or
   null] */
#define SIVO_AGENT_LOGOUT_TENANT 8
/* The agent's extension. [extension: a text of 1 to 32 characters, or null] */
#define SIVO_AGENT_LOGOUT_EXTENSION 9
/* The supervisor or admin of the tenant who does it to the agent; null = the agent himself.
   [by_user_id: a UUID, or null] */
#define SIVO_AGENT_LOGOUT_BY_USER_ID 10

/* ── agent_pause ── */

/* The agent's tenant; or give tenant. [tenant_id: a UUID, or null] */
#define SIVO_AGENT_PAUSE_TENANT_ID 1
/* The agent; or give extension. [user_id: a UUID, or null] */
#define SIVO_AGENT_PAUSE_USER_ID 2
/* The tenant's slug or SIP domain, as a PBX knows it. [tenant: a text of 1 to 253 characters, or
   null] */
#define SIVO_AGENT_PAUSE_TENANT 8
/* The agent's extension. [extension: a text of 1 to 32 characters, or null] */
#define SIVO_AGENT_PAUSE_EXTENSION 9
/* Why, from the tenant's pause reasons. [pause_reason_id: a UUID, or null] */
#define SIVO_AGENT_PAUSE_PAUSE_REASON_ID 3
/* The supervisor or admin of the tenant who does it to the agent; null = the agent himself.
   [by_user_id: a UUID, or null] */
#define SIVO_AGENT_PAUSE_BY_USER_ID 10

/* ── agent_ready ── */

/* The agent's tenant; or give tenant. [tenant_id: a UUID, or null] */
#define SIVO_AGENT_READY_TENANT_ID 1
/* The agent; or give extension. [user_id: a UUID, or null] */
#define SIVO_AGENT_READY_USER_ID 2
/* The tenant's slug or SIP domain, as a PBX knows it. [tenant: a text of 1 to 253 characters, or
   null] */
#define SIVO_AGENT_READY_TENANT 8
/* The agent's extension. [extension: a text of 1 to 32 characters, or null] */
#define SIVO_AGENT_READY_EXTENSION 9
/* The supervisor or admin of the tenant who does it to the agent; null = the agent himself.
   [by_user_id: a UUID, or null] */
#define SIVO_AGENT_READY_BY_USER_ID 10

/* ── device_state ── */

/* The agent's tenant; or give tenant. [tenant_id: a UUID, or null] */
#define SIVO_DEVICE_STATE_TENANT_ID 1
/* The agent; or give extension. [user_id: a UUID, or null] */
#define SIVO_DEVICE_STATE_USER_ID 2
/* The tenant's slug or SIP domain, as a PBX knows it. [tenant: a text of 1 to 253 characters, or
   null] */
#define SIVO_DEVICE_STATE_TENANT 8
/* The agent's extension. [extension: a text of 1 to 32 characters, or null] */
#define SIVO_DEVICE_STATE_EXTENSION 9
/* Whether the agent's phone can be called. [is_reachable: true or false; required] */
#define SIVO_DEVICE_STATE_IS_REACHABLE 3

/* ── tick ── */

/* Free text for the trace. [note: a text of 0 to 120 characters, or null] */
#define SIVO_TICK_NOTE 1

/* ── host_restarted ── */

/* Free text for the trace. [note: a text of 0 to 120 characters, or null] */
#define SIVO_HOST_RESTARTED_NOTE 1

/* ── call_quality ── */

/* The call; or give channel. [call_id: a UUID, or null] */
#define SIVO_CALL_QUALITY_CALL_ID 1
/* The host's name of the caller's leg. [channel: a text of 1 to 128 characters, or null] */
#define SIVO_CALL_QUALITY_CHANNEL 2
/* Mean opinion score, 1 to 5. [mos_score: a number from 1 to 5; required] */
#define SIVO_CALL_QUALITY_MOS_SCORE 3

/* ── callback_requested ── */

/* The call; or give channel. [call_id: a UUID, or null] */
#define SIVO_CALLBACK_REQUESTED_CALL_ID 1
/* The host's name of the caller's leg. [channel: a text of 1 to 128 characters, or null] */
#define SIVO_CALLBACK_REQUESTED_CHANNEL 2
/* Where to call back, E.164; null = the caller's own number. [number: a text of 3 to 16
   characters, or null; personal data] */
#define SIVO_CALLBACK_REQUESTED_NUMBER 3

/* ── move_requested ── */

/* The call; or give channel. [call_id: a UUID, or null] */
#define SIVO_MOVE_REQUESTED_CALL_ID 1
/* The host's name of the caller's leg. [channel: a text of 1 to 128 characters, or null] */
#define SIVO_MOVE_REQUESTED_CHANNEL 2
/* Another queue. [to_queue_id: a UUID; required] */
#define SIVO_MOVE_REQUESTED_TO_QUEUE_ID 3
/* The supervisor or admin. [by_user_id: a UUID; required] */
#define SIVO_MOVE_REQUESTED_BY_USER_ID 4
/* The wait so far counts there too. [keep_wait: true or false, default true] */
#define SIVO_MOVE_REQUESTED_KEEP_WAIT 5

/* ── priority_requested ── */

/* The call; or give channel. [call_id: a UUID, or null] */
#define SIVO_PRIORITY_REQUESTED_CALL_ID 1
/* The host's name of the caller's leg. [channel: a text of 1 to 128 characters, or null] */
#define SIVO_PRIORITY_REQUESTED_CHANNEL 2
/* In the queue he is in. [priority: an integer from -1000 to 1000; required] */
#define SIVO_PRIORITY_REQUESTED_PRIORITY 3
/* The supervisor or admin. [by_user_id: a UUID; required] */
#define SIVO_PRIORITY_REQUESTED_BY_USER_ID 4

/* ── supervise_requested ── */

/* The call; or give channel. [call_id: a UUID, or null] */
#define SIVO_SUPERVISE_REQUESTED_CALL_ID 1
/* The host's name of the caller's leg. [channel: a text of 1 to 128 characters, or null] */
#define SIVO_SUPERVISE_REQUESTED_CHANNEL 2
/* The supervisor or admin. [by_user_id: a UUID; required] */
#define SIVO_SUPERVISE_REQUESTED_BY_USER_ID 3
/* listen, whisper or barge; asked again, it changes. [mode: one of listen, whisper, barge,
   default "listen"] */
#define SIVO_SUPERVISE_REQUESTED_MODE 4

/* ── supervise_ended ── */

/* The call; or give channel. [call_id: a UUID, or null] */
#define SIVO_SUPERVISE_ENDED_CALL_ID 1
/* The host's name of the caller's leg. [channel: a text of 1 to 128 characters, or null] */
#define SIVO_SUPERVISE_ENDED_CHANNEL 2
/* The supervisor or admin. [by_user_id: a UUID; required] */
#define SIVO_SUPERVISE_ENDED_BY_USER_ID 3

/* ── actor ── */

/* Who; null = the system. [user_id: a UUID, or null] */
#define SIVO_ACTOR_USER_ID 1
/* From which address. [ip: a text of 0 to 45 characters, or null] */
#define SIVO_ACTOR_IP 2
/* With which program. [user_agent: a text of 0 to 255 characters, or null] */
#define SIVO_ACTOR_USER_AGENT 3
/* Acts from outside the tenant (superadmin). [is_cross_tenant: true or false, default false] */
#define SIVO_ACTOR_IS_CROSS_TENANT 4

/* ── answer ── */

/* The call. [call_id: a UUID] */
#define SIVO_ANSWER_CALL_ID 1
/* The host's name of the caller's leg. [channel: a text of 0 to 4096 characters] */
#define SIVO_ANSWER_CHANNEL 2
/* The tenant. [tenant_id: a UUID] */
#define SIVO_ANSWER_TENANT_ID 3
/* Issued again after a restart; do it unless it is already done. [is_repeat: true or false,
   default false] */
#define SIVO_ANSWER_IS_REPEAT 4

/* ── play ── */

/* The call. [call_id: a UUID] */
#define SIVO_PLAY_CALL_ID 1
/* The host's name of the caller's leg. [channel: a text of 0 to 4096 characters] */
#define SIVO_PLAY_CHANNEL 2
/* The tenant. [tenant_id: a UUID] */
#define SIVO_PLAY_TENANT_ID 3
/* Issued again after a restart; do it unless it is already done. [is_repeat: true or false,
   default false] */
#define SIVO_PLAY_IS_REPEAT 4
/* Say it in play_finished. [play_id: an integer, default 0] */
#define SIVO_PLAY_PLAY_ID 5
/* Array of prompts to play in order: {tts,language,voice}, {audio,fallback_tts}, {digits},
   {silence_ms}. [prompts: a JSON document of 0 to 1048576 bytes, default []] */
#define SIVO_PLAY_PROMPTS 6
/* A key stops it; the library then sends stop_play. [barge_in: true or false, default false] */
#define SIVO_PLAY_BARGE_IN 7
/* Play to this leg; absent: to the caller. [leg_id: a UUID, or null] */
#define SIVO_PLAY_LEG_ID 8

/* ── stop_play ── */

/* The call. [call_id: a UUID] */
#define SIVO_STOP_PLAY_CALL_ID 1
/* The host's name of the caller's leg. [channel: a text of 0 to 4096 characters] */
#define SIVO_STOP_PLAY_CHANNEL 2
/* The tenant. [tenant_id: a UUID] */
#define SIVO_STOP_PLAY_TENANT_ID 3
/* Issued again after a restart; do it unless it is already done. [is_repeat: true or false,
   default false] */
#define SIVO_STOP_PLAY_IS_REPEAT 4
/* Of the play action. [play_id: an integer, default 0] */
#define SIVO_STOP_PLAY_PLAY_ID 5
/* Of the play action. [leg_id: a UUID, or null] */
#define SIVO_STOP_PLAY_LEG_ID 6

/* ── dial ── */

/* The call. [call_id: a UUID] */
#define SIVO_DIAL_CALL_ID 1
/* The host's name of the caller's leg. [channel: a text of 0 to 4096 characters] */
#define SIVO_DIAL_CHANNEL 2
/* The tenant. [tenant_id: a UUID] */
#define SIVO_DIAL_TENANT_ID 3
/* Issued again after a restart; do it unless it is already done. [is_repeat: true or false,
   default false] */
#define SIVO_DIAL_IS_REPEAT 4
/* The new leg; name it in leg_ringing, leg_answered, … [leg_id: a UUID] */
#define SIVO_DIAL_LEG_ID 5
/* What the leg is for. [purpose: one of agent, transfer, consult, outbound, internal,
   supervisor, callback, default "agent"] */
#define SIVO_DIAL_PURPOSE 6
/* Ring this user's devices, or [user_id: a UUID, or null] */
#define SIVO_DIAL_USER_ID 7
/* call this number. [number: a text of 0 to 4096 characters, or null] */
#define SIVO_DIAL_NUMBER 8
/* The user's extension. [extension: a text of 0 to 4096 characters, or null] */
#define SIVO_DIAL_EXTENSION 9
/* By this trunk, if one is set. [trunk_id: a UUID, or null] */
#define SIVO_DIAL_TRUNK_ID 10
/* Number to show. [caller_id_number: a text of 0 to 4096 characters, or null] */
#define SIVO_DIAL_CALLER_ID_NUMBER 11
/* Name to show. [caller_id_name: a text of 0 to 4096 characters, or null] */
#define SIVO_DIAL_CALLER_ID_NAME 12
/* The queue the call comes from. [queue_id: a UUID, or null] */
#define SIVO_DIAL_QUEUE_ID 13
/* The library gives up then. [ring_until: an RFC 3339 time in the years 1 to 9999, or null] */
#define SIVO_DIAL_RING_UNTIL 14

/* ── cancel_leg ── */

/* The call. [call_id: a UUID] */
#define SIVO_CANCEL_LEG_CALL_ID 1
/* The host's name of the caller's leg. [channel: a text of 0 to 4096 characters] */
#define SIVO_CANCEL_LEG_CHANNEL 2
/* The tenant. [tenant_id: a UUID] */
#define SIVO_CANCEL_LEG_TENANT_ID 3
/* Issued again after a restart; do it unless it is already done. [is_repeat: true or false,
   default false] */
#define SIVO_CANCEL_LEG_IS_REPEAT 4
/* The leg. [leg_id: a UUID] */
#define SIVO_CANCEL_LEG_LEG_ID 5
/* Hangup cause name for that leg. [cause: a text of 0 to 4096 characters, default
   "NORMAL_CLEARING"] */
#define SIVO_CANCEL_LEG_CAUSE 6

/* ── bridge ── */

/* The call. [call_id: a UUID] */
#define SIVO_BRIDGE_CALL_ID 1
/* The host's name of the caller's leg. [channel: a text of 0 to 4096 characters] */
#define SIVO_BRIDGE_CHANNEL 2
/* The tenant. [tenant_id: a UUID] */
#define SIVO_BRIDGE_TENANT_ID 3
/* Issued again after a restart; do it unless it is already done. [is_repeat: true or false,
   default false] */
#define SIVO_BRIDGE_IS_REPEAT 4
/* The leg to join [leg_id: a UUID] */
#define SIVO_BRIDGE_LEG_ID 5
/* with this one; absent: with the caller. [with_leg_id: a UUID, or null] */
#define SIVO_BRIDGE_WITH_LEG_ID 6

/* ── hold ── */

/* The call. [call_id: a UUID] */
#define SIVO_HOLD_CALL_ID 1
/* The host's name of the caller's leg. [channel: a text of 0 to 4096 characters] */
#define SIVO_HOLD_CHANNEL 2
/* The tenant. [tenant_id: a UUID] */
#define SIVO_HOLD_TENANT_ID 3
/* Issued again after a restart; do it unless it is already done. [is_repeat: true or false,
   default false] */
#define SIVO_HOLD_IS_REPEAT 4

/* ── resume ── */

/* The call. [call_id: a UUID] */
#define SIVO_RESUME_CALL_ID 1
/* The host's name of the caller's leg. [channel: a text of 0 to 4096 characters] */
#define SIVO_RESUME_CHANNEL 2
/* The tenant. [tenant_id: a UUID] */
#define SIVO_RESUME_TENANT_ID 3
/* Issued again after a restart; do it unless it is already done. [is_repeat: true or false,
   default false] */
#define SIVO_RESUME_IS_REPEAT 4

/* ── music_start ── */

/* The call. [call_id: a UUID] */
#define SIVO_MUSIC_START_CALL_ID 1
/* The host's name of the caller's leg. [channel: a text of 0 to 4096 characters] */
#define SIVO_MUSIC_START_CHANNEL 2
/* The tenant. [tenant_id: a UUID] */
#define SIVO_MUSIC_START_TENANT_ID 3
/* Issued again after a restart; do it unless it is already done. [is_repeat: true or false,
   default false] */
#define SIVO_MUSIC_START_IS_REPEAT 4
/* What to play in a loop; absent = default. [moh_url: a text of 0 to 4096 characters, or null] */
#define SIVO_MUSIC_START_MOH_URL 5

/* ── music_stop ── */

/* The call. [call_id: a UUID] */
#define SIVO_MUSIC_STOP_CALL_ID 1
/* The host's name of the caller's leg. [channel: a text of 0 to 4096 characters] */
#define SIVO_MUSIC_STOP_CHANNEL 2
/* The tenant. [tenant_id: a UUID] */
#define SIVO_MUSIC_STOP_TENANT_ID 3
/* Issued again after a restart; do it unless it is already done. [is_repeat: true or false,
   default false] */
#define SIVO_MUSIC_STOP_IS_REPEAT 4

/* ── hangup ── */

/* The call. [call_id: a UUID] */
#define SIVO_HANGUP_CALL_ID 1
/* The host's name of the caller's leg. [channel: a text of 0 to 4096 characters] */
#define SIVO_HANGUP_CHANNEL 2
/* The tenant. [tenant_id: a UUID] */
#define SIVO_HANGUP_TENANT_ID 3
/* Issued again after a restart; do it unless it is already done. [is_repeat: true or false,
   default false] */
#define SIVO_HANGUP_IS_REPEAT 4
/* Hangup cause name. [cause: a text of 0 to 4096 characters, default "NORMAL_CLEARING"] */
#define SIVO_HANGUP_CAUSE 5

/* ── transfer ── */

/* The call. [call_id: a UUID] */
#define SIVO_TRANSFER_CALL_ID 1
/* The host's name of the caller's leg. [channel: a text of 0 to 4096 characters] */
#define SIVO_TRANSFER_CHANNEL 2
/* The tenant. [tenant_id: a UUID] */
#define SIVO_TRANSFER_TENANT_ID 3
/* Issued again after a restart; do it unless it is already done. [is_repeat: true or false,
   default false] */
#define SIVO_TRANSFER_IS_REPEAT 4
/* Name it in leg_answered (taken over) or leg_failed. [leg_id: a UUID] */
#define SIVO_TRANSFER_LEG_ID 5
/* Extension, E.164 number or sip: URI. [to: a text of 0 to 4096 characters] */
#define SIVO_TRANSFER_TO 6
/* By SIP REFER to the far end, not by a new leg. [is_refer: true or false, default false] */
#define SIVO_TRANSFER_IS_REFER 7

/* ── supervise ── */

/* The call. [call_id: a UUID] */
#define SIVO_SUPERVISE_CALL_ID 1
/* The host's name of the caller's leg. [channel: a text of 0 to 4096 characters] */
#define SIVO_SUPERVISE_CHANNEL 2
/* The tenant. [tenant_id: a UUID] */
#define SIVO_SUPERVISE_TENANT_ID 3
/* Issued again after a restart; do it unless it is already done. [is_repeat: true or false,
   default false] */
#define SIVO_SUPERVISE_IS_REPEAT 4
/* The supervisor's leg, answered before. [leg_id: a UUID] */
#define SIVO_SUPERVISE_LEG_ID 5
/* The leg whose person he helps. [agent_leg_id: a UUID, or null] */
#define SIVO_SUPERVISE_AGENT_LEG_ID 6
/* listen = hears both; whisper = the agent hears him too; barge = all hear all. [mode: one of
   listen, whisper, barge, default "listen"] */
#define SIVO_SUPERVISE_MODE 7

/* ── call_event ── */

/* The call. [id: a UUID] */
#define SIVO_CALL_EVENT_ID 1
/* The tenant. [tenant_id: a UUID] */
#define SIVO_CALL_EVENT_TENANT_ID 2
/* inbound, outbound or internal. [direction: one of inbound, outbound, internal, default
   "inbound"] */
#define SIVO_CALL_EVENT_DIRECTION 3
/* Who calls; null = withheld. [caller_id_number: a text of 0 to 4096 characters, or null;
   personal data] */
#define SIVO_CALL_EVENT_CALLER_ID_NUMBER 4
/* The caller's name. [caller_id_name: a text of 0 to 4096 characters, or null; personal data] */
#define SIVO_CALL_EVENT_CALLER_ID_NAME 5
/* What was dialled. [destination: a text of 0 to 4096 characters; personal data] */
#define SIVO_CALL_EVENT_DESTINATION 6
/* The DID. [did_id: a UUID, or null] */
#define SIVO_CALL_EVENT_DID_ID 7
/* The agent who answered last. [agent_id: a UUID, or null] */
#define SIVO_CALL_EVENT_AGENT_ID 8
/* The last queue. [queue_id: a UUID, or null] */
#define SIVO_CALL_EVENT_QUEUE_ID 9
/* The first IVR flow. [ivr_flow_id: a UUID, or null] */
#define SIVO_CALL_EVENT_IVR_FLOW_ID 10
/* Set when the call has ended. [status: one of answered, no_answer, busy, failed, abandoned, or
   null] */
#define SIVO_CALL_EVENT_STATUS 11
/* When it began. [started_at: an RFC 3339 time in the years 1 to 9999] */
#define SIVO_CALL_EVENT_STARTED_AT 12
/* When an agent answered. [answered_at: an RFC 3339 time in the years 1 to 9999, or null] */
#define SIVO_CALL_EVENT_ANSWERED_AT 13
/* When it ended. [ended_at: an RFC 3339 time in the years 1 to 9999, or null] */
#define SIVO_CALL_EVENT_ENDED_AT 14
/* Whole seconds from start to end. [duration_sec: an integer, default 0] */
#define SIVO_CALL_EVENT_DURATION_SEC 15
/* Whole seconds from answer to end. [billsec: an integer, default 0] */
#define SIVO_CALL_EVENT_BILLSEC 16
/* Hangup cause name. [hangup_cause: a text of 0 to 4096 characters, or null] */
#define SIVO_CALL_EVENT_HANGUP_CAUSE 17
/* Quality, 1 to 5. [mos_score: a finite number, or null] */
#define SIVO_CALL_EVENT_MOS_SCORE 18
/* In queues, ringing included. [wait_ms: an integer, default 0] */
#define SIVO_CALL_EVENT_WAIT_MS 19
/* While a phone rang for the caller. [ring_ms: an integer, default 0] */
#define SIVO_CALL_EVENT_RING_MS 20
/* In conversation. [talk_ms: an integer, default 0] */
#define SIVO_CALL_EVENT_TALK_MS 21
/* On hold. [hold_ms: an integer, default 0] */
#define SIVO_CALL_EVENT_HOLD_MS 22
/* closed, full, timeout, served, … [outcome: a text of 0 to 4096 characters, or null] */
#define SIVO_CALL_EVENT_OUTCOME 23
/* The same as id. [callId: a UUID] */
#define SIVO_CALL_EVENT_CALLID 24
/* The same as caller_id_number. [from: a text of 0 to 4096 characters, or null; personal data] */
#define SIVO_CALL_EVENT_FROM 25
/* The same as destination. [to: a text of 0 to 4096 characters; personal data] */
#define SIVO_CALL_EVENT_TO 26
/* The same as agent_id. [agentId: a UUID, or null] */
#define SIVO_CALL_EVENT_AGENTID 27
/* The same as queue_id. [queueId: a UUID, or null] */
#define SIVO_CALL_EVENT_QUEUEID 28
/* The same as mos_score. [mosScore: a finite number, or null] */
#define SIVO_CALL_EVENT_MOSSCORE 29
/* The same as hangup_cause. [hangupCause: a text of 0 to 4096 characters, or null] */
#define SIVO_CALL_EVENT_HANGUPCAUSE 30
/* The outside key given with the call. [vendor_call_key: a UUID, or null] */
#define SIVO_CALL_EVENT_VENDOR_CALL_KEY 31

/* ── queue_event ── */

/* The call. [call_id: a UUID] */
#define SIVO_QUEUE_EVENT_CALL_ID 1
/* The queue. [queue_id: a UUID] */
#define SIVO_QUEUE_EVENT_QUEUE_ID 2
/* Of the caller in the line. [priority: an integer, default 0] */
#define SIVO_QUEUE_EVENT_PRIORITY 3
/* While it waits: 1 = next; else 0. [position: an integer, default 0] */
#define SIVO_QUEUE_EVENT_POSITION 4
/* In this queue, ringing included. [waited_ms: an integer, default 0] */
#define SIVO_QUEUE_EVENT_WAITED_MS 5
/* Why the caller left: abandoned, timeout, … [reason: a text of 0 to 4096 characters, or null] */
#define SIVO_QUEUE_EVENT_REASON 6

/* ── offer_event ── */

/* The offer's leg. [leg_id: a UUID] */
#define SIVO_OFFER_EVENT_LEG_ID 1
/* The call. [call_id: a UUID] */
#define SIVO_OFFER_EVENT_CALL_ID 2
/* The queue. [queue_id: a UUID, or null] */
#define SIVO_OFFER_EVENT_QUEUE_ID 3
/* The agent. [user_id: a UUID] */
#define SIVO_OFFER_EVENT_USER_ID 4
/* accepted, no_answer, busy, lost_race, … [outcome: a text of 0 to 4096 characters, or null] */
#define SIVO_OFFER_EVENT_OUTCOME 5
/* How long it rang. [ring_ms: an integer, default 0] */
#define SIVO_OFFER_EVENT_RING_MS 6
/* Since when. [dialled_at: an RFC 3339 time in the years 1 to 9999] */
#define SIVO_OFFER_EVENT_DIALLED_AT 7

/* ── agent_event ── */

/* The agent. [user_id: a UUID] */
#define SIVO_AGENT_EVENT_USER_ID 1
/* The same as user_id. [agentId: a UUID] */
#define SIVO_AGENT_EVENT_AGENTID 2
/* The status now. [status: one of available, on_call, paused, acw, logged_out, default
   "logged_out"] */
#define SIVO_AGENT_EVENT_STATUS 3
/* The status before. [previous_status: one of available, on_call, paused, acw, logged_out,
   default "logged_out"] */
#define SIVO_AGENT_EVENT_PREVIOUS_STATUS 4
/* How long it had lasted. [previous_ms: an integer, default 0] */
#define SIVO_AGENT_EVENT_PREVIOUS_MS 5
/* While paused: why. [pause_reason_id: a UUID, or null] */
#define SIVO_AGENT_EVENT_PAUSE_REASON_ID 6
/* Who or what changed it: agent, no_answer, … [reason: a text of 0 to 4096 characters, or
   null] */
#define SIVO_AGENT_EVENT_REASON 7
/* While it was paused: why. [previous_pause_reason_id: a UUID, or null] */
#define SIVO_AGENT_EVENT_PREVIOUS_PAUSE_REASON_ID 8
/* It was a pause that counts as work. [previous_is_productive: true or false, default false] */
#define SIVO_AGENT_EVENT_PREVIOUS_IS_PRODUCTIVE 9
/* It was on a call as its supervisor only. [previous_is_supervision: true or false, default
   false] */
#define SIVO_AGENT_EVENT_PREVIOUS_IS_SUPERVISION 10

/* ── ivr_event ── */

/* The call. [call_id: a UUID] */
#define SIVO_IVR_EVENT_CALL_ID 1
/* The flow; null for the built-in one. [ivr_flow_id: a UUID, or null] */
#define SIVO_IVR_EVENT_IVR_FLOW_ID 2
/* Its version. [flow_version: an integer, default 0] */
#define SIVO_IVR_EVENT_FLOW_VERSION 3
/* queued_answered, transferred, callback, … [outcome: a text of 0 to 4096 characters] */
#define SIVO_IVR_EVENT_OUTCOME 4
/* Ids of the nodes visited. [path: a JSON document of 0 to 1048576 bytes, default []] */
#define SIVO_IVR_EVENT_PATH 5
/* The flow's variables; sensitive ones masked. [variables: a JSON document of 0 to 1048576
   bytes, default {}] */
#define SIVO_IVR_EVENT_VARIABLES 6
/* From the session's start. [duration_ms: an integer, default 0] */
#define SIVO_IVR_EVENT_DURATION_MS 7

/* ── status_report ── */

/* Calls in progress. [calls: an integer, default 0] */
#define SIVO_STATUS_REPORT_CALLS 1
/* Legs the library asked for. [legs: an integer, default 0] */
#define SIVO_STATUS_REPORT_LEGS 2
/* Callers in queues. [waiting: an integer, default 0] */
#define SIVO_STATUS_REPORT_WAITING 3
/* Agents logged in. [agents_logged_in: an integer, default 0] */
#define SIVO_STATUS_REPORT_AGENTS_LOGGED_IN 4
/* Inputs applied since open. [steps: an integer, default 0] */
#define SIVO_STATUS_REPORT_STEPS 5
/* Commits since open. [commits: an integer, default 0] */
#define SIVO_STATUS_REPORT_COMMITS 6
/* Inputs about what was already over, since open. [late_inputs: an integer, default 0] */
#define SIVO_STATUS_REPORT_LATE_INPUTS 7
/* Outputs that wait for sivo_poll. [outputs_pending: an integer, default 0] */
#define SIVO_STATUS_REPORT_OUTPUTS_PENDING 8
/* The core's time: the latest it was given. [now: an RFC 3339 time in the years 1 to 9999] */
#define SIVO_STATUS_REPORT_NOW 9
/* A trace is being written. [is_tracing: true or false, default false] */
#define SIVO_STATUS_REPORT_IS_TRACING 10
/* Of the file. [schema_version: an integer, default 0] */
#define SIVO_STATUS_REPORT_SCHEMA_VERSION 11
/* Schedules whose time zone this machine does not know; they run on UTC. [unusable_rows: an
   integer, default 0] */
#define SIVO_STATUS_REPORT_UNUSABLE_ROWS 12
/* Inputs of sivo_submit that were refused, since open. [refused_submits: an integer, default 0] */
#define SIVO_STATUS_REPORT_REFUSED_SUBMITS 13

/* ── verify_report ── */

/* Everything fits. [is_ok: true or false, default false] */
#define SIVO_VERIFY_REPORT_IS_OK 1
/* Audit rows checked. [audit_rows: an integer, default 0] */
#define SIVO_VERIFY_REPORT_AUDIT_ROWS 2
/* Audit chains checked. [tenants: an integer, default 0] */
#define SIVO_VERIFY_REPORT_TENANTS 3
/* The first thing found wrong. [problem: a text of 0 to 4096 characters, or null] */
#define SIVO_VERIFY_REPORT_PROBLEM 4
/* The ends of the chains were proved by the master key. [is_signed: true or false, default
   false] */
#define SIVO_VERIFY_REPORT_IS_SIGNED 5
/* Array of {tenant_id, slug, name, removed_at, user_id, ip, user_agent}, newest first.
   [removed_tenants: a JSON document of 0 to 1048576 bytes, default []] */
#define SIVO_VERIFY_REPORT_REMOVED_TENANTS 6

/* ── replay_report ── */

/* Every output and every table came out the same. [is_equal: true or false, default false] */
#define SIVO_REPLAY_REPORT_IS_EQUAL 1
/* The trace has its closing proof. [is_complete: true or false, default false] */
#define SIVO_REPLAY_REPORT_IS_COMPLETE 2
/* Inputs replayed. [inputs: an integer, default 0] */
#define SIVO_REPLAY_REPORT_INPUTS 3
/* Commits compared. [commits: an integer, default 0] */
#define SIVO_REPLAY_REPORT_COMMITS 4
/* The commit that differs, from 1. [first_difference: an integer, or null] */
#define SIVO_REPLAY_REPORT_FIRST_DIFFERENCE 5
/* What is wrong, in words. [problem: a text of 0 to 4096 characters, or null] */
#define SIVO_REPLAY_REPORT_PROBLEM 6
/* SHA-256 over all tables at the end, hexadecimal. [state_hash: a text of 0 to 4096 characters] */
#define SIVO_REPLAY_REPORT_STATE_HASH 7

/* ── apply_report ── */

/* The tenant; null in a dry run that would create it. [tenant_id: a UUID, or null] */
#define SIVO_APPLY_REPORT_TENANT_ID 1
/* Rows created. [created: an integer, default 0] */
#define SIVO_APPLY_REPORT_CREATED 2
/* Rows changed. [updated: an integer, default 0] */
#define SIVO_APPLY_REPORT_UPDATED 3
/* Rows already as asked. [unchanged: an integer, default 0] */
#define SIVO_APPLY_REPORT_UNCHANGED 4
/* Rows removed. [deleted: an integer, default 0] */
#define SIVO_APPLY_REPORT_DELETED 5
/* Nothing was written. [is_dry_run: true or false, default false] */
#define SIVO_APPLY_REPORT_IS_DRY_RUN 6
/* Array of {change, resource, name, diff}, in order. [changes: a JSON document of 0 to 1048576
   bytes, default []] */
#define SIVO_APPLY_REPORT_CHANGES 7
/* Array of {path, message}: what was taken and looks wrong. [warnings: a JSON document of 0 to
   1048576 bytes, default []] */
#define SIVO_APPLY_REPORT_WARNINGS 8

/* ── document ── */

/* The document. [text: a JSON document of 0 to 1048576 bytes, default {}] */
#define SIVO_DOCUMENT_TEXT 1

/* ── backup_report ── */

/* Pages copied. [pages: an integer, default 0] */
#define SIVO_BACKUP_REPORT_PAGES 1
/* Size of the copy. [size_bytes: an integer, default 0] */
#define SIVO_BACKUP_REPORT_SIZE_BYTES 2

/* ── queue_statistics ── */

/* The tenant. [tenant_id: a UUID] */
#define SIVO_QUEUE_STATISTICS_TENANT_ID 1
/* Begin of the interval, in the tenant's time zone. [from: an RFC 3339 time in the years 1 to
   9999] */
#define SIVO_QUEUE_STATISTICS_FROM 2
/* Its end; the interval that runs is not over yet. [until: an RFC 3339 time in the years 1 to
   9999] */
#define SIVO_QUEUE_STATISTICS_UNTIL 3
/* The queue. [queue_id: a UUID] */
#define SIVO_QUEUE_STATISTICS_QUEUE_ID 4
/* Waiting at this moment; 0 for an interval of the past. [waiting: an integer, default 0] */
#define SIVO_QUEUE_STATISTICS_WAITING 5
/* Of those who wait at this moment. [longest_wait_ms: an integer, default 0] */
#define SIVO_QUEUE_STATISTICS_LONGEST_WAIT_MS 6
/* answered + abandoned + flow-outs. [offered: an integer, default 0] */
#define SIVO_QUEUE_STATISTICS_OFFERED 10
/* Joined to an agent. [answered: an integer, default 0] */
#define SIVO_QUEUE_STATISTICS_ANSWERED 11
/* Within the threshold, the threshold included. [answered_in_sl: an integer, default 0] */
#define SIVO_QUEUE_STATISTICS_ANSWERED_IN_SL 12
/* The caller hung up while waiting. [abandoned: an integer, default 0] */
#define SIVO_QUEUE_STATISTICS_ABANDONED 13
/* Within the threshold. [abandoned_in_sl: an integer, default 0] */
#define SIVO_QUEUE_STATISTICS_ABANDONED_IN_SL 14
/* Before short_abandon_sec. [short_abandoned: an integer, default 0] */
#define SIVO_QUEUE_STATISTICS_SHORT_ABANDONED 15
/* Flow-out: the longest wait was over. [timed_out: an integer, default 0] */
#define SIVO_QUEUE_STATISTICS_TIMED_OUT 16
/* Flow-out: by a key. [exited_key: an integer, default 0] */
#define SIVO_QUEUE_STATISTICS_EXITED_KEY 17
/* Flow-out: to the overflow target. [overflowed: an integer, default 0] */
#define SIVO_QUEUE_STATISTICS_OVERFLOWED 18
/* Flow-out: by a supervisor, a transfer or the queue's removal. [moved: an integer, default 0] */
#define SIVO_QUEUE_STATISTICS_MOVED 19
/* Flow-out: the queue had no agents. [no_agent: an integer, default 0] */
#define SIVO_QUEUE_STATISTICS_NO_AGENT 20
/* Refused for the queue's length; not offered. [full: an integer, default 0] */
#define SIVO_QUEUE_STATISTICS_FULL 21
/* Refused because no agent was there; not offered. [refused_empty: an integer, default 0] */
#define SIVO_QUEUE_STATISTICS_REFUSED_EMPTY 22
/* Percent, by the queue's definition, with or without short abandons and flow-outs.
   [service_level: a finite number, or null] */
#define SIVO_QUEUE_STATISTICS_SERVICE_LEVEL 23
/* Percent, as the next three whatever the queue says: answered_in_sl / (answered + abandoned).
   [sl_answered_over_offered: a finite number, or null] */
#define SIVO_QUEUE_STATISTICS_SL_ANSWERED_OVER_OFFERED 24
/* Percent: answered_in_sl / answered. [sl_answered_only: a finite number, or null] */
#define SIVO_QUEUE_STATISTICS_SL_ANSWERED_ONLY 25
/* Percent: answered_in_sl / (answered + abandoned - abandoned_in_sl). [sl_ignore_abandoned: a
   finite number, or null] */
#define SIVO_QUEUE_STATISTICS_SL_IGNORE_ABANDONED 26
/* Percent: (answered_in_sl + abandoned_in_sl) / (answered + abandoned).
   [sl_abandoned_within_counts: a finite number, or null] */
#define SIVO_QUEUE_STATISTICS_SL_ABANDONED_WITHIN_COUNTS 27
/* Mean wait of the answered, from joining to the bridge, ringing included. [asa_ms: an integer,
   or null] */
#define SIVO_QUEUE_STATISTICS_ASA_MS 28
/* Mean wait of all offered. [wait_mean_ms: an integer, or null] */
#define SIVO_QUEUE_STATISTICS_WAIT_MEAN_MS 29
/* Median wait of all offered, within 1/64 of it, as the next three. [wait_p50_ms: an integer, or
   null] */
#define SIVO_QUEUE_STATISTICS_WAIT_P50_MS 30
/* 90 of 100 waited no longer, within 1/64. [wait_p90_ms: an integer, or null] */
#define SIVO_QUEUE_STATISTICS_WAIT_P90_MS 31
/* 95 of 100 waited no longer, within 1/64. [wait_p95_ms: an integer, or null] */
#define SIVO_QUEUE_STATISTICS_WAIT_P95_MS 32
/* 99 of 100 waited no longer, within 1/64. [wait_p99_ms: an integer, or null] */
#define SIVO_QUEUE_STATISTICS_WAIT_P99_MS 33
/* The longest wait. [wait_max_ms: an integer, or null] */
#define SIVO_QUEUE_STATISTICS_WAIT_MAX_MS 34
/* abandoned / offered. [abandonment_pct: a finite number, or null] */
#define SIVO_QUEUE_STATISTICS_ABANDONMENT_PCT 35
/* (abandoned - short) / (offered - short). [abandonment_without_short_pct: a finite number, or
   null] */
#define SIVO_QUEUE_STATISTICS_ABANDONMENT_WITHOUT_SHORT_PCT 36
/* Answered visits whose wait had been estimated. [predictions: an integer, default 0] */
#define SIVO_QUEUE_STATISTICS_PREDICTIONS 37
/* Mean of estimated minus real wait. [prediction_error_ms: an integer, or null] */
#define SIVO_QUEUE_STATISTICS_PREDICTION_ERROR_MS 38
/* Mean of the error's size. [prediction_error_abs_ms: an integer, or null] */
#define SIVO_QUEUE_STATISTICS_PREDICTION_ERROR_ABS_MS 39
/* Agents' parts of calls; a transfer has one for each agent. [handled: an integer, default 0] */
#define SIVO_QUEUE_STATISTICS_HANDLED 50
/* In conversation, hold not included. [talk_ms: an integer, default 0] */
#define SIVO_QUEUE_STATISTICS_TALK_MS 51
/* Callers on hold. [hold_ms: an integer, default 0] */
#define SIVO_QUEUE_STATISTICS_HOLD_MS 52
/* Wrap-up. [acw_ms: an integer, default 0] */
#define SIVO_QUEUE_STATISTICS_ACW_MS 53
/* The agent's phone rang for calls that he took. [ring_ms: an integer, default 0] */
#define SIVO_QUEUE_STATISTICS_RING_MS 54
/* (talk + hold + wrap-up) / handled. [aht_ms: an integer, or null] */
#define SIVO_QUEUE_STATISTICS_AHT_MS 55
/* Offers that were decided; cancelled and lost ones excluded. [offers: an integer, default 0] */
#define SIVO_QUEUE_STATISTICS_OFFERS 56
/* Offers not answered. [missed: an integer, default 0] */
#define SIVO_QUEUE_STATISTICS_MISSED 57
/* Offers declined, met by a busy or an unreachable phone. [rejected: an integer, default 0] */
#define SIVO_QUEUE_STATISTICS_REJECTED 58
/* missed / offers. [missed_pct: a finite number, or null] */
#define SIVO_QUEUE_STATISTICS_MISSED_PCT 59
/* Parts that ended by a transfer. [transferred: an integer, default 0] */
#define SIVO_QUEUE_STATISTICS_TRANSFERRED 60
/* Of them by a blind one. [transferred_blind: an integer, default 0] */
#define SIVO_QUEUE_STATISTICS_TRANSFERRED_BLIND 61
/* Of them by an attended one. [transferred_attended: an integer, default 0] */
#define SIVO_QUEUE_STATISTICS_TRANSFERRED_ATTENDED 62

/* ── agent_statistics ── */

/* The tenant. [tenant_id: a UUID] */
#define SIVO_AGENT_STATISTICS_TENANT_ID 1
/* Begin of the interval, in the tenant's time zone. [from: an RFC 3339 time in the years 1 to
   9999] */
#define SIVO_AGENT_STATISTICS_FROM 2
/* Its end; the interval that runs is not over yet. [until: an RFC 3339 time in the years 1 to
   9999] */
#define SIVO_AGENT_STATISTICS_UNTIL 3
/* The agent. [user_id: a UUID] */
#define SIVO_AGENT_STATISTICS_USER_ID 4
/* At this moment. [status: one of available, on_call, paused, acw, logged_out, default
   "logged_out"] */
#define SIVO_AGENT_STATISTICS_STATUS 5
/* Since when. [status_since: an RFC 3339 time in the years 1 to 9999] */
#define SIVO_AGENT_STATISTICS_STATUS_SINCE 6
/* Ready for calls, ringing included. [available_ms: an integer, default 0] */
#define SIVO_AGENT_STATISTICS_AVAILABLE_MS 70
/* On calls, his own ones too; as a supervisor: not. [on_call_ms: an integer, default 0] */
#define SIVO_AGENT_STATISTICS_ON_CALL_MS 71
/* In wrap-up. [wrap_up_ms: an integer, default 0] */
#define SIVO_AGENT_STATISTICS_WRAP_UP_MS 72
/* Paused, for whatever reason. [paused_ms: an integer, default 0] */
#define SIVO_AGENT_STATISTICS_PAUSED_MS 73
/* Paused for a reason that counts as work. [productive_pause_ms: an integer, default 0] */
#define SIVO_AGENT_STATISTICS_PRODUCTIVE_PAUSE_MS 74
/* (call + wrap-up + productive pause + ringing) / (call + wrap-up + productive pause +
   available). [occupancy_pct: a finite number, or null] */
#define SIVO_AGENT_STATISTICS_OCCUPANCY_PCT 75
/* (call + wrap-up) / (call + wrap-up + available + paused). [utilisation_pct: a finite number,
   or null] */
#define SIVO_AGENT_STATISTICS_UTILISATION_PCT 76
/* Of available_ms: the phone rang for an offer; it counts as occupied. [ringing_ms: an integer,
   default 0] */
#define SIVO_AGENT_STATISTICS_RINGING_MS 77
/* On others' calls as a supervisor; no handling, and in no percentage. [supervising_ms: an
   integer, default 0] */
#define SIVO_AGENT_STATISTICS_SUPERVISING_MS 78
/* Agents' parts of calls; a transfer has one for each agent. [handled: an integer, default 0] */
#define SIVO_AGENT_STATISTICS_HANDLED 50
/* In conversation, hold not included. [talk_ms: an integer, default 0] */
#define SIVO_AGENT_STATISTICS_TALK_MS 51
/* Callers on hold. [hold_ms: an integer, default 0] */
#define SIVO_AGENT_STATISTICS_HOLD_MS 52
/* Wrap-up. [acw_ms: an integer, default 0] */
#define SIVO_AGENT_STATISTICS_ACW_MS 53
/* The agent's phone rang for calls that he took. [ring_ms: an integer, default 0] */
#define SIVO_AGENT_STATISTICS_RING_MS 54
/* (talk + hold + wrap-up) / handled. [aht_ms: an integer, or null] */
#define SIVO_AGENT_STATISTICS_AHT_MS 55
/* Offers that were decided; cancelled and lost ones excluded. [offers: an integer, default 0] */
#define SIVO_AGENT_STATISTICS_OFFERS 56
/* Offers not answered. [missed: an integer, default 0] */
#define SIVO_AGENT_STATISTICS_MISSED 57
/* Offers declined, met by a busy or an unreachable phone. [rejected: an integer, default 0] */
#define SIVO_AGENT_STATISTICS_REJECTED 58
/* missed / offers. [missed_pct: a finite number, or null] */
#define SIVO_AGENT_STATISTICS_MISSED_PCT 59
/* Parts that ended by a transfer. [transferred: an integer, default 0] */
#define SIVO_AGENT_STATISTICS_TRANSFERRED 60
/* Of them by a blind one. [transferred_blind: an integer, default 0] */
#define SIVO_AGENT_STATISTICS_TRANSFERRED_BLIND 61
/* Of them by an attended one. [transferred_attended: an integer, default 0] */
#define SIVO_AGENT_STATISTICS_TRANSFERRED_ATTENDED 62

/* ── tenant_statistics ── */

/* The tenant. [tenant_id: a UUID] */
#define SIVO_TENANT_STATISTICS_TENANT_ID 1
/* Begin of the interval, in the tenant's time zone. [from: an RFC 3339 time in the years 1 to
   9999] */
#define SIVO_TENANT_STATISTICS_FROM 2
/* Its end; the interval that runs is not over yet. [until: an RFC 3339 time in the years 1 to
   9999] */
#define SIVO_TENANT_STATISTICS_UNTIL 3
/* Waiting at this moment; 0 for an interval of the past. [waiting: an integer, default 0] */
#define SIVO_TENANT_STATISTICS_WAITING 5
/* Of those who wait at this moment. [longest_wait_ms: an integer, default 0] */
#define SIVO_TENANT_STATISTICS_LONGEST_WAIT_MS 6
/* answered + abandoned + flow-outs. [offered: an integer, default 0] */
#define SIVO_TENANT_STATISTICS_OFFERED 10
/* Joined to an agent. [answered: an integer, default 0] */
#define SIVO_TENANT_STATISTICS_ANSWERED 11
/* Within the threshold, the threshold included. [answered_in_sl: an integer, default 0] */
#define SIVO_TENANT_STATISTICS_ANSWERED_IN_SL 12
/* The caller hung up while waiting. [abandoned: an integer, default 0] */
#define SIVO_TENANT_STATISTICS_ABANDONED 13
/* Within the threshold. [abandoned_in_sl: an integer, default 0] */
#define SIVO_TENANT_STATISTICS_ABANDONED_IN_SL 14
/* Before short_abandon_sec. [short_abandoned: an integer, default 0] */
#define SIVO_TENANT_STATISTICS_SHORT_ABANDONED 15
/* Flow-out: the longest wait was over. [timed_out: an integer, default 0] */
#define SIVO_TENANT_STATISTICS_TIMED_OUT 16
/* Flow-out: by a key. [exited_key: an integer, default 0] */
#define SIVO_TENANT_STATISTICS_EXITED_KEY 17
/* Flow-out: to the overflow target. [overflowed: an integer, default 0] */
#define SIVO_TENANT_STATISTICS_OVERFLOWED 18
/* Flow-out: by a supervisor, a transfer or the queue's removal. [moved: an integer, default 0] */
#define SIVO_TENANT_STATISTICS_MOVED 19
/* Flow-out: the queue had no agents. [no_agent: an integer, default 0] */
#define SIVO_TENANT_STATISTICS_NO_AGENT 20
/* Refused for the queue's length; not offered. [full: an integer, default 0] */
#define SIVO_TENANT_STATISTICS_FULL 21
/* Refused because no agent was there; not offered. [refused_empty: an integer, default 0] */
#define SIVO_TENANT_STATISTICS_REFUSED_EMPTY 22
/* Percent, by the queue's definition, with or without short abandons and flow-outs.
   [service_level: a finite number, or null] */
#define SIVO_TENANT_STATISTICS_SERVICE_LEVEL 23
/* Percent, as the next three whatever the queue says: answered_in_sl / (answered + abandoned).
   [sl_answered_over_offered: a finite number, or null] */
#define SIVO_TENANT_STATISTICS_SL_ANSWERED_OVER_OFFERED 24
/* Percent: answered_in_sl / answered. [sl_answered_only: a finite number, or null] */
#define SIVO_TENANT_STATISTICS_SL_ANSWERED_ONLY 25
/* Percent: answered_in_sl / (answered + abandoned - abandoned_in_sl). [sl_ignore_abandoned: a
   finite number, or null] */
#define SIVO_TENANT_STATISTICS_SL_IGNORE_ABANDONED 26
/* Percent: (answered_in_sl + abandoned_in_sl) / (answered + abandoned).
   [sl_abandoned_within_counts: a finite number, or null] */
#define SIVO_TENANT_STATISTICS_SL_ABANDONED_WITHIN_COUNTS 27
/* Mean wait of the answered, from joining to the bridge, ringing included. [asa_ms: an integer,
   or null] */
#define SIVO_TENANT_STATISTICS_ASA_MS 28
/* Mean wait of all offered. [wait_mean_ms: an integer, or null] */
#define SIVO_TENANT_STATISTICS_WAIT_MEAN_MS 29
/* Median wait of all offered, within 1/64 of it, as the next three. [wait_p50_ms: an integer, or
   null] */
#define SIVO_TENANT_STATISTICS_WAIT_P50_MS 30
/* 90 of 100 waited no longer, within 1/64. [wait_p90_ms: an integer, or null] */
#define SIVO_TENANT_STATISTICS_WAIT_P90_MS 31
/* 95 of 100 waited no longer, within 1/64. [wait_p95_ms: an integer, or null] */
#define SIVO_TENANT_STATISTICS_WAIT_P95_MS 32
/* 99 of 100 waited no longer, within 1/64. [wait_p99_ms: an integer, or null] */
#define SIVO_TENANT_STATISTICS_WAIT_P99_MS 33
/* The longest wait. [wait_max_ms: an integer, or null] */
#define SIVO_TENANT_STATISTICS_WAIT_MAX_MS 34
/* abandoned / offered. [abandonment_pct: a finite number, or null] */
#define SIVO_TENANT_STATISTICS_ABANDONMENT_PCT 35
/* (abandoned - short) / (offered - short). [abandonment_without_short_pct: a finite number, or
   null] */
#define SIVO_TENANT_STATISTICS_ABANDONMENT_WITHOUT_SHORT_PCT 36
/* Answered visits whose wait had been estimated. [predictions: an integer, default 0] */
#define SIVO_TENANT_STATISTICS_PREDICTIONS 37
/* Mean of estimated minus real wait. [prediction_error_ms: an integer, or null] */
#define SIVO_TENANT_STATISTICS_PREDICTION_ERROR_MS 38
/* Mean of the error's size. [prediction_error_abs_ms: an integer, or null] */
#define SIVO_TENANT_STATISTICS_PREDICTION_ERROR_ABS_MS 39
/* Agents' parts of calls; a transfer has one for each agent. [handled: an integer, default 0] */
#define SIVO_TENANT_STATISTICS_HANDLED 50
/* In conversation, hold not included. [talk_ms: an integer, default 0] */
#define SIVO_TENANT_STATISTICS_TALK_MS 51
/* Callers on hold. [hold_ms: an integer, default 0] */
#define SIVO_TENANT_STATISTICS_HOLD_MS 52
/* Wrap-up. [acw_ms: an integer, default 0] */
#define SIVO_TENANT_STATISTICS_ACW_MS 53
/* The agent's phone rang for calls that he took. [ring_ms: an integer, default 0] */
#define SIVO_TENANT_STATISTICS_RING_MS 54
/* (talk + hold + wrap-up) / handled. [aht_ms: an integer, or null] */
#define SIVO_TENANT_STATISTICS_AHT_MS 55
/* Offers that were decided; cancelled and lost ones excluded. [offers: an integer, default 0] */
#define SIVO_TENANT_STATISTICS_OFFERS 56
/* Offers not answered. [missed: an integer, default 0] */
#define SIVO_TENANT_STATISTICS_MISSED 57
/* Offers declined, met by a busy or an unreachable phone. [rejected: an integer, default 0] */
#define SIVO_TENANT_STATISTICS_REJECTED 58
/* missed / offers. [missed_pct: a finite number, or null] */
#define SIVO_TENANT_STATISTICS_MISSED_PCT 59
/* Parts that ended by a transfer. [transferred: an integer, default 0] */
#define SIVO_TENANT_STATISTICS_TRANSFERRED 60
/* Of them by a blind one. [transferred_blind: an integer, default 0] */
#define SIVO_TENANT_STATISTICS_TRANSFERRED_BLIND 61
/* Of them by an attended one. [transferred_attended: an integer, default 0] */
#define SIVO_TENANT_STATISTICS_TRANSFERRED_ATTENDED 62

/* ── queue_view ── */

/* The queue. [queue_id: a UUID] */
#define SIVO_QUEUE_VIEW_QUEUE_ID 1
/* The tenant. [tenant_id: a UUID] */
#define SIVO_QUEUE_VIEW_TENANT_ID 2
/* Its name. [name: a text of 0 to 4096 characters] */
#define SIVO_QUEUE_VIEW_NAME 3
/* Callers in line, those to be called back included. [waiting: an integer, default 0] */
#define SIVO_QUEUE_VIEW_WAITING 4
/* Of them. [longest_wait_ms: an integer, default 0] */
#define SIVO_QUEUE_VIEW_LONGEST_WAIT_MS 5
/* Members who are logged in. [logged_in: an integer, default 0] */
#define SIVO_QUEUE_VIEW_LOGGED_IN 6
/* Members ready for a call at this moment. [available: an integer, default 0] */
#define SIVO_QUEUE_VIEW_AVAILABLE 7
/* Members on a call. [on_call: an integer, default 0] */
#define SIVO_QUEUE_VIEW_ON_CALL 8
/* Members in wrap-up. [wrap_up: an integer, default 0] */
#define SIVO_QUEUE_VIEW_WRAP_UP 9
/* Members who are paused. [paused: an integer, default 0] */
#define SIVO_QUEUE_VIEW_PAUSED 10
/* For a caller who came now. [estimated_wait_ms: an integer, or null] */
#define SIVO_QUEUE_VIEW_ESTIMATED_WAIT_MS 11
/* In the day so far, in the tenant's time zone. [offered: an integer, default 0] */
#define SIVO_QUEUE_VIEW_OFFERED 12
/* In the day so far. [answered: an integer, default 0] */
#define SIVO_QUEUE_VIEW_ANSWERED 13
/* In the day so far. [abandoned: an integer, default 0] */
#define SIVO_QUEUE_VIEW_ABANDONED 14
/* Percent, in the day so far. [service_level: a finite number, or null] */
#define SIVO_QUEUE_VIEW_SERVICE_LEVEL 15
/* In the day so far. [asa_ms: an integer, or null] */
#define SIVO_QUEUE_VIEW_ASA_MS 16
/* Of waiting: hung up and wait to be called back. [callbacks: an integer, default 0] */
#define SIVO_QUEUE_VIEW_CALLBACKS 17

/* ── agent_view ── */

/* The agent. [user_id: a UUID] */
#define SIVO_AGENT_VIEW_USER_ID 1
/* The tenant. [tenant_id: a UUID] */
#define SIVO_AGENT_VIEW_TENANT_ID 2
/* The name. [full_name: a text of 0 to 4096 characters; personal data] */
#define SIVO_AGENT_VIEW_FULL_NAME 3
/* The phone. [extension: a text of 0 to 4096 characters, or null] */
#define SIVO_AGENT_VIEW_EXTENSION 4
/* The public status. [status: one of available, on_call, paused, acw, logged_out, default
   "logged_out"] */
#define SIVO_AGENT_VIEW_STATUS 5
/* Since when. [status_since: an RFC 3339 time in the years 1 to 9999] */
#define SIVO_AGENT_VIEW_STATUS_SINCE 6
/* idle, offered, on_call or acw. [activity: a text of 0 to 4096 characters] */
#define SIVO_AGENT_VIEW_ACTIVITY 7
/* The phone can be called. [is_reachable: true or false, default true] */
#define SIVO_AGENT_VIEW_IS_REACHABLE 8
/* The call the agent is on. [call_id: a UUID, or null] */
#define SIVO_AGENT_VIEW_CALL_ID 9
/* The queue it came from. [queue_id: a UUID, or null] */
#define SIVO_AGENT_VIEW_QUEUE_ID 10
/* While paused. [pause_reason: a text of 0 to 4096 characters, or null] */
#define SIVO_AGENT_VIEW_PAUSE_REASON 11
/* What the end of the call brings. [pending: one of available, on_call, paused, acw, logged_out,
   or null] */
#define SIVO_AGENT_VIEW_PENDING 12
/* Offers missed in a row. [misses: an integer, default 0] */
#define SIVO_AGENT_VIEW_MISSES 13
/* In the day so far, in the tenant's time zone. [handled: an integer, default 0] */
#define SIVO_AGENT_VIEW_HANDLED 14
/* In the day so far. [aht_ms: an integer, or null] */
#define SIVO_AGENT_VIEW_AHT_MS 15
/* In the day so far. [occupancy_pct: a finite number, or null] */
#define SIVO_AGENT_VIEW_OCCUPANCY_PCT 16

#endif /* SIVO_SCHEMA_H */
