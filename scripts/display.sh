#!/usr/bin/env bash
# Checks whether a window could open here. It is silent if so, and otherwise ends with 1 and gives
# the reason. A variable alone is not enough: in a terminal that outlived its desktop, it names a
# display that is gone. Neither is a socket's file: a display that was killed leaves it behind. An X
# display that answers may still refuse this user, as it does after `su`.
set -euo pipefail

# Whether somebody takes connections at a socket's file. Bash itself connects only to addresses, so
# Node does it, which the page is built with. Without Node, a socket counts if this computer's list
# has it as one that listens.
socket_answers() {
  [[ -S $1 ]] || return 1
  if command -v node >/dev/null; then
    timeout 5 node -e '
      const socket = require("node:net").connect(process.argv[1]);
      socket.on("connect", () => process.exit(0)).on("error", () => process.exit(1));
    ' "$1"
  else
    grep -q " 00010000 .* $1$" /proc/net/unix
  fi
}

# x_answers :1, x_answers localhost:10.0
x_answers() {
  local host=${1%:*} number=${1##*:}
  number=${number%%.*}
  [[ $number =~ ^[0-9]+$ ]] || return 1
  if [[ -z $host || $host == unix ]] && [[ ! -S /tmp/.X11-unix/X$number ]]; then
    # A display may have only a name in place of the socket's file. Node of Debian cannot connect to
    # such a name.
    grep -q "@/tmp/.X11-unix/X$number$" /proc/net/unix
  elif command -v node >/dev/null; then
    timeout 20 node "$(dirname "$0")/x-display.mjs" "$host" "$number"
  elif [[ -z $host || $host == unix ]]; then
    socket_answers "/tmp/.X11-unix/X$number"
  else
    # shellcheck disable=SC2016 # for the other shell
    timeout 2 bash -c 'exec 3<>"/dev/tcp/$0/$1"' "$host" $((6000 + number)) 2>/dev/null
  fi
}

wayland_answers() {
  case $1 in
    /*) socket_answers "$1" ;;
    *) socket_answers "${XDG_RUNTIME_DIR:-/nowhere}/$1" ;;
  esac
}

[[ $(uname -s) == Linux ]] || exit 0
[[ -z ${WAYLAND_DISPLAY:-} ]] || ! wayland_answers "$WAYLAND_DISPLAY" || exit 0
[[ -z ${DISPLAY:-} ]] || ! x_answers "$DISPLAY" || exit 0
if [[ -z ${DISPLAY:-}${WAYLAND_DISPLAY:-} ]]; then
  echo "no display: neither DISPLAY nor WAYLAND_DISPLAY is set"
else
  echo "no display: nothing answers, or lets this user in, at DISPLAY=${DISPLAY:-} WAYLAND_DISPLAY=${WAYLAND_DISPLAY:-}"
fi >&2
exit 1
