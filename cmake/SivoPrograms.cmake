# The programs over the shared library: sivo, the examples; and the benchmarks over the static one.
if(SIVO_BUILD_CLI AND TARGET sivo)
  file(GLOB_RECURSE cli CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/cli/*.cpp)
  set(cli_main ${PROJECT_SOURCE_DIR}/src/cli/main.cpp)
  list(REMOVE_ITEM cli ${cli_main})
  if(EXISTS ${cli_main})
    # Everything but main, so that the tests can call it.
    if(cli)
      add_library(sivo_cli_parts STATIC ${cli})
      sivo_warnings(sivo_cli_parts)
      sivo_optimise(sivo_cli_parts FALSE)
      target_include_directories(sivo_cli_parts PUBLIC ${PROJECT_SOURCE_DIR}/src)
      target_link_libraries(sivo_cli_parts PUBLIC sivo::sivo)
    endif()
    add_executable(sivo_cli ${cli_main})
    sivo_warnings(sivo_cli)
    sivo_optimise(sivo_cli FALSE)
    set_target_properties(sivo_cli PROPERTIES OUTPUT_NAME sivo RUNTIME_OUTPUT_DIRECTORY
                                                               ${PROJECT_BINARY_DIR}/bin)
    target_include_directories(sivo_cli PRIVATE ${PROJECT_SOURCE_DIR}/src)
    target_link_libraries(sivo_cli PRIVATE $<TARGET_NAME_IF_EXISTS:sivo_cli_parts> sivo::sivo)
  endif()
endif()

# sivo_example(<language> <name> <source>…): build/…/examples/<language>/<name>, run by the tests in
# a folder of its own.
function(sivo_example language name)
  set(target example_${language}_${name})
  set(folder ${PROJECT_BINARY_DIR}/examples)
  add_executable(${target} ${ARGN})
  sivo_warnings(${target})
  set_target_properties(${target} PROPERTIES OUTPUT_NAME ${name}
                                             RUNTIME_OUTPUT_DIRECTORY ${folder}/${language})
  target_compile_definitions(${target} PRIVATE SIVO_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  target_link_libraries(${target} PRIVATE sivo::sivo)
  if(SIVO_BUILD_TESTS)
    add_test(NAME ${target}
             COMMAND ${PROJECT_SOURCE_DIR}/tests/install/run_in.sh ${folder}/run_${language}_${name}
                     $<TARGET_FILE:${target}>)
    set_tests_properties(${target} PROPERTIES TIMEOUT 240)
  endif()
endfunction()

if(SIVO_BUILD_EXAMPLES AND TARGET sivo)
  foreach(language c cpp)
    file(GLOB entries CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/examples/${language}/*)
    foreach(entry ${entries})
      get_filename_component(name ${entry} NAME_WE)
      if(IS_DIRECTORY ${entry})
        file(GLOB sources CONFIGURE_DEPENDS ${entry}/*.${language})
      else()
        set(sources ${entry})
        list(FILTER sources INCLUDE REGEX "\\.${language}$")
      endif()
      if(sources)
        sivo_example(${language} ${name} ${sources})
      endif()
    endforeach()
  endforeach()
endif()

if(SIVO_BUILD_BENCH AND TARGET sivo)
  file(GLOB_RECURSE bench CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/bench/*.cpp)
  if(bench)
    add_executable(sivo_bench ${bench})
    sivo_warnings(sivo_bench)
    target_include_directories(sivo_bench PRIVATE ${PROJECT_SOURCE_DIR}/src
                                                  ${PROJECT_SOURCE_DIR}/tests)
    target_compile_definitions(
      sivo_bench PRIVATE SIVO_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
                         SIVO_BINARY_DIR="${PROJECT_BINARY_DIR}"
                         SIVO_LIBRARY_PATH="$<TARGET_FILE:sivo>")
    target_link_libraries(sivo_bench PRIVATE sivo::sivo_static SQLite::SQLite3)
    add_dependencies(sivo_bench sivo)
  endif()
endif()

# The committed texts that follow from the schema: `cmake --build … --target schema-gen`.
if(TARGET sivo_schema AND EXISTS ${PROJECT_SOURCE_DIR}/src/schema/gen/main.cpp)
  add_executable(sivo_schema_gen EXCLUDE_FROM_ALL ${PROJECT_SOURCE_DIR}/src/schema/gen/main.cpp)
  sivo_warnings(sivo_schema_gen)
  target_link_libraries(sivo_schema_gen PRIVATE sivo_schema)
  add_custom_target(schema-gen COMMAND sivo_schema_gen ${PROJECT_SOURCE_DIR} VERBATIM)
endif()
