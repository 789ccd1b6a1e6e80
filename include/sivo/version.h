/* The version of these headers. The build, the package files and the documents take it from here.
 * The library that runs may be newer: ask sivo_version().
 */
#ifndef SIVO_VERSION_H
#define SIVO_VERSION_H

#define SIVO_VERSION_MAJOR 0
#define SIVO_VERSION_MINOR 1
#define SIVO_VERSION_PATCH 0
#define SIVO_VERSION "0.1.0"

/* The SOVERSION: it grows when a program built before must be built again. */
#define SIVO_ABI_MAJOR 0

#endif
