#!/usr/bin/env bash
# Takes the pictures in docs/screenshots anew, with the real window and real browsers. Needs what `make test` needs.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/setup.sh test
make --no-print-directory ui
cargo build --locked --workspace
cargo run --locked --quiet -p flatchat-tests --bin screenshots
