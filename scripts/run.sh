#!/usr/bin/env bash
# Installs what is missing, builds, and opens the app; where there is no display, the app's room
# without a window.
set -euo pipefail
cd "$(dirname "$0")/.."

if why=$(scripts/display.sh 2>&1); then
  scripts/setup.sh run
  make --no-print-directory ui
  exec cargo run --locked -p flatchat
fi
echo "$why; the room opens without a window." >&2
scripts/setup.sh run-without-window
make --no-print-directory ui
cargo build --locked -p flatchat-server
exec node scripts/run-without-window.mjs
