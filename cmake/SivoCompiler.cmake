# How everything is compiled: language, warnings, visibility, sanitizers, ccache.
set(CMAKE_C_STANDARD 99)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_C_EXTENSIONS OFF)
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_C_VISIBILITY_PRESET hidden)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

# What the shared library does not reach is left out of it (--gc-sections).
add_compile_options(-ffunction-sections -fdata-sections)

# A release is built for size (2.9 MB of code become 1.2), but what decides millions of times a
# second for speed: the steps of a core, which wait for SQLite, do not notice; the distributor would
# lose half.
function(sivo_optimise target is_hot)
  if(NOT is_hot)
    target_compile_options(${target} PRIVATE $<$<CONFIG:Release,MinSizeRel>:-Os>)
  endif()
endfunction()

# 130 KB of relocations of the schema's tables become 3 (needs glibc 2.36 at run time).
include(CheckLinkerFlag)
option(SIVO_RELR "Pack relocations: smaller, but needs glibc 2.36 at run time" ON)
check_linker_flag(CXX -Wl,-z,pack-relative-relocs SIVO_HAS_RELR)
if(SIVO_RELR AND SIVO_HAS_RELR)
  add_link_options(-Wl,-z,pack-relative-relocs)
endif()

function(sivo_warnings target)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wconversion)
  if(SIVO_WERROR)
    target_compile_options(${target} PRIVATE -Werror)
  endif()
  # False alarms of g++ 12 inside std::string and std::vector at -O2 (GCC bugs 105651, 105329).
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    set(false_alarms -Wno-restrict -Wno-array-bounds -Wno-stringop-overflow)
    target_compile_options(${target} PRIVATE "$<$<COMPILE_LANGUAGE:CXX>:${false_alarms}>")
  endif()
endfunction()

if(SIVO_SANITIZE)
  list(JOIN SIVO_SANITIZE "," sanitizers)
  add_compile_options(-fsanitize=${sanitizers} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${sanitizers})
endif()
if(SIVO_FUZZ)
  if(NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    message(FATAL_ERROR "SIVO_FUZZ needs clang: cmake --preset fuzz")
  endif()
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()

find_program(SIVO_CCACHE ccache)
mark_as_advanced(SIVO_CCACHE)
if(SIVO_CCACHE AND NOT DEFINED CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_C_COMPILER_LAUNCHER ${SIVO_CCACHE})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${SIVO_CCACHE})
endif()
