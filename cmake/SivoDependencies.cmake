# Debian 12 packages (cmake/install-deps.sh); nothing is vendored, nothing is downloaded.
# Third-party headers are system headers: our warnings are not theirs.
find_package(SQLite3 3.40 REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(date REQUIRED)

find_library(SIVO_MBEDCRYPTO mbedcrypto REQUIRED)
find_path(SIVO_MBEDTLS_INCLUDE psa/crypto.h REQUIRED)
mark_as_advanced(SIVO_MBEDCRYPTO SIVO_MBEDTLS_INCLUDE)
add_library(sivo_mbedcrypto INTERFACE)
target_link_libraries(sivo_mbedcrypto INTERFACE ${SIVO_MBEDCRYPTO})
target_include_directories(sivo_mbedcrypto SYSTEM INTERFACE ${SIVO_MBEDTLS_INCLUDE})

add_library(sivo_date_tz INTERFACE)
target_link_libraries(sivo_date_tz INTERFACE date::date-tz)

find_library(SIVO_RE2 re2 REQUIRED)
find_path(SIVO_RE2_INCLUDE re2/re2.h REQUIRED)
mark_as_advanced(SIVO_RE2 SIVO_RE2_INCLUDE)
add_library(sivo_re2 INTERFACE)
target_link_libraries(sivo_re2 INTERFACE ${SIVO_RE2})
target_include_directories(sivo_re2 SYSTEM INTERFACE ${SIVO_RE2_INCLUDE})
