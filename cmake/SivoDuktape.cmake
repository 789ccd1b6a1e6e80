# The JavaScript engine of the function node: Duktape from the sources of Debian's duktape-dev, with
# our limits and our clock put in by text substitution on copies in the build folder. A pattern that
# is not found exactly once stops the configure: another Duktape needs another look at these lines.
set(SIVO_DUKTAPE_DIR /usr/share/duktape CACHE PATH "Folder of duktape.c, duktape.h, duk_config.h")
foreach(file duktape.c duktape.h duk_config.h)
  if(NOT EXISTS ${SIVO_DUKTAPE_DIR}/${file})
    message(FATAL_ERROR "no ${file} in SIVO_DUKTAPE_DIR=${SIVO_DUKTAPE_DIR} (apt: duktape-dev)")
  endif()
  file(READ ${SIVO_DUKTAPE_DIR}/${file} duktape_text_${file})
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${SIVO_DUKTAPE_DIR}/${file})
endforeach()

# Replaces `from`, which the file must hold exactly once.
function(sivo_duktape_replace file from to)
  set(text "${duktape_text_${file}}")
  string(FIND "${text}" "${from}" first)
  string(FIND "${text}" "${from}" last REVERSE)
  if(first EQUAL -1 OR NOT first EQUAL last)
    message(FATAL_ERROR "${file} of ${SIVO_DUKTAPE_DIR} does not hold this exactly once: ${from}")
  endif()
  string(REPLACE "${from}" "${to}" text "${text}")
  set(duktape_text_${file} "${text}" PARENT_SCOPE)
endfunction()

# sivo_duktape_set(<name> <stock> <ours>): one #define of duk_config.h, "undef" for none.
function(sivo_duktape_set name stock ours)
  foreach(side stock ours)
    if(${side} STREQUAL "undef")
      set(${side} "#undef ${name}\n")
    elseif(${side} STREQUAL "on")
      set(${side} "#define ${name}\n")
    else()
      set(${side} "#define ${name} ${${side}}\n")
    endif()
  endforeach()
  sivo_duktape_replace(duk_config.h "${stock}" "${ours}")
  set(duktape_text_duk_config.h "${duktape_text_duk_config.h}" PARENT_SCOPE)
endfunction()

# The host of src/script/host.h, from where a thread or the heap's user data is at hand.
set(host "((struct sivo_js_host*)thr->heap->heap_udata)")

# Fuel and time.
sivo_duktape_set(DUK_USE_INTERRUPT_COUNTER undef on)
sivo_duktape_replace(
  duk_config.h "#undef DUK_USE_EXEC_TIMEOUT_CHECK\n"
  "#define DUK_USE_EXEC_TIMEOUT_CHECK(udata) \\\n\
  sivo_js_spend((struct sivo_js_host*)(udata), (uint32_t)thr->interrupt_init)\n")
sivo_duktape_replace(duktape.c "#define DUK_HTHREAD_INTCTR_DEFAULT (256L * 1024L)"
                     "#define DUK_HTHREAD_INTCTR_DEFAULT 1024")
sivo_duktape_replace(duktape.c "#define DUK_RE_EXECUTE_STEPS_LIMIT 1000000000L"
                     "#define DUK_RE_EXECUTE_STEPS_LIMIT 2000000L")

# Depths: a call fits into 256 KiB of stack.
sivo_duktape_set(DUK_USE_CALLSTACK_LIMIT 10000 256)
sivo_duktape_set(DUK_USE_NATIVE_CALL_RECLIMIT 1000 128)
sivo_duktape_set(DUK_USE_COMPILER_RECLIMIT 2500 300)
sivo_duktape_set(DUK_USE_REGEXP_COMPILER_RECLIMIT 10000 300)
sivo_duktape_set(DUK_USE_REGEXP_EXECUTOR_RECLIMIT 10000 2000)
sivo_duktape_set(DUK_USE_JSON_DEC_RECLIMIT 1000 300)
sivo_duktape_set(DUK_USE_JSON_ENC_RECLIMIT 1000 300)
sivo_duktape_set(DUK_USE_MARK_AND_SWEEP_RECLIMIT 256 128)
sivo_duktape_replace(
  duk_config.h "#undef DUK_USE_NATIVE_STACK_CHECK\n"
  "#define DUK_USE_NATIVE_STACK_CHECK() sivo_js_stack_is_low(${host})\n")
sivo_duktape_replace(duktape.c "#define DUK_HOBJECT_PROTOTYPE_CHAIN_SANITY 10000L"
                     "#define DUK_HOBJECT_PROTOTYPE_CHAIN_SANITY 256L")

# The world: time and randomness come from the session, texts of dates from no locale.
sivo_duktape_replace(duk_config.h "#undef DUK_USE_DATE_GET_NOW\n"
                     "#define DUK_USE_DATE_GET_NOW(thr) (${host}->wall_ms)\n")
sivo_duktape_replace(duk_config.h "#undef DUK_USE_DATE_GET_LOCAL_TZOFFSET\n"
                     "#define DUK_USE_DATE_GET_LOCAL_TZOFFSET(d) 0\n")
sivo_duktape_replace(
  duk_config.h "#undef DUK_USE_GET_RANDOM_DOUBLE\n"
  "#define DUK_USE_GET_RANDOM_DOUBLE(udata) sivo_js_random((struct sivo_js_host*)(udata))\n")
sivo_duktape_replace(
  duk_config.h "/* __OVERRIDE_DEFINES__ */"
  "#include \"script/host.h\"\n#include \"sivo_duktape_names.h\"\n\
#undef DUK_USE_DATE_PRS_STRPTIME\n#undef DUK_USE_DATE_FMT_STRFTIME")

# What no function node needs. Array's fast paths go too, so that its loops are counted.
foreach(feature ARRAY_FASTPATH BASE64_FASTPATH BASE64_SUPPORT BYTECODE_DUMP_SUPPORT CBOR_BUILTIN
                CBOR_SUPPORT COROUTINE_SUPPORT DUKTAPE_BUILTIN ENCODING_BUILTINS ERRCREATE ERRTHROW
                FINALIZER_SUPPORT HEX_FASTPATH HEX_SUPPORT HTML_COMMENTS JC JX PERFORMANCE_BUILTIN
                SHEBANG_COMMENTS DEBUGGER_THROW_NOTIFY)
  sivo_duktape_set(DUK_USE_${feature} on undef)
endforeach()
sivo_duktape_set(DUK_USE_EXEC_PREFER_SIZE undef on)
# The table of built-in functions names them all the same.
set(absent
    cbor_decode cbor_encode duktape_object_act duktape_object_compact duktape_object_dec
    duktape_object_enc duktape_object_fin duktape_object_gc duktape_object_info performance_now
    textdecoder_constructor textdecoder_prototype_decode textdecoder_prototype_shared_getter
    textencoder_constructor textencoder_prototype_encode textencoder_prototype_encoding_getter
    thread_constructor thread_current thread_resume thread_yield)

# Memory: two collections after a refusal, none once the run is over; then it is over for good.
sivo_duktape_replace(
  duktape.c "#define DUK_HEAP_ALLOC_FAIL_MARKANDSWEEP_LIMIT \\\n\t10 "
  "#define DUK_HEAP_ALLOC_FAIL_MARKANDSWEEP_LIMIT \\\n\
\t(((struct sivo_js_host*)heap->heap_udata)->is_over ? 0 : 2) ")
foreach(kind alloc realloc realloc_indirect)
  set(refused "DUK_D(DUK_DPRINT(\"duk_heap_mem_${kind}() failed even after gc")
  sivo_duktape_replace(
    duktape.c "${refused}"
    "if (heap->ms_prevent_count == 0) sivo_js_give_up((struct sivo_js_host*)heap->heap_udata);\n\
\t${refused}")
endforeach()

# Work that no bytecode counts: native loops over properties, strings and regular expressions pay
# for themselves, about what a bytecode pays for its time, so that fuel ends them; and an end is
# seen at once (the executor's counter is 0).
sivo_duktape_replace(
  duktape.c "DUK_INTERNAL_DECL void duk_native_stack_check(duk_hthread *thr);"
  "DUK_INTERNAL_DECL void duk_native_stack_check(duk_hthread *thr);\n\
DUK_INTERNAL_DECL void duk_sivo_work(duk_hthread *thr, duk_size_t units);\n\
DUK_INTERNAL_DECL void duk_sivo_native_call(duk_hthread *thr);\n\
DUK_INTERNAL_DECL duk_ret_t duk_sivo_absent(duk_context *ctx);")
sivo_duktape_replace(
  duktape.c "/* Check native stack space if DUK_USE_NATIVE_STACK_CHECK() defined. */"
  "DUK_INTERNAL void duk_sivo_work(duk_hthread *thr, duk_size_t units) {\n\
  if (!sivo_js_work(${host}, units)) return;\n\
  thr->interrupt_init = 0;\n\
  thr->interrupt_counter = 0;\n\
  DUK_ERROR_RANGE(thr, \"execution timeout\");\n\
}\n\
\n\
DUK_INTERNAL duk_ret_t duk_sivo_absent(duk_context *ctx) {\n\
  return duk_type_error(ctx, \"not in the sandbox\");\n\
}\n\
\n\
/* A native function looks at all of its operands. */\n\
DUK_INTERNAL void duk_sivo_native_call(duk_hthread *thr) {\n\
  duk_tval *tv = thr->valstack_bottom - 1;\n\
  duk_size_t units = 8 + ((duk_size_t) (thr->valstack_top - tv) >> 3);\n\
  for (; tv < thr->valstack_top; tv++) {\n\
    if (DUK_TVAL_IS_STRING(tv)) {\n\
      units += DUK_HSTRING_GET_BYTELEN(DUK_TVAL_GET_STRING(tv)) >> 12;\n\
    } else if (DUK_TVAL_IS_BUFFER(tv)) {\n\
      units += DUK_HBUFFER_GET_SIZE(DUK_TVAL_GET_BUFFER(tv)) >> 12;\n\
    } else if (DUK_TVAL_IS_OBJECT(tv) && DUK_HOBJECT_IS_BUFOBJ(DUK_TVAL_GET_OBJECT(tv))) {\n\
      units += ((duk_hbufobj *) DUK_TVAL_GET_OBJECT(tv))->length >> 12;\n\
    }\n\
  }\n\
  duk_sivo_work(thr, units);\n\
}\n\
\n\
/* Check native stack space if DUK_USE_NATIVE_STACK_CHECK() defined. */")
# sivo_duktape_charge(<text> <thread> <units>): the work is counted after the text.
macro(sivo_duktape_charge text thread units)
  sivo_duktape_replace(duktape.c "${text}" "${text}\n\tduk_sivo_work(${thread}, ${units});")
endmacro()
sivo_duktape_replace(
  duktape.c "rc = ((duk_hnatfunc *) func)->func(thr);"
  "duk_sivo_native_call(thr);\n\t\t\trc = ((duk_hnatfunc *) func)->func(thr);")
set(key "duk_hthread *thr, duk_tval *tv_obj, duk_tval *tv_key")
foreach(signature "duk_bool_t duk_hobject_getprop(${key})" "duk_bool_t duk_hobject_hasprop(${key})"
                  "duk_bool_t duk_hobject_delprop(${key}, duk_bool_t throw_flag)"
                  "\nduk_hobject_putprop(${key}, duk_tval *tv_val, duk_bool_t throw_flag)")
  sivo_duktape_charge("${signature} {" thr 4)
endforeach()
sivo_duktape_charge("re_ctx->steps_count++;" re_ctx->thr 2)
sivo_duktape_replace(duktape.c "match = 0;\n\t\t\twhile (n) {"
                     "match = 0;\n\t\t\tduk_sivo_work(re_ctx->thr, n >> 2);\n\t\t\twhile (n) {")
sivo_duktape_replace(
  duktape.c "while (p < re_ctx->saved[idx + 1]) {"
  "duk_sivo_work(re_ctx->thr, (duk_size_t) (re_ctx->saved[idx + 1] - p) >> 3);\n\
\t\t\twhile (p < re_ctx->saved[idx + 1]) {")
sivo_duktape_charge("r_disc = duk__re_canon_next_discontinuity(i, r2);" re_ctx->thr 8)
sivo_duktape_charge(
  "DUK_DD(DUK_DDPRINT(\"case sensitive, process range: [%ld,%ld]\", (long) r1, (long) r2));"
  re_ctx->thr "(duk_size_t) (r2 - r1) >> 8")
set(search "(duk_size_t) q_blen >> 4")
sivo_duktape_charge("if ((t == firstbyte) && ((duk_size_t) (p_end - p) >= (duk_size_t) q_blen)) {"
                    thr "1 + (${search})")
sivo_duktape_charge("match_start_coff = 0;\n\n\t\t\twhile (p <= p_end) {" thr "${search}")
sivo_duktape_charge("DUK_ASSERT(q_blen > 0 && q_clen > 0);\n\t\t\twhile (p <= p_end) {" thr
                    "${search}")
sivo_duktape_charge(
  "duk_numconv_parse(duk_hthread *thr, duk_small_int_t radix, duk_small_uint_t flags) {" thr
  "duk_get_length(thr, -1) >> 3")
sivo_duktape_charge(
  "duk_numconv_stringify(duk_hthread *thr, duk_small_int_t radix, duk_small_int_t digits, \
duk_small_uint_t flags) {" thr "16 + (radix == 10 ? 0 : 512)")
sivo_duktape_charge("keys[idx_insert] = h_curr;" thr "(duk_size_t) (idx - idx_insert) >> 2")
sivo_duktape_replace(
  duktape.c "\tif (sce) {\n\t\tif (char_offset >= sce->cidx) {"
  "  {\n\
    duk_uint_fast32_t scan = dist_start < dist_end ? dist_start : dist_end;\n\
    if (sce) {\n\
      dist_sce = char_offset >= sce->cidx ? char_offset - sce->cidx : sce->cidx - char_offset;\n\
      if (dist_sce < scan) scan = dist_sce;\n\
    }\n\
    duk_sivo_work(thr, scan >> 4);\n\
  }\n\
  if (sce) {\n\t\tif (char_offset >= sce->cidx) {")

# Another Duktape in the process (a host's own, libproxy's) must not meet ours: our functions carry
# other names, and are hidden where they are linked.
string(REGEX MATCHALL "\n(DUK_EXTERNAL_DECL[^;(]*[ *\n])duk_[a-z0-9_]+ *[;(]" functions
       "${duktape_text_duktape.h}")
set(names "/* Duktape's names, so that no other Duktape in the process meets ours. */\n")
set(symbols duk_error_raw duk_error_va_raw duk_fatal_raw duk_throw_raw duk_unicode_caseconv_lc
            duk_unicode_caseconv_uc duk_unicode_idp_m_ids_noa duk_unicode_ids_m_let_noa
            duk_unicode_ids_noa duk_unicode_re_canon_bitmap)
foreach(declaration ${functions})
  string(REGEX REPLACE ".*[ *\n](duk_[a-z0-9_]+) *[;(]?$" "\\1" name "${declaration}")
  list(APPEND symbols ${name})
endforeach()
foreach(name ${symbols})
  string(APPEND names "#define ${name} sivo_js_${name}\n")
endforeach()
sivo_duktape_replace(
  duk_config.h "#if !defined(DUK_EXTERNAL_DECL)\n#define DUK_EXTERNAL_DECL  extern"
  "#undef DUK_EXTERNAL_DECL\n#undef DUK_EXTERNAL\n\
#if !defined(DUK_EXTERNAL_DECL)\n#define DUK_EXTERNAL_DECL  extern")

foreach(name ${absent})
  string(APPEND names "#define duk_bi_${name} duk_sivo_absent\n")
endforeach()
# Duktape's own slip: named where finalizers are off.
string(APPEND names "#define DUK_HEAP_REMOVE_FROM_FINALIZE_LIST(heap, header) ((void)0)\n")

# The MIT licence wants its text to come along; it stands at the head of duktape.h.
string(FIND "${duktape_text_duktape.h}" "/* LICENSE.txt */" licence_start)
string(FIND "${duktape_text_duktape.h}" "#if !defined(DUKTAPE_H_INCLUDED)" licence_end)
math(EXPR licence_length "${licence_end} - ${licence_start}")
if(licence_start LESS 0 OR licence_length LESS 1000)
  message(FATAL_ERROR "duktape.h of ${SIVO_DUKTAPE_DIR} does not begin with its licence")
endif()
string(SUBSTRING "${duktape_text_duktape.h}" ${licence_start} ${licence_length} licence)

set(folder ${PROJECT_BINARY_DIR}/duktape)
function(sivo_duktape_write file text)
  set(old "")
  if(EXISTS ${folder}/${file})
    file(READ ${folder}/${file} old)
  endif()
  if(NOT old STREQUAL text)
    file(WRITE ${folder}/${file} "${text}")
  endif()
endfunction()
foreach(file duktape.c duktape.h duk_config.h)
  sivo_duktape_write(${file} "${duktape_text_${file}}")
endforeach()
sivo_duktape_write(sivo_duktape_names.h "${names}")
sivo_duktape_write(LICENSE.duktape "${licence}")

add_library(sivo_duktape STATIC ${folder}/duktape.c)
target_include_directories(sivo_duktape SYSTEM INTERFACE ${folder})
target_include_directories(sivo_duktape PRIVATE ${PROJECT_SOURCE_DIR}/src)
# -fexceptions: what our fatal handler throws passes through.
target_compile_options(sivo_duktape PRIVATE -w -fexceptions)
if(SIVO_SANITIZE)
  # Duktape adds 0 to null pointers, which is harmless (and legal in C++).
  target_compile_options(sivo_duktape PRIVATE -fno-sanitize=pointer-overflow)
endif()
sivo_optimise(sivo_duktape FALSE)
set_property(GLOBAL APPEND PROPERTY SIVO_LAYERS sivo_duktape)
