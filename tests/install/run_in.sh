#!/usr/bin/env bash
# run_in.sh <folder> <program> [<argument>…]: runs a program in a fresh folder, so that the files it
# leaves are not those of a run before.
set -eu
folder=$1
shift
rm -rf "$folder"
mkdir -p "$folder"
cd "$folder"
exec "$@"
