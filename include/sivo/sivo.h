/* libsivo: an embeddable contact centre.
 *
 * A program links this library, opens a file, and has tenants, agents, queues, IVR flows and call
 * records, and the engines that decide what happens to a call. The library does no SIP and no
 * media: the host does. The host says what happened (inputs), the library says what to do (actions)
 * and what became true (events):
 *
 *     sivo_step(core, input, now, &err);              one thing that happened, and when
 *     while (sivo_poll(core, &output, &err) == SIVO_OK && output) {
 *       …do it…;
 *       sivo_record_free(output);
 *     }
 *     sleep until sivo_deadline(core), then sivo_advance(core, now, &err);
 *
 * Rules that hold for every function here
 *
 * Time      is a parameter: microseconds since 1970-01-01T00:00:00Z. The library reads no clock. A
 *           `now` before the latest one given counts as that latest one.
 * Status    Functions that can fail return a status: SIVO_OK is 0, errors are negative. The last
 *           parameter `err`, which may be NULL, receives an error object with a one-line message
 *           and the path of the field at fault; free it with sivo_error_free. On SIVO_OK it is set
 *           to NULL. A call that failed has changed nothing, except where its comment says so.
 * Arguments NULL, or a handle of another type, where one is needed is SIVO_EINVAL, and the error's
 *           path is the name of the parameter; so are unknown flags, and a `now` outside the years
 *           1970 to 9999. Where a parameter may be NULL, its comment says so.
 * Ownership A `**out` belongs to the caller, who frees it with the function of its type. On failure
 *           it is set to NULL. Every other pointer is borrowed; the line says for how long. Text
 *           goes in as pointer and length (bytes, UTF-8, no NUL needed) and is copied. Freeing NULL
 *           does nothing.
 * Threads   A core, and what was made from it, is used by one thread at a time; a second one inside
 *           the same core is turned away with SIVO_ETHREAD. The library keeps no global and no
 *           thread-local state, so different cores are independent. Only sivo_submit may be called
 *           from any thread at any time between sivo_open and sivo_close. The library starts no
 *           thread. Do not use a core in a child after fork().
 * Memory    A failed allocation is SIVO_ENOMEM, never an abort, and the call may be tried again.
 *           The library does not print, exit, raise signals, or read the environment.
 * Rollback  SIVO_ENOMEM and SIVO_EINTERNAL from a function of an open core, sivo_submit excepted,
 *           end an open group as sivo_rollback does. SIVO_EINTERNAL is a bug of the library: its
 *           core answers everything from then on with SIVO_EPOISONED and is to be closed; the
 *           file holds the last commit.
 * Commit    Outputs become visible to sivo_poll only after the commit of their cause. Outside
 *           sivo_begin … sivo_commit every call commits by itself, as in SQLite.
 *
 * Records carry everything: rows, inputs, actions, events, reports. Their kinds and field numbers
 * are in sivo/schema.h; numbers never change, so an old program works with a newer library.
 */
#ifndef SIVO_SIVO_H
#define SIVO_SIVO_H

#include <stddef.h>
#include <stdint.h>

#include "sivo/export.h"
#include "sivo/schema.h"
#include "sivo/version.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Status ---------------------------------------------------------------------------------- */

#define SIVO_OK 0
#define SIVO_EINVAL (-1)     /* an argument or a field is not as documented; the path names it */
#define SIVO_ENOTFOUND (-2)  /* no such thing in this tenant */
#define SIVO_EEXISTS (-3)    /* a unique rule would be broken */
#define SIVO_ECONFLICT (-4)  /* the version given is not the stored one: read again */
#define SIVO_EINUSE (-5)     /* others refer to it and no cascade was asked */
#define SIVO_ESTATE (-6)     /* not legal in this state */
#define SIVO_EFULL (-7)      /* a limit is reached: poll outputs, or wait */
#define SIVO_ENOMEM (-8)     /* an allocation failed */
#define SIVO_EIO (-9)        /* reading or writing the file failed */
#define SIVO_EDISKFULL (-10) /* no space left */
#define SIVO_EREADONLY (-11) /* the file cannot be written */
#define SIVO_ELOCKED (-12)   /* another process has the file open */
#define SIVO_ECORRUPT (-13)  /* the file is damaged, or no libsivo file */
#define SIVO_ENEWER (-14)    /* a newer library wrote the file */
#define SIVO_EKEY (-15)      /* the master key is missing or wrong */
#define SIVO_EMISMATCH (-16) /* a proof failed: replay, audit chain, checksum */
#define SIVO_EPOISONED (-17) /* an internal error happened before: close, open again */
#define SIVO_EINTERNAL (-18) /* an internal error; nothing of this call is durable */
#define SIVO_ETHREAD (-19)   /* the core is in use by another thread */
#define SIVO_EDENIED (-20)   /* the one who asks has not the role for it */

/* The name of a status, "SIVO_EINVAL"; static. Unknown values give "SIVO_E?". */
SIVO_API const char* sivo_status_name(int32_t status);

/* The version of the library that runs: 0x000100 is 0.1.0, and "0.1.0", which is static. The
 * headers' own is in sivo/version.h. */
SIVO_API uint32_t sivo_version(void);
SIVO_API const char* sivo_version_text(void);

/* ---- Errors ---------------------------------------------------------------------------------- */

typedef struct sivo_error sivo_error;

/* All three accept NULL (SIVO_OK, "", ""). Texts live as long as the error object; the message is
 * one line without secrets and telephone numbers; the path is "" when no field is at fault, else
 * like "hours.mon[0].open". */
SIVO_API int32_t sivo_error_status(const sivo_error* err);
SIVO_API const char* sivo_error_message(const sivo_error* err);
SIVO_API const char* sivo_error_path(const sivo_error* err);
SIVO_API void sivo_error_free(sivo_error* err);

/* ---- Ids ------------------------------------------------------------------------------------- */

/* A UUIDv7, in network order. All zero = none. */
typedef struct sivo_id {
  uint8_t bytes[16];
} sivo_id;

/* Lower-case text, 36 characters and a NUL. */
SIVO_API void sivo_id_text(sivo_id id, char out[37]);
/* From text of exactly 36 characters, in either case. */
SIVO_API int32_t sivo_id_parse(const char* text, size_t size, sivo_id* out, sivo_error** err);

/* ---- Records --------------------------------------------------------------------------------- */

typedef struct sivo_record sivo_record;

/* The name of a kind, "call_offered", as in JSON and in the documents; static. "" for no kind. */
SIVO_API const char* sivo_kind_name(uint16_t kind);

/* An empty record of a kind, SIVO_KIND_…; fields have their defaults. */
SIVO_API int32_t sivo_record_new(uint16_t kind, sivo_record** out, sivo_error** err);
/* From a JSON object with the fields' names; unknown names, duplicates, bad values refused. */
SIVO_API int32_t sivo_record_from_json(uint16_t kind, const char* json, size_t size,
                                       sivo_record** out, sivo_error** err);
/* As JSON. *json is borrowed until the record is rendered again or freed; it ends with a NUL, and
 * *size, which may be NULL, is its length in bytes. Secrets that are set are shown as "***". */
SIVO_API int32_t sivo_record_json(sivo_record* record, const char** json, size_t* size,
                                  sivo_error** err);
SIVO_API int32_t sivo_record_copy(const sivo_record* record, sivo_record** out, sivo_error** err);
/* Does nothing for a record that a list lends. */
SIVO_API void sivo_record_free(sivo_record* record);

/* 0 for NULL. */
SIVO_API uint16_t sivo_record_kind(const sivo_record* record);
/* 1 when the field exists in this kind and is not null. */
SIVO_API int32_t sivo_record_has(const sivo_record* record, uint16_t field);
/* Reading never fails: a null, another type or an unknown field gives NULL, 0, 0.0 or the zero id.
 * _str reads text, enumerations, JSON and bytes; it is borrowed until the record is changed or
 * freed, is followed by a NUL, and *size (which may be NULL) is its length in bytes; a secret that
 * is set reads "***". _int reads integers, booleans, times (µs) and enumerations (their index);
 * _real reads reals and integers; _bool gives 0 or 1. */
SIVO_API const char* sivo_record_str(const sivo_record* record, uint16_t field, size_t* size);
SIVO_API int64_t sivo_record_int(const sivo_record* record, uint16_t field);
SIVO_API double sivo_record_real(const sivo_record* record, uint16_t field);
SIVO_API int32_t sivo_record_bool(const sivo_record* record, uint16_t field);
SIVO_API sivo_id sivo_record_id(const sivo_record* record, uint16_t field);
/* Writing checks type, bounds and pattern at once; an error's path is the field's name. _str also
 * parses times (RFC 3339), ids and enumerations; text NULL sets a nullable field to null. _int also
 * sets times, enumerations and reals; _bool takes every value but 0 as true. */
SIVO_API int32_t sivo_record_set_str(sivo_record* record, uint16_t field, const char* text,
                                     size_t size, sivo_error** err);
SIVO_API int32_t sivo_record_set_int(sivo_record* record, uint16_t field, int64_t value,
                                     sivo_error** err);
SIVO_API int32_t sivo_record_set_real(sivo_record* record, uint16_t field, double value,
                                      sivo_error** err);
SIVO_API int32_t sivo_record_set_bool(sivo_record* record, uint16_t field, int32_t value,
                                      sivo_error** err);
SIVO_API int32_t sivo_record_set_id(sivo_record* record, uint16_t field, sivo_id value,
                                    sivo_error** err);

/* ---- A core: an open file with its engines --------------------------------------------------- */

typedef struct sivo_core sivo_core;

#define SIVO_DURABILITY_FULL 0   /* fsync at every commit: survives a pulled plug */
#define SIVO_DURABILITY_NORMAL 1 /* survives a killed process */
#define SIVO_DURABILITY_NONE 2   /* the file may be lost at a crash; for simulation and tests */

/* At most one of the two. */
#define SIVO_OPEN_CREATE 1u   /* create the file when it is not there */
#define SIVO_OPEN_READONLY 2u /* look only: get, find, statistics, view, verify, backup */

/* Zero it, set size = sizeof, then what is wanted. New members are added at the end. */
typedef struct sivo_open_options {
  size_t size;
  const char* path;          /* file; NULL = in memory */
  uint32_t flags;            /* SIVO_OPEN_… */
  int32_t durability;        /* SIVO_DURABILITY_… */
  int64_t now_us;            /* the time of opening; timers that ran out meanwhile fire then */
  const uint8_t* master_key; /* seals secrets (trunk passwords) in the file; copied; NULL = none */
  size_t master_key_size;    /* 32, or 0 with NULL */
  uint64_t seed;             /* 0 = from the system's randomness; else ids and draws repeat */
  size_t outputs_max;        /* outputs kept for sivo_poll, at most 2^24; 0 = 65536 */
  size_t submit_max;         /* inputs kept by sivo_submit, at most 2^20; 0 = 1024 */
} sivo_open_options;

/* Opens or creates, migrates an older file, restores live calls, agents, places and timers. What a
 * host was last told to do for live calls is told again, with is_repeat set. SIVO_ENOTFOUND: no
 * such file, and SIVO_OPEN_CREATE was not given. SIVO_ELOCKED: another process, or another core of
 * this one, has it open for writing. */
SIVO_API int32_t sivo_open(const sivo_open_options* options, sivo_core** out, sivo_error** err);
/* An open group is rolled back and jobs end. Live state stays in the file. Does nothing while
 * another thread is inside the core, which is a mistake of the program. */
SIVO_API void sivo_close(sivo_core* core);

/* ---- Running calls --------------------------------------------------------------------------- */

/* Applies one input (a record of an input kind). A call told twice, by the same channel, number and
 * caller, is late; another call on the channel of one that is in progress is SIVO_EEXISTS. Inputs
 * about a call or leg that is over, or that never was, are SIVO_OK, change nothing and are counted
 * in late_inputs of sivo_status. SIVO_EFULL: poll first. When the commit fails (disk full, I/O)
 * nothing of this call or of its group happened and the core is as after the last commit, also when
 * the process ends then. Only a disk that answers SIVO_EIO to everything and loses its power in
 * that moment may show the call or group at the next sivo_open all the same, whole. An input that
 * is refused has let time pass all the same: timers due by now have fired. */
SIVO_API int32_t sivo_step(sivo_core* core, const sivo_record* input, int64_t now_us,
                           sivo_error** err);
/* The same with the input as JSON, of a kind SIVO_KIND_…: {"channel": "sip-1", "digit": "1"}. */
SIVO_API int32_t sivo_step_json(sivo_core* core, uint16_t kind, const char* json, size_t size,
                                int64_t now_us, sivo_error** err);
/* Fires what is due, and applies what sivo_submit left, in the order it was submitted. An input of
 * sivo_submit that is refused does not stop the others; it is counted in refused_submits of
 * sivo_status, and the first error, which names its kind, is returned at the end. Where the machine
 * fails (no memory, disk full, I/O) that input and those after it wait for the next call, and so
 * they do inside a group, which could undo them. With outputs_max outputs waiting and something to
 * do it is SIVO_EFULL: poll first. */
SIVO_API int32_t sivo_advance(sivo_core* core, int64_t now_us, sivo_error** err);
/* When sivo_advance has something to do: a time, a past one when sivo_submit left something and no
 * group is open, or INT64_MAX for never (also for NULL). */
SIVO_API int64_t sivo_deadline(const sivo_core* core);
/* The next action or event, or *out = NULL when there is none. Events (SIVO_KIND_EVENT) come at
 * least once: one that was not polled before the process ended comes after reopening, and so may
 * one that was polled since the last commit; its id is the same. Actions of live calls are told
 * again at sivo_open. */
SIVO_API int32_t sivo_poll(sivo_core* core, sivo_record** out, sivo_error** err);

/* Group commit: the calls between become durable, and their outputs visible, together at
 * sivo_commit. Groups do not nest. sivo_rollback undoes the whole group. */
SIVO_API int32_t sivo_begin(sivo_core* core, sivo_error** err);
SIVO_API int32_t sivo_commit(sivo_core* core, sivo_error** err);
SIVO_API int32_t sivo_rollback(sivo_core* core, sivo_error** err);

/* From any thread: leaves a copy of an input, whose fields are checked here, for the next
 * sivo_advance. Full = SIVO_EFULL. Then calls the wake-up function, on that thread, which may only
 * signal (write to a pipe, uv_async_send); set it before other threads submit. */
SIVO_API int32_t sivo_submit(sivo_core* core, const sivo_record* input, sivo_error** err);
SIVO_API void sivo_on_wakeup(sivo_core* core, void (*wakeup)(void* context), void* context);

/* SIVO_KIND_STATUS_REPORT: the core at a glance. */
SIVO_API int32_t sivo_status(sivo_core* core, sivo_record** out, sivo_error** err);

/* ---- Rows ------------------------------------------------------------------------------------ */

/* Who changes rows from now on, for the audit log (SIVO_KIND_ACTOR); NULL = the system. Copied. */
SIVO_API int32_t sivo_act_as(sivo_core* core, const sivo_record* actor, sivo_error** err);

/* A call here that fails has changed nothing. One exception: when it had to change several rows or
 * calls and could not finish, the whole open group is rolled back; sivo_commit then says
 * SIVO_ESTATE. */

/* Creates a row; the record then holds it as stored, with id, times and version. tenant_id must be
 * set in it (a tenant has none). Rows of calls, audit and live state are the library's. */
SIVO_API int32_t sivo_create(sivo_core* core, sivo_record* row, int64_t now_us, sivo_error** err);
/* Changes the fields set in the record of the row with its tenant_id and id. When version is set it
 * must be the stored one. The record then holds the row as stored.
 *
 * A record from sivo_create, sivo_update, sivo_get or sivo_find counts as set only in tenant_id and
 * id: set what is to change and pass it here. To be refused with SIVO_ECONFLICT when somebody else
 * was faster, set version too, to what the record already holds:
 *
 *     version = sivo_record_int(row, SIVO_QUEUE_VERSION);
 *     sivo_record_set_int(row, SIVO_QUEUE_VERSION, version, &err); */
SIVO_API int32_t sivo_update(sivo_core* core, sivo_record* row, int64_t now_us, sivo_error** err);

#define SIVO_DELETE_CASCADE 1u /* remove what refers to it too; a tenant needs it */
SIVO_API int32_t sivo_delete(sivo_core* core, uint16_t kind, sivo_id tenant, sivo_id id,
                             uint32_t flags, int64_t now_us, sivo_error** err);
SIVO_API int32_t sivo_get(sivo_core* core, uint16_t kind, sivo_id tenant, sivo_id id,
                          sivo_record** out, sivo_error** err);

/* Queries: rows of one kind in one tenant (for tenants themselves the tenant is the zero id). A
 * query belongs to no core and may be used any number of times.
 *
 *     sivo_query_new(SIVO_KIND_CALL, tenant, &query, &err);
 *     sivo_query_where(query, SIVO_CALL_STATUS, SIVO_EQ, "abandoned", 9, &err);
 *     do {
 *       sivo_find(core, query, &list, &err);
 *       for (i = 0; i < sivo_list_size(list); ++i) show(sivo_list_at(list, i));
 *       cursor = sivo_list_cursor(list);
 *       is_last = cursor == NULL;
 *       if (!is_last) sivo_query_page(query, 50, cursor, strlen(cursor), &err);
 *       sivo_list_free(list);
 *     } while (!is_last); */
typedef struct sivo_query sivo_query;
typedef struct sivo_list sivo_list;

#define SIVO_EQ 0
#define SIVO_NE 1
#define SIVO_LT 2
#define SIVO_LE 3
#define SIVO_GT 4
#define SIVO_GE 5
#define SIVO_PREFIX 6 /* text only */
#define SIVO_NULL 7   /* the value is not used and may be NULL */
#define SIVO_NOT_NULL 8

SIVO_API int32_t sivo_query_new(uint16_t kind, sivo_id tenant, sivo_query** out, sivo_error** err);
/* All conditions must hold; at most 16. The value is text: "answered", "2026-11-21T00:00:00Z", an
 * id, a number, "true". A field that is null satisfies SIVO_NULL and SIVO_NE only. Secrets and JSON
 * cannot be compared. */
SIVO_API int32_t sivo_query_where(sivo_query* query, uint16_t field, int32_t op, const char* value,
                                  size_t size, sivo_error** err);
/* Sorts by the field, then by those of later calls, at most 4, then by id. */
SIVO_API int32_t sivo_query_order(sivo_query* query, uint16_t field, int32_t is_descending,
                                  sivo_error** err);
/* At most limit rows (1 to 1000, default 50), after the cursor of an earlier list (NULL = from the
 * start). */
SIVO_API int32_t sivo_query_page(sivo_query* query, int32_t limit, const char* cursor, size_t size,
                                 sivo_error** err);
SIVO_API void sivo_query_free(sivo_query* query);

SIVO_API int32_t sivo_find(sivo_core* core, const sivo_query* query, sivo_list** out,
                           sivo_error** err);
SIVO_API size_t sivo_list_size(const sivo_list* list);
/* Borrowed until the list is freed; NULL past the end. */
SIVO_API sivo_record* sivo_list_at(sivo_list* list, size_t index);
/* For the next page, or NULL when this was the last; borrowed until the list is freed. */
SIVO_API const char* sivo_list_cursor(const sivo_list* list);
SIVO_API void sivo_list_free(sivo_list* list);

/* ---- Statistics and live views --------------------------------------------------------------- */

/* What happened in an interval to a queue, an agent or the whole tenant, whichever id names:
 * SIVO_KIND_QUEUE_STATISTICS, SIVO_KIND_AGENT_STATISTICS or SIVO_KIND_TENANT_STATISTICS. It is the
 * interval of 15, 30, 60 or 1440 minutes (the local day) on the tenant's clock that holds at_us,
 * the present moment for the one that runs. The latest day in which something happened and the one
 * before are kept; before that all counters are 0 and all ratios null, as for an interval in which
 * nothing happened. What a change of the configuration does to the past: a queue's threshold and
 * limit of short abandons hold from then on, its definition of the service level and the tenant's
 * time zone for all that is kept; what is removed stays in the tenant's numbers.
 *
 * The first reading after sivo_open counts the call records and events of these two days (some
 * 100 000 a second) and from then on every step counts: a reading then costs the same however many
 * calls there were. Counting from the records gives the same as counting step by step. With
 * SIVO_OPEN_READONLY every reading counts what was recorded since the one before. */
SIVO_API int32_t sivo_statistics(sivo_core* core, sivo_id tenant, sivo_id id, int32_t minutes,
                                 int64_t at_us, sivo_record** out, sivo_error** err);
/* The queues (SIVO_KIND_QUEUE_VIEW) or agents (SIVO_KIND_AGENT_VIEW) of a tenant as they are at
 * now_us, by name, all in one list without a cursor. Works beside the host's own core with
 * SIVO_OPEN_READONLY, on what is committed. */
SIVO_API int32_t sivo_view(sivo_core* core, uint16_t kind, sivo_id tenant, int64_t now_us,
                           sivo_list** out, sivo_error** err);

/* ---- A whole tenant as one document ---------------------------------------------------------- */

#define SIVO_APPLY_DRY_RUN 1u /* report, write nothing */
#define SIVO_APPLY_PRUNE 2u   /* of the resources it lists, remove rows it does not name */

/* Makes the tenant as the JSON document says; rows are found by their names, so applying it twice
 * changes nothing. All of it or, on an error whose path names the place, none. The report, which
 * may be NULL, is a SIVO_KIND_APPLY_REPORT. A dry run tries the writing and undoes it; with
 * SIVO_OPEN_READONLY, also beside the host's own core, it only compares. */
SIVO_API int32_t sivo_apply(sivo_core* core, const char* json, size_t size, uint32_t flags,
                            int64_t now_us, sivo_record** report, sivo_error** err);
/* The tenant as such a document, secrets left out (SIVO_KIND_DOCUMENT). */
SIVO_API int32_t sivo_export(sivo_core* core, sivo_id tenant, sivo_record** document,
                             sivo_error** err);

/* ---- Trace and long work --------------------------------------------------------------------- */

/* Every input with its time goes into a file, beginning with an image of the database: this call
 * copies the database twice (some seconds a GiB, in little memory), for the time of the call into a
 * file <path>-image as well. When it fails it leaves no file. A trace that cannot be written later
 * stops and is reported by sivo_status; calls go on. */
SIVO_API int32_t sivo_trace_start(sivo_core* core, const char* path, sivo_error** err);
/* Writes the closing proof. */
SIVO_API int32_t sivo_trace_stop(sivo_core* core, sivo_error** err);

/* Replaces the master key and seals every secret again, in one commit. Both 32 bytes. Of a file
 * made without a key this sets the first one, and key is not looked at. */
SIVO_API int32_t sivo_rekey(sivo_core* core, const uint8_t* key, size_t key_size,
                            const uint8_t* new_key, size_t new_key_size, sivo_error** err);

/* Long work in bounded steps: between them the caller shows progress, or goes on with calls. */
typedef struct sivo_job sivo_job;

/* Copies the open file, consistent and while calls run, to a new path: with what this core changes
 * until the copy is finished, or, with SIVO_OPEN_READONLY, as the file was at the first step. */
SIVO_API int32_t sivo_backup(sivo_core* core, const char* path, sivo_job** out, sivo_error** err);
/* Checks the file's integrity and every audit chain: SIVO_KIND_VERIFY_REPORT. A file with a master
 * key that was opened without it is not ok: the key proves that no audit rows were cut off. */
SIVO_API int32_t sivo_verify(sivo_core* core, sivo_job** out, sivo_error** err);
/* Replays a trace into a database of its own (database NULL = in memory) and compares every output
 * and, at the end, every table: SIVO_KIND_REPLAY_REPORT. Needs no core. The database is rebuilt in
 * memory also when it is saved then: one of 2 GiB or more is SIVO_EFULL. */
SIVO_API int32_t sivo_replay(const char* trace, const char* database, sivo_job** out,
                             sivo_error** err);
/* Does some tens of milliseconds of work: 16 MiB of pages, or some thousand rows or entries of an
 * index. Only in a database in memory the check of a table is one step, however large it is. *done
 * of *total (unit: pages, rows, bytes) may be NULL; when *done equals *total the work is finished.
 * After SIVO_ENOMEM and SIVO_EINTERNAL the job is over. */
SIVO_API int32_t sivo_job_step(sivo_job* job, int64_t* done, int64_t* total, sivo_error** err);
/* The report of a finished job; SIVO_ESTATE before that. */
SIVO_API int32_t sivo_job_report(sivo_job* job, sivo_record** out, sivo_error** err);
/* An unfinished job is given up; a partial copy is removed. A job whose core was closed before does
 * nothing any more, but is still to be freed. */
SIVO_API void sivo_job_free(sivo_job* job);

#ifdef __cplusplus
}
#endif

#endif
