# Headers, both libraries, the program, the CMake package and sivo.pc.
include(CMakePackageConfigHelpers)
set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/sivo)

install(TARGETS sivo EXPORT sivoTargets)
install(TARGETS sivo_static EXPORT sivoStaticTargets)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/sivo DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE ${PROJECT_BINARY_DIR}/duktape/LICENSE.duktape
        DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(EXPORT sivoTargets NAMESPACE sivo:: DESTINATION ${package_dir})
install(EXPORT sivoStaticTargets NAMESPACE sivo:: DESTINATION ${package_dir})
if(TARGET sivo_cli)
  file(RELATIVE_PATH to_lib ${CMAKE_INSTALL_FULL_BINDIR} ${CMAKE_INSTALL_FULL_LIBDIR})
  set_target_properties(sivo_cli PROPERTIES INSTALL_RPATH "$ORIGIN/${to_lib}")
  install(TARGETS sivo_cli)
endif()

configure_package_config_file(
  ${PROJECT_SOURCE_DIR}/cmake/sivoConfig.cmake.in ${PROJECT_BINARY_DIR}/sivoConfig.cmake
  INSTALL_DESTINATION ${package_dir})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/sivoConfigVersion.cmake
                                 COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/sivoConfig.cmake ${PROJECT_BINARY_DIR}/sivoConfigVersion.cmake
        DESTINATION ${package_dir})

# The paths in sivo.pc follow the file, so that an installed tree may be moved.
file(RELATIVE_PATH pc_prefix ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig ${CMAKE_INSTALL_PREFIX})
string(REGEX REPLACE "/$" "" pc_prefix "${pc_prefix}")
configure_file(${PROJECT_SOURCE_DIR}/cmake/sivo.pc.in ${PROJECT_BINARY_DIR}/sivo.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/sivo.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
