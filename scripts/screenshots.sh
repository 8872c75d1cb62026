#!/usr/bin/env bash
# Takes the pictures in docs/screenshots again, with the real window and real browsers. It needs the
# same programs as `make test`.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/setup.sh test
make --no-print-directory ui
cargo build --locked --workspace
cargo run --locked --quiet -p flatchat-tests --bin screenshots
