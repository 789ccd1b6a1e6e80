# The test programs. Suites named "slow" run only under the ctest label "slow" (make test-all).

# doctest's own implementation, compiled once for all programs. No precompiled header: it would save
# 0.1 s a file and cost ccache.
if(SIVO_BUILD_TESTS OR SIVO_FUZZ)
  find_package(doctest REQUIRED)
  add_library(sivo_test_main STATIC ${PROJECT_SOURCE_DIR}/tests/main.cpp)
  target_link_libraries(sivo_test_main PUBLIC doctest::doctest)
  target_include_directories(sivo_test_main PUBLIC ${PROJECT_SOURCE_DIR}/tests)
  target_compile_definitions(
    sivo_test_main PUBLIC SIVO_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
                          SIVO_BINARY_DIR="${PROJECT_BINARY_DIR}")
  sivo_warnings(sivo_test_main)
endif()

# sivo_doctest(<name> DIR <folder under tests> [FILES <file>…] [APART <stem>…] [LINK <target>…]
#              [DEFINE <word>…])
# makes test_<name> of the folder's *.cpp and the files. A file that stands APART is a test of its
# own, which counts as skipped when it says "SKIPPED:": it needs what not every machine has.
function(sivo_doctest name)
  cmake_parse_arguments(arg "" "DIR" "FILES;APART;LINK;DEFINE" ${ARGN})
  if(NOT SIVO_BUILD_TESTS)
    return()
  endif()
  file(GLOB_RECURSE tests CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/${arg_DIR}/*.cpp)
  list(APPEND tests ${arg_FILES})
  if(NOT tests)
    return()
  endif()
  add_executable(test_${name} ${tests})
  sivo_warnings(test_${name})
  target_link_libraries(test_${name} PRIVATE ${arg_LINK} sivo_test_main)
  target_compile_definitions(test_${name} PRIVATE ${arg_DEFINE})
  set(filter "")
  foreach(stem ${arg_APART})
    set(file ${tests})
    list(FILTER file INCLUDE REGEX "/${stem}\\.cpp$")
    list(REMOVE_ITEM tests ${file})
    sivo_add_doctest(${name}_${stem} test_${name} --source-file=*/${stem}.cpp FILES ${file})
    foreach(apart ${name}_${stem} ${name}_${stem}_slow)
      if(TEST ${apart})
        set_tests_properties(${apart} PROPERTIES SKIP_REGULAR_EXPRESSION "SKIPPED:")
      endif()
    endforeach()
    list(APPEND filter --source-file-exclude=*/${stem}.cpp)
  endforeach()
  sivo_add_doctest(${name} test_${name} ${filter} FILES ${tests})
endfunction()

# sivo_add_doctest(<test> <command>… FILES <file>…): the test; <test>_slow when a file has a slow
# suite; <test>_shared when one has a suite that needs ../shared, which counts as skipped without.
function(sivo_add_doctest name)
  cmake_parse_arguments(arg "" "" "FILES" ${ARGN})
  set(command ${arg_UNPARSED_ARGUMENTS})
  add_test(NAME ${name} COMMAND ${command} --test-suite-exclude=slow,shared)
  set_tests_properties(${name} PROPERTIES TIMEOUT 240)
  set(suites "")
  foreach(file ${arg_FILES})
    file(STRINGS ${file} found REGEX "(TEST_SUITE(_BEGIN)?|test_suite)\\(\"(slow|shared)\"")
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
    string(APPEND suites "${found}")
  endforeach()
  if(suites MATCHES "\"slow\"")
    add_test(NAME ${name}_slow COMMAND ${command} --test-suite=slow)
    set_tests_properties(${name}_slow PROPERTIES LABELS slow TIMEOUT 1500)
  endif()
  if(suites MATCHES "\"shared\"")
    add_test(NAME ${name}_shared COMMAND ${command} --test-suite=shared)
    set_tests_properties(${name}_shared PROPERTIES SKIP_REGULAR_EXPRESSION "SKIPPED:" TIMEOUT 240)
  endif()
endfunction()

# Each tests/capi/*_test.c is a C99 program of its own over the shared library; the other .c
# files that stand there are shared between them.
function(sivo_c_tests)
  file(GLOB files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/capi/*.c)
  set(shared ${files})
  list(FILTER shared EXCLUDE REGEX "_test\\.c$")
  list(FILTER files INCLUDE REGEX "_test\\.c$")
  foreach(file ${files})
    get_filename_component(stem ${file} NAME_WE)
    string(REGEX REPLACE "_test$" "" stem ${stem})
    add_executable(test_capi_${stem} ${file} ${shared})
    sivo_warnings(test_capi_${stem})
    target_include_directories(test_capi_${stem} PRIVATE ${PROJECT_SOURCE_DIR}/tests)
    target_compile_definitions(
      test_capi_${stem} PRIVATE SIVO_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
                                SIVO_BINARY_DIR="${PROJECT_BINARY_DIR}")
    target_link_libraries(test_capi_${stem} PRIVATE sivo::sivo)
    if(stem STREQUAL "out_of_memory")
      target_sources(test_capi_${stem} PRIVATE ${PROJECT_SOURCE_DIR}/tests/capi/operator_new.cpp)
    endif()
    add_test(NAME capi_${stem} COMMAND test_capi_${stem})
    set_tests_properties(capi_${stem} PROPERTIES TIMEOUT 240)
  endforeach()
endfunction()

# tests/fuzz/<name>.cpp defines LLVMFuzzerTestOneInput. With SIVO_FUZZ (clang) it is fuzz_<name>;
# in every other build it runs over tests/fuzz/corpus/<name>, as a test.
function(sivo_fuzz_targets)
  file(GLOB files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/fuzz/*.cpp)
  list(FILTER files EXCLUDE REGEX "/main\\.cpp$")
  get_property(layers GLOBAL PROPERTY SIVO_LAYERS)
  foreach(file ${files})
    get_filename_component(stem ${file} NAME_WE)
    string(REGEX REPLACE "_fuzz$|^fuzz_" "" stem ${stem})
    add_executable(fuzz_${stem} ${file})
    sivo_warnings(fuzz_${stem})
    target_include_directories(fuzz_${stem} PRIVATE ${PROJECT_SOURCE_DIR}/tests)
    target_compile_definitions(fuzz_${stem} PRIVATE SIVO_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
    target_link_libraries(fuzz_${stem} PRIVATE ${layers})
    if(SIVO_FUZZ)
      target_link_options(fuzz_${stem} PRIVATE -fsanitize=fuzzer)
    else()
      target_sources(fuzz_${stem} PRIVATE ${PROJECT_SOURCE_DIR}/tests/fuzz/main.cpp)
      add_test(NAME fuzz_${stem}_corpus
               COMMAND fuzz_${stem} ${PROJECT_SOURCE_DIR}/tests/fuzz/corpus/${stem})
    endif()
  endforeach()
endfunction()

# Checks of what is shipped: headers alone, exported symbols, ABI, an installed consumer.
function(sivo_package_tests)
  set(headers ${PROJECT_SOURCE_DIR}/tests/headers)
  set(symbols ${PROJECT_SOURCE_DIR}/cmake/sivo.symbols)
  foreach(header sivo.h schema.h version.h export.h sivo.hpp)
    if(EXISTS ${PROJECT_SOURCE_DIR}/include/sivo/${header})
      add_test(NAME header_${header} COMMAND ${headers}/compile_alone.sh ${header})
      set_tests_properties(header_${header} PROPERTIES LABELS package)
    endif()
  endforeach()
  if(NOT TARGET sivo)
    return()
  endif()
  add_test(NAME exported_symbols
           COMMAND ${headers}/symbols.sh $<TARGET_FILE:sivo> ${symbols})
  set_tests_properties(exported_symbols PROPERTIES LABELS package)
  # The types are read from the debug information.
  if(CMAKE_BUILD_TYPE MATCHES "Deb" AND NOT SIVO_SANITIZE)
    add_test(NAME abi COMMAND ${headers}/abi.sh $<TARGET_FILE:sivo> ${PROJECT_SOURCE_DIR})
    set_tests_properties(abi PROPERTIES LABELS package SKIP_RETURN_CODE 77)
  endif()
  add_custom_target(
    symbols COMMAND ${headers}/symbols.sh $<TARGET_FILE:sivo> ${symbols} --write VERBATIM)
  add_custom_target(
    abi-release
    COMMAND ${headers}/abi.sh $<TARGET_FILE:sivo> ${PROJECT_SOURCE_DIR} --write VERBATIM)
  if(SIVO_INSTALL AND NOT SIVO_SANITIZE AND EXISTS ${PROJECT_SOURCE_DIR}/examples/c/first_call.c)
    add_test(NAME install
             COMMAND ${PROJECT_SOURCE_DIR}/tests/install/run.sh ${PROJECT_SOURCE_DIR}
                     ${PROJECT_BINARY_DIR} ${CMAKE_C_COMPILER})
    set_tests_properties(install PROPERTIES LABELS package TIMEOUT 240)
  endif()
endfunction()
