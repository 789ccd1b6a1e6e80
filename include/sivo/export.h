/* SIVO_API marks what the library exports; all else is hidden. SIVO_STATIC is for programs
 * that link the static library; sivo::sivo_static defines it.
 */
#ifndef SIVO_EXPORT_H
#define SIVO_EXPORT_H

#if defined(SIVO_STATIC)
#define SIVO_API
#elif defined(_WIN32) && defined(SIVO_BUILDING)
#define SIVO_API __declspec(dllexport)
#elif defined(_WIN32)
#define SIVO_API __declspec(dllimport)
#elif defined(__GNUC__)
#define SIVO_API __attribute__((visibility("default")))
#else
#define SIVO_API
#endif

#endif
