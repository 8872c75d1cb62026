#!/usr/bin/env bash
# Ends with a clear word where the app's window could not open, before anything is built for it.
set -euo pipefail

[[ $(uname -s) == Linux ]] || exit 0
[[ -z ${DISPLAY:-}${WAYLAND_DISPLAY:-} ]] || exit 0
echo "no display: the app opens a window, and neither DISPLAY nor WAYLAND_DISPLAY is set." >&2
echo "Start it from a desktop session, or run the room without a window: cargo run -p flatchat-server -- --help" >&2
exit 1
