#!/usr/bin/env bash
# Checks whether a window could open here. It is silent if so, and otherwise ends with 1 and gives
# the reason. A variable alone is not enough: in a terminal that outlived its desktop, it names a
# display that is gone.
set -euo pipefail

# x_answers :1, x_answers localhost:10.0
x_answers() {
  local host=${1%:*} number=${1##*:}
  number=${number%%.*}
  [[ $number =~ ^[0-9]+$ ]] || return 1
  if [[ -z $host || $host == unix ]]; then
    [[ -S /tmp/.X11-unix/X$number ]] || grep -q "@/tmp/.X11-unix/X$number$" /proc/net/unix
  else
    # shellcheck disable=SC2016 # for the other shell
    timeout 2 bash -c 'exec 3<>"/dev/tcp/$0/$1"' "$host" $((6000 + number)) 2>/dev/null
  fi
}

wayland_answers() {
  case $1 in
    /*) [[ -S $1 ]] ;;
    *) [[ -S ${XDG_RUNTIME_DIR:-/nowhere}/$1 ]] ;;
  esac
}

[[ $(uname -s) == Linux ]] || exit 0
[[ -z ${WAYLAND_DISPLAY:-} ]] || ! wayland_answers "$WAYLAND_DISPLAY" || exit 0
[[ -z ${DISPLAY:-} ]] || ! x_answers "$DISPLAY" || exit 0
if [[ -z ${DISPLAY:-}${WAYLAND_DISPLAY:-} ]]; then
  echo "no display: neither DISPLAY nor WAYLAND_DISPLAY is set"
else
  echo "no display: nothing answers at DISPLAY=${DISPLAY:-} WAYLAND_DISPLAY=${WAYLAND_DISPLAY:-}"
fi >&2
exit 1
