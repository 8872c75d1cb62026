#!/usr/bin/env bash
# Builds the app and the server for Windows from Debian's packages, and tries core and the server
# under wine. The result is target/windows/flatchat-VERSION-windows-x64.zip, which runs where it is
# unpacked.
#
# Only crates are downloaded. Debian's own compiler builds its standard library for Windows, because
# rustup's has no source here. So everything has a folder of its own, target/windows.
# docs/develop.md lists what this cannot show.
set -euo pipefail
cd "$(dirname "$0")/.."

readonly OUT=$PWD/target/windows TARGET=x86_64-pc-windows-gnu
readonly CARGO=(/usr/bin/cargo)
readonly BUILD_STD=("-Zbuild-std=std,panic_abort,panic_unwind,test,proc_macro" --target "$TARGET" --locked)
readonly WINE=/usr/lib/wine/wine64 SHIM=$OUT/shim
# wine 8 replaces and deletes files as Windows did until 2018: not while somebody has them open.
# Windows 10 can do that, so these tests run only on real Windows, in continuous integration.
readonly NOT_IN_WINE=(
  --skip disk::tests::readers_meet_whole_files_meanwhile
  --skip log::tests::erasing_amid::a_file_that_is_replaced_right_after_it_was_checked_is_not_touched
  --skip log::tests::erasing_amid::another_file_is_never_touched_whenever_it_comes
  --skip log::tests::others::a_deleted_file_is_a_reset_and_the_log_begins_anew
  --skip log::tests::others::a_file_replaced_by_rename_is_a_reset_and_goes_on
  --skip log::tests::others::lines_that_an_editor_carried_over_while_they_were_synced_are_not_doubled
  --skip stream::following::tests::what_comes_after_is_followed_and_nothing_of_before
  --skip stream::tests::a_rewritten_log_resets_open_streams
)

version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml)
export CARGO_HOME=$OUT/cargo CARGO_TARGET_DIR=$OUT/build RUSTC=/usr/bin/rustc RUSTDOC=/usr/bin/rustdoc RUSTC_BOOTSTRAP=1
export CARGO_TARGET_X86_64_PC_WINDOWS_GNU_RUNNER=$WINE TS_RS_EXPORT_DIR=$OUT/types
export WINEPREFIX=$OUT/wine WINEDEBUG=-all WINEPATH="Z:$SHIM"

# The release workflow builds the programs that people install, which is slow. This build is only
# for trying things out.
export CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16

# std takes its random bytes from a library that wine 8 does not have yet.
make_shim() {
  mkdir -p "$SHIM"
  x86_64-w64-mingw32-gcc -shared -O1 -x c - -o "$SHIM/bcryptprimitives.dll" -ladvapi32 <<'EOF'
#include <windows.h>
BOOLEAN WINAPI SystemFunction036(PVOID bytes, ULONG count);
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE bytes, SIZE_T count) {
  return SystemFunction036(bytes, (ULONG)count);
}
EOF
}

run_tests() {
  make_shim
  "${CARGO[@]}" test "${BUILD_STD[@]}" -p flatchat-core -p flatchat-doctor -p flatchat-words -p flatchat-server --lib --bins -- "${NOT_IN_WINE[@]}"
}

build() { "${CARGO[@]}" build "${BUILD_STD[@]}" --release -p flatchat -p flatchat-server; }

# Runs the server in wine, as somebody who unpacked the zip starts it: a guest joins, and others
# append to the open file.
try_server() {
  local work server address file
  work=$(mktemp -d)
  file=$work/room/chat.txt
  "$WINE" "$1/flatchat-server.exe" --listen 127.0.0.1:0 --data "Z:$work/room" >"$work/said" 2>"$work/log" &
  server=$!
  # shellcheck disable=SC2064 # what they are now
  trap "kill $server 2>/dev/null; rm -rf '$work'" EXIT
  until address=$(sed -n 's/^listening on \(http[^\r]*\).*/\1/p' "$work/said") && [[ -n $address ]]; do
    kill -0 "$server" || { cat "$work/log" >&2 && return 1; }
    sleep 0.2
  done
  curl -fsS -c "$work/jar" -d name=guest "$address/join" >"$work/answer"
  curl -fsS -b "$work/jar" --data-urlencode "text=hello from a browser" "$address/messages" >"$work/answer"
  grep -q 'guest said: hello from a browser$' "$file"
  curl -fsSN -m 20 "$address/events?after=0-0" >"$work/events" &
  echo "build: passed" >>"$file"
  timeout 20 sh -c "until grep -q 'build: passed' '$work/events'; do sleep 0.2; done"
  "$WINE" "$1/flatchat-server.exe" --listen 127.0.0.1:0 --data "Z:$work/room" >"$work/second" 2>&1 && return 1
  grep -q 'in use by flatchat-server (process [0-9]' "$work/second"
  echo "the server runs under wine"
}

pack() { # a folder to fill
  local folder=$1
  rm -rf "$folder" "$folder.zip"
  mkdir -p "$folder"
  cp "$CARGO_TARGET_DIR/$TARGET/release"/{flatchat.exe,flatchat-server.exe,WebView2Loader.dll} "$folder"
  cp LICENSE-MIT LICENSE-APACHE README.md CHANGELOG.md "$folder"
  node scripts/licences.mjs "$TARGET" flatchat >"$folder/third-party-licences.txt"
  try_server "$folder"
  (cd "$OUT" && zip -qr "$folder.zip" "${folder##*/}")
  ls -l "$folder.zip"
}

run_tests
build
pack "$OUT/flatchat-$version-windows-x64"
