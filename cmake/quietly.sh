#!/usr/bin/env bash
# quietly.sh <what> <command>…: one line with the time it took; all the command said if it failed.
set -u
what=$1
shift
log=$(mktemp)
trap 'rm -f "$log"' EXIT
start=$SECONDS
if [ "${VERBOSE:-0}" = 1 ]; then
  exec "$@"
fi
[ -t 1 ] && printf '%s …' "$what"
if ! "$@" >"$log" 2>&1 </dev/null; then
  [ -t 1 ] && printf '\r'
  cat "$log"
  echo "$what failed: $*"
  exit 1
fi
[ -t 1 ] && printf '\r'
echo "$what: $((SECONDS - start)) s"
