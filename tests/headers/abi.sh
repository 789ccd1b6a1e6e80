#!/usr/bin/env bash
# abi.sh <libsivo.so> <project> [--write]: the ABI is a superset of the last release's.
# cmake/abi/sivo-<ABI major>.abi is that release, written by --write (the target `abi-release`). A
# new ABI major finds no file of its number and so opens the gate.
set -eu
library=$1
root=$2
major=$(awk '/#define SIVO_ABI_MAJOR/ { print $3 }' "$root/include/sivo/version.h")
release=$root/cmake/abi/sivo-$major.abi
if ! command -v abidiff >/dev/null; then
  echo "SKIPPED: abidiff (abigail-tools) is not here"
  exit 77
fi
# What the headers show, no more: handles stay opaque.
describe() {
  abidw --exported-interfaces-only --headers-dir "$root/include/sivo" --drop-private-types \
    --no-corpus-path --no-comp-dir-path --no-show-locs --out-file "$1" "$library"
}
if [ "${3:-}" = --write ]; then
  mkdir -p "$(dirname "$release")"
  describe "$release"
  echo "$release is the release to compare with from now on"
  exit 0
fi
if [ ! -f "$release" ]; then
  echo "SKIPPED: no release of ABI $major yet, so there is nothing to compare with"
  exit 77
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
describe "$work/now.abi"
# Its first member is its own size, so that it may grow at the end.
cat >"$work/allowed" <<'END'
[suppress_type]
  name = sivo_open_options
  type_kind = struct
  has_data_member_inserted_at = end
END
abidiff --no-added-syms --suppressions "$work/allowed" "$release" "$work/now.abi"
