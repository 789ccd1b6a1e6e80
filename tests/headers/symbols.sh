#!/usr/bin/env bash
# symbols.sh <libsivo.so> <list> [--write]: the library exports exactly the committed list, sorted.
# --write (the target `symbols`) renews the list; a removed or renamed symbol is an ABI break.
set -eu
library=$1
list=$2
exported=$(nm -D --defined-only "$library" | awk '{ print $3 }' | sed 's/@.*//' | LC_ALL=C sort -u)
if [ "${3:-}" = --write ]; then
  printf '%s\n' "$exported" >"$list"
  echo "$(wc -l <"$list") symbols in $list"
  exit 0
fi
[ -n "$exported" ] || { echo "$library exports nothing"; exit 1; }
if ! diff -u "$list" <(printf '%s\n' "$exported"); then
  echo "The exported symbols are not those of $list (- expected, + exported)."
  echo "When that is meant: cmake --build <folder> --target symbols"
  exit 1
fi
