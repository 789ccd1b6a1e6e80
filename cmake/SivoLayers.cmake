# One static library per layer of the architecture, and one doctest program per layer. A folder that
# has no source yet gives no target, so a layer may name one that comes later.
#   sivo_layer(<name> [HOT] [DIR <folder under src>] [DEPENDS <layer>…]
#              [PRIVATE <third-party target>…])
# HOT: optimised for speed, not for size.
function(sivo_layer name)
  cmake_parse_arguments(arg "HOT" "DIR" "DEPENDS;PRIVATE" ${ARGN})
  if(NOT arg_DIR)
    set(arg_DIR ${name})
  endif()
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/${arg_DIR}/*.cpp)
  list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
  if(NOT sources)
    return()
  endif()
  add_library(sivo_${name} STATIC ${sources})
  sivo_warnings(sivo_${name})
  sivo_optimise(sivo_${name} ${arg_HOT})
  target_include_directories(sivo_${name} PUBLIC ${PROJECT_SOURCE_DIR}/src
                                                 ${PROJECT_SOURCE_DIR}/include)
  foreach(layer ${arg_DEPENDS})
    if(TARGET sivo_${layer})
      target_link_libraries(sivo_${name} PUBLIC sivo_${layer})
    endif()
  endforeach()
  target_link_libraries(sivo_${name} PRIVATE ${arg_PRIVATE})
  set_property(GLOBAL APPEND PROPERTY SIVO_LAYERS sivo_${name})
  sivo_doctest(${name} DIR ${arg_DIR} LINK sivo_${name})
endfunction()
