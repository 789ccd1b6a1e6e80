# What is shipped: sivo::sivo (shared), sivo::sivo_static (one archive with every layer in it).
file(GLOB_RECURSE capi CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/capi/*.cpp)
if(NOT capi OR NOT TARGET sivo_core)
  message(STATUS "sivo: no C ABI yet, so no library, no program, no example")
  return()
endif()
get_property(layers GLOBAL PROPERTY SIVO_LAYERS)
set(capi_layers ${layers})

add_library(sivo_capi OBJECT ${capi})
sivo_warnings(sivo_capi)
sivo_optimise(sivo_capi FALSE)
target_compile_definitions(sivo_capi PRIVATE SIVO_BUILDING)
target_link_libraries(sivo_capi PRIVATE ${capi_layers})
target_include_directories(sivo_capi PRIVATE ${PROJECT_SOURCE_DIR}/src
                                             ${PROJECT_SOURCE_DIR}/include)

add_library(sivo SHARED $<TARGET_OBJECTS:sivo_capi>)
set_target_properties(sivo PROPERTIES VERSION ${PROJECT_VERSION} SOVERSION ${SIVO_ABI_MAJOR}
                                      LINK_DEPENDS ${PROJECT_SOURCE_DIR}/cmake/sivo.map)
target_link_libraries(sivo PRIVATE ${capi_layers})
target_link_options(sivo PRIVATE -Wl,--version-script=${PROJECT_SOURCE_DIR}/cmake/sivo.map
                                 -Wl,--gc-sections -Wl,--exclude-libs,ALL -Wl,-O1)
if(NOT SIVO_SANITIZE AND NOT SIVO_FUZZ)
  target_link_options(sivo PRIVATE -Wl,-z,defs)
endif()

set(objects $<TARGET_OBJECTS:sivo_capi>)
foreach(layer ${layers})
  list(APPEND objects $<TARGET_OBJECTS:${layer}>)
endforeach()
add_library(sivo_static STATIC ${objects})
set_target_properties(sivo_static PROPERTIES OUTPUT_NAME sivo LINKER_LANGUAGE CXX)
target_compile_definitions(sivo_static INTERFACE SIVO_STATIC)
target_link_libraries(sivo_static PRIVATE SQLite::SQLite3 date::date-tz
                                          $<BUILD_INTERFACE:sivo_mbedcrypto>
                                          $<INSTALL_INTERFACE:mbedcrypto>
                                          $<BUILD_INTERFACE:sivo_re2> $<INSTALL_INTERFACE:re2>
                                          $<INSTALL_INTERFACE:stdc++> $<INSTALL_INTERFACE:m>)

foreach(target sivo sivo_static)
  add_library(sivo::${target} ALIAS ${target})
  target_include_directories(${target} INTERFACE $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include>
                                                 $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
endforeach()
