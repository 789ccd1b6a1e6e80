#!/usr/bin/env bash
# run.sh <project> <build folder> <C compiler>: installs into an empty prefix, moves it elsewhere,
# builds and runs examples/c/first_call.c as a stranger would: through pkg-config against the shared
# and the static library, and through find_package against both.
set -eu
project=$1
build=$2
cc=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

step() { echo "== $*"; }
run_here() { (rm -rf "$work/run" && mkdir "$work/run" && cd "$work/run" && "$@" >"$work/output") ||
  { cat "$work/output"; exit 1; }; }

step "install"
cmake --install "$build" --prefix "$work/first" >/dev/null
mv "$work/first" "$work/prefix"
prefix=$work/prefix
lib=$(dirname "$(find "$prefix" -name 'libsivo.so' | head -n 1)")
export PKG_CONFIG_PATH=$lib/pkgconfig

step "exactly the promised headers"
(cd "$prefix/include/sivo" && ls) >"$work/headers"
(cd "$project/include/sivo" && ls) | diff - "$work/headers"

step "pkg-config, shared"
# shellcheck disable=SC2046
"$cc" -std=c99 -Wall -Wextra -Werror "$project/examples/c/first_call.c" -o "$work/shared" \
  $(pkg-config --cflags --libs sivo)
LD_LIBRARY_PATH=$lib run_here "$work/shared"

step "find_package"
cmake -S "$project/tests/install/consumer" -B "$work/consumer" -DCMAKE_PREFIX_PATH="$prefix" \
  -DCMAKE_C_COMPILER="$cc" -DFIRST_CALL="$project/examples/c/first_call.c" >"$work/log" 2>&1 ||
  { cat "$work/log"; exit 1; }
cmake --build "$work/consumer" >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
run_here "$work/consumer/shared"
run_here "$work/consumer/static"

if [ -x "$prefix/bin/sivo" ]; then
  step "the program finds its library in the moved prefix"
  "$prefix/bin/sivo" --version
fi

step "pkg-config --static, in a prefix without the shared library"
rm "$lib"/libsivo.so*
# shellcheck disable=SC2046
"$cc" -std=c99 "$project/examples/c/first_call.c" -o "$work/static" \
  $(pkg-config --static --cflags --libs sivo)
run_here "$work/static"
step "all ran"
