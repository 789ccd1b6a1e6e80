#!/usr/bin/env bash
# install-deps.sh [run|all]: what a build needs on Debian 12 (and newer), by apt. It asks only for
# what is missing, so it costs nothing when all is here. "run" (the default) builds, tests and
# measures; "all" adds what only .ci/run needs: clang, clang-format, abigail.
set -eu
packages="g++ cmake ninja-build ccache pkg-config doctest-dev nlohmann-json3-dev libsqlite3-dev
  libmbedtls-dev libhowardhinnant-date-dev libre2-dev tzdata duktape-dev"
[ "${1:-run}" = all ] && packages="$packages clang clang-format clang-tidy libclang-rt-dev llvm
  abigail-tools"

if ! command -v dpkg-query >/dev/null; then
  echo "install-deps: not a Debian system; needed are: $packages" >&2
  exit 0
fi
installed=" $(dpkg-query -W -f '${db:Status-Abbrev} ${Package} ${Provides}\n' |
  sed -n 's/^ii *//p' | tr ',\n' '  ') "
missing=
for package in $packages; do
  case $installed in *" $package "*) ;; *) missing="$missing $package" ;; esac
done
[ -n "$missing" ] || exit 0

as_root=
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null; then
    echo "install-deps: as root, please: apt-get install$missing" >&2
    exit 1
  fi
  as_root=sudo
fi
echo "installing:$missing"
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
trap 'rm -f "$log"' EXIT
install() {
  $as_root apt-get update -qq &&
    # shellcheck disable=SC2086
    $as_root apt-get install -y -qq --no-install-recommends $missing
}
if ! install >"$log" 2>&1 </dev/null; then
  cat "$log" >&2
  exit 1
fi
