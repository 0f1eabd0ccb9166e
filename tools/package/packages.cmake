# What is installed, and the Debian packages (cpack -G DEB).
#
# Four Debian packages: the rules, which everything needs, the library, what compiles against it, and
# the program.
include(CMakePackageConfigHelpers)
set(WINNOW_RULES_DIR ${CMAKE_INSTALL_DATADIR}/winnow/rules)
set(WINNOW_CMAKE_DIR ${WINNOW_LIB_DIR}/cmake/winnow)
set(WINNOW_INCLUDE_DIR ${CMAKE_INSTALL_INCLUDEDIR}/winnow)
set_target_properties(winnow_shared PROPERTIES EXPORT_NAME winnow)
target_include_directories(winnow_shared INTERFACE
  $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}> $<INSTALL_INTERFACE:${WINNOW_INCLUDE_DIR}>)

install(DIRECTORY rules/ DESTINATION ${WINNOW_RULES_DIR} COMPONENT rules)

install(TARGETS winnow_shared EXPORT winnow_targets
  LIBRARY DESTINATION ${WINNOW_LIB_DIR} COMPONENT library NAMELINK_COMPONENT development)
install(FILES tools/package/libwinnow0.overrides DESTINATION ${CMAKE_INSTALL_DATADIR}/lintian/overrides
  RENAME libwinnow0 COMPONENT library)

install(EXPORT winnow_targets NAMESPACE winnow:: FILE winnow-targets.cmake
  DESTINATION ${WINNOW_CMAKE_DIR} COMPONENT development)
install(DIRECTORY pipeline/include/winnow DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT development)
# For one release, where these headers were in 0.1.
install(FILES pipeline/winnow.h DESTINATION ${WINNOW_INCLUDE_DIR}/pipeline COMPONENT development)
install(FILES tools/bindings/c/winnow.h TYPE INCLUDE COMPONENT development)
configure_package_config_file(tools/package/winnow-config.cmake.in winnow-config.cmake
  INSTALL_DESTINATION ${WINNOW_CMAKE_DIR} PATH_VARS WINNOW_RULES_DIR)
write_basic_package_version_file(winnow-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/winnow-config.cmake ${PROJECT_BINARY_DIR}/winnow-config-version.cmake
  DESTINATION ${WINNOW_CMAKE_DIR} COMPONENT development)
file(RELATIVE_PATH WINNOW_PREFIX_FROM_PC /${WINNOW_LIB_DIR}/pkgconfig /)
configure_file(tools/package/winnow.pc.in winnow.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/winnow.pc DESTINATION ${WINNOW_LIB_DIR}/pkgconfig
  COMPONENT development)

if(WINNOW_PROGRAM)
  install(TARGETS winnow_program RUNTIME COMPONENT program)
  install(TARGETS winnow_serve LIBRARY DESTINATION ${WINNOW_LIB_DIR}/winnow COMPONENT program)
  install(FILES tools/package/winnow.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions
    RENAME winnow COMPONENT program)
  set(WINNOW_MAN_STAMP ${PROJECT_BINARY_DIR}/man/made)
  add_custom_command(OUTPUT ${WINNOW_MAN_STAMP}
    COMMAND ${PROJECT_SOURCE_DIR}/tools/package/make-man-pages $<TARGET_FILE:winnow_program> ${PROJECT_BINARY_DIR}/man
    COMMAND ${CMAKE_COMMAND} -E touch ${WINNOW_MAN_STAMP}
    DEPENDS winnow_program tools/package/make-man-pages tools/package/winnow.1)
  add_custom_target(winnow_man ALL DEPENDS ${WINNOW_MAN_STAMP})
  install(DIRECTORY ${PROJECT_BINARY_DIR}/man/ DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT program
    FILES_MATCHING PATTERN "*.1.gz")
endif()

set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tools/package/changelog)
execute_process(COMMAND gzip -9nc ${PROJECT_SOURCE_DIR}/tools/package/changelog
  OUTPUT_FILE ${PROJECT_BINARY_DIR}/changelog.gz COMMAND_ERROR_IS_FATAL ANY)  # compressed, as Debian wants it
set(WINNOW_PACKAGES rules=winnow-rules library=libwinnow${PROJECT_VERSION_MAJOR} development=libwinnow-dev)
if(WINNOW_PROGRAM)
  list(APPEND WINNOW_PACKAGES program=winnow)
endif()
foreach(pair ${WINNOW_PACKAGES})
  string(REPLACE "=" ";" pair ${pair})
  list(GET pair 0 component)
  list(GET pair 1 package)
  list(APPEND CPACK_COMPONENTS_ALL ${component})
  string(TOUPPER ${component} key)
  set(CPACK_DEBIAN_${key}_PACKAGE_NAME ${package})
  install(FILES ${PROJECT_BINARY_DIR}/changelog.gz tools/package/copyright
    DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/${package} COMPONENT ${component})
endforeach()

set(CPACK_GENERATOR DEB)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGE_CONTACT "the Winnow authors <winnow@example.org>")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS_POLICY ">=")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_CONTROL_EXTRA ${PROJECT_SOURCE_DIR}/tools/package/triggers)
set(about "Winnow takes news pages as a scraper left them, HTML or text dumps, and\n\
gives back the article: clean text and metadata.")
foreach(component RULES LIBRARY DEVELOPMENT PROGRAM)
  set(CPACK_DEBIAN_${component}_PACKAGE_DEPENDS "winnow-rules (= ${PROJECT_VERSION})")
endforeach()
set(CPACK_DEBIAN_RULES_PACKAGE_DEPENDS "")
set(CPACK_DEBIAN_RULES_PACKAGE_ARCHITECTURE all)
set(CPACK_DEBIAN_RULES_PACKAGE_SECTION text)
set(CPACK_DEBIAN_RULES_DESCRIPTION "articles out of news pages: rules\n${about} This package holds the\nrules and the model that the program and the library work with.")
set(CPACK_DEBIAN_LIBRARY_PACKAGE_SECTION libs)
set(CPACK_DEBIAN_LIBRARY_DESCRIPTION "articles out of news pages: library\n${about} This package holds the\nshared library with its C and C++ interfaces.")
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS "libwinnow${PROJECT_VERSION_MAJOR} (= ${PROJECT_VERSION})")
set(CPACK_DEBIAN_DEVELOPMENT_DESCRIPTION "articles out of news pages: headers\n${about} This package holds what\nprograms that use the library are compiled with.")
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SECTION text)
set(CPACK_DEBIAN_PROGRAM_DESCRIPTION "articles out of news pages: program\n${about} This package holds the\nprogram, which cleans files, JSON lines from a pipe, and pages sent over HTTP.")
include(CPack)
