#!/usr/bin/env bash
# compile_alone.sh <header of include/sivo>: the header compiles as the only include, twice, in
# every language it promises, with every compiler that is here, without a warning.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
header=$1
standards="c99 c11 c++17 c++20"
[ "${header##*.}" = hpp ] && standards="c++17 c++20"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0
runs=0
for standard in $standards; do
  language=c
  compilers="gcc clang"
  case $standard in c++*) language=c++ compilers="g++ clang++" ;; esac
  source=$work/only.$language
  printf '#include <sivo/%s>\n#include <sivo/%s>\nint main(void);\n' "$header" "$header" >"$source"
  for compiler in $compilers; do
    command -v "$compiler" >/dev/null || continue
    runs=$((runs + 1))
    if ! "$compiler" -x $language -std="$standard" -pedantic -Wall -Wextra -Wshadow -Wconversion \
      -Werror -I"$root/include" -fsyntax-only "$source"; then
      echo "$header does not compile alone: $compiler -std=$standard"
      failures=$((failures + 1))
    fi
  done
done
echo "$header: $runs compilations, $failures failed"
[ "$failures" -eq 0 ] && [ "$runs" -gt 0 ]
