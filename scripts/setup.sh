#!/usr/bin/env bash
# Installs what a target of make needs on this machine: `setup.sh run`, `run-without-window`,
# `test`, `package`, `verify-package` or `check-windows`. It prints only what it does, so it is
# silent if nothing is missing.
set -euo pipefail

readonly RUST_NEEDED=1.95 NODE_NEEDED=20.19
readonly SERVER_PACKAGES=(build-essential)
readonly RUN_PACKAGES=(build-essential pkg-config libwebkit2gtk-4.1-dev librsvg2-dev libayatana-appindicator3-dev)
readonly TEST_PACKAGES=(xvfb xauth dbus dunst webkit2gtk-driver libnss-wrapper curl iproute2 nftables
  procps util-linux vim poppler-utils fonts-dejavu-core fonts-noto-color-emoji)
readonly PACKAGE_PACKAGES=(debhelper dpkg-dev rpm)
readonly VERIFY_PACKAGES=(appstream curl debootstrap desktop-file-utils imagemagick lintian procps rpm rpmlint
  systemd-container util-linux x11-utils xvfb)
readonly WINDOWS_PACKAGES=(rustc-web cargo-web rust-web-src gcc-mingw-w64-x86-64 g++-mingw-w64-x86-64 wine64 wine curl zip)
# On Ubuntu, packages of these names only point to a snap, which WebDriver cannot drive with a
# profile of its own.
readonly DEBIAN_BROWSER_PACKAGES=(chromium chromium-driver)

say() { echo "setup: $*" >&2; }
fail() {
  say "$@"
  exit 1
}
has() { command -v "$1" >/dev/null; }

# at_least 1.95 1.96.1: is the second version the first one or newer?
at_least() { [[ $(printf '%s\n' "$@" | sort -V | head -n 1) == "$1" ]]; }

need_rust() {
  { has cargo && has rustc; } || fail "Rust is missing: install $RUST_NEEDED or newer with rustup."
  local version
  version=$(rustc --version | cut -d ' ' -f 2)
  at_least "$RUST_NEEDED" "$version" ||
    fail "Rust $RUST_NEEDED or newer is needed and $(command -v rustc) is $version: run 'rustup update stable'."
}

need_node() {
  has node || fail "Node is missing: install version $NODE_NEEDED or newer."
  has npm || fail "npm is missing: install it (it usually comes with Node)."
  local version
  version=$(node --version)
  at_least "$NODE_NEEDED" "${version#v}" ||
    fail "Node $NODE_NEEDED or newer is needed and $(command -v node) is ${version#v}."
}

# Says so before a build of minutes ends because the disk is full.
need_space() { # the folder with what was built, the GB that a first build takes
  [[ ! -d $1 ]] || return 0
  local free
  free=$(df -Pk . | awk 'NR == 2 { print int($4 / 1048576) }')
  ((free >= $2)) || say "the first build takes about $2 GB of disk, and only $free are free here: free some."
}

# The compiler's own checkers; a minimal Rust comes without them.
need_rust_component() { # the component, the command that it brings
  has "$2" && "$2" --version >/dev/null 2>&1 && return
  has rustup || fail "$1 is missing: install your Rust's package of that name."
  say "adding $1"
  rustup component add "$1" >&2
}

# Prints those of the named packages that are not installed, one per line.
missing_of() {
  local installed
  installed=$(dpkg-query -W -f='${db:Status-Status} ${Package}\n' "$@" 2>/dev/null | sed -n 's/^installed //p' || true)
  printf '%s\n' "$@" | grep -vxF -e "$installed" || true
}

as_root() {
  if [[ $EUID -eq 0 ]]; then
    "$@"
  elif has sudo; then
    sudo "$@"
  else
    fail "sudo is missing; as root, run: $*"
  fi
}

apt_install() {
  local missing
  mapfile -t missing < <(missing_of "$@")
  [[ ${#missing[@]} -gt 0 ]] || return 0
  say "installing with apt-get: ${missing[*]}"
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
}

# Tests run avahi in networks of their own. As a package, avahi would start on this machine and use
# its network. Therefore it is only unpacked, unless it is already installed.
need_avahi() {
  local avahi packages=(avahi-daemon avahi-utils libnss-mdns)
  avahi=$(dirname "$0")/../target/avahi
  [[ ! -x $avahi/usr/sbin/avahi-daemon ]] || return 0
  [[ -n $(missing_of "${packages[@]}") ]] || return 0
  mapfile -t -O "${#packages[@]}" packages < <(avahi_libraries "${packages[@]}")
  unpack "$avahi" "${packages[@]}"
}

# As a package, nginx would serve port 80 of this machine. Therefore it is only unpacked, unless it
# is already installed.
need_nginx() {
  local nginx
  nginx=$(dirname "$0")/../target/nginx
  [[ -x /usr/sbin/nginx || -x $nginx/usr/sbin/nginx ]] || unpack "$nginx" nginx
}

unpack() { # the folder, packages
  local folder=$1 fetched deb
  shift
  say "unpacking into target/$(basename "$folder"), without installing: $*"
  fetched=$(mktemp -d)
  (cd "$fetched" && apt-get download -qq "$@" 2>/dev/null) || {
    as_root apt-get update -qq
    (cd "$fetched" && apt-get download -qq "$@")
  }
  mkdir -p "$folder"
  for deb in "$fetched"/*.deb; do dpkg -x "$deb" "$folder"; done
  rm -r "$fetched"
}

# Their names differ from release to release.
avahi_libraries() {
  apt-cache depends "$@" | sed -n 's/^ *Depends: \(lib\(avahi\|daemon\).*\)/\1/p' | sort -u
}

# Whether tests can drive a Chromium here; tests/src/guests_browser.rs decides by the same rules.
has_chromium() {
  [[ ${FLATCHAT_CHROMIUM:-} != none ]] || return 1
  [[ -n ${FLATCHAT_CHROMIUM:-} ]] || has_program chromium || has_program google-chrome || has_program chromium-browser ||
    return 1
  [[ -n ${FLATCHAT_CHROMEDRIVER:-} ]] || has_program chromedriver
}

# has_program chromium: is it on the PATH, and does it not merely start a snap?
has_program() {
  local found
  found=$(command -v "$1") || return 1
  case $(readlink -f "$found") in */snap | /snap/*) return 1 ;; esac
  ! { [[ $(head -c 2 "$found" | tr -d '\0') == '#!' ]] && grep -q /snap/bin/ "$found"; }
}

say_which_browser() {
  has_chromium || say "no Chromium that tests can drive: guests use WebKitGTK's MiniBrowser," \
    "and tests that need Chromium's DevTools are skipped"
}

# debian, ubuntu (or made from it), or other.
system() {
  local ID='' ID_LIKE=''
  if has apt-get && has dpkg-query && [[ -r /etc/os-release ]]; then
    # shellcheck source=/dev/null
    . /etc/os-release
  fi
  case " $ID $ID_LIKE " in
    *' ubuntu '*) echo ubuntu ;;
    *' debian '*) echo debian ;;
    *) echo other ;;
  esac
}

tell_what_to_install() { # run or test
  [[ $(uname -s) == Linux ]] || {
    say "this is no Linux: what the app needs is at the Tauri project's page 'Prerequisites'; tests need chromedriver."
    return
  }
  say "packages are installed only on Debian and Ubuntu. Here, see that you have a C compiler, pkg-config," \
    "WebKitGTK 4.1, librsvg and libayatana-appindicator3 with their headers"
  [[ $1 != test ]] || say "and Xvfb, xauth, dbus, avahi with its utilities, libnss-mdns, nginx, WebKitWebDriver, nss_wrapper, chromium, chromedriver, curl, iproute2, nftables, vim and fonts with emoji."
}

for_run() {
  need_rust
  need_node
  packages=("${RUN_PACKAGES[@]}")
}

for_run_without_window() {
  need_rust
  need_node
  packages=("${SERVER_PACKAGES[@]}")
}

for_test() {
  for_run
  need_rust_component rustfmt rustfmt
  need_rust_component clippy cargo-clippy
  packages+=("${TEST_PACKAGES[@]}")
  [[ $system != debian || ${FLATCHAT_CHROMIUM:-} == none ]] || packages+=("${DEBIAN_BROWSER_PACKAGES[@]}")
}

for_package() {
  need_debian
  for_run
  packages+=("${PACKAGE_PACKAGES[@]}")
}

for_verify_package() {
  need_debian
  packages=("${VERIFY_PACKAGES[@]}")
}

for_check_windows() {
  [[ $system == debian ]] || fail "this works on Debian only, whose compiler it takes."
  for_run
  packages=("${WINDOWS_PACKAGES[@]}")
}

need_debian() { [[ $system != other ]] || fail "this works on Debian and Ubuntu only."; }

main() {
  local what=${1:-} packages system
  system=$(system)
  case $what in
    run)
      need_space target/release 3
      for_run
      ;;
    run-without-window) for_run_without_window ;;
    test)
      need_space target/debug 6
      for_test
      ;;
    package) for_package ;;
    verify-package) for_verify_package ;;
    check-windows) for_check_windows ;;
    *) fail "usage: setup.sh run|run-without-window|test|package|verify-package|check-windows" ;;
  esac
  if [[ $system == other ]]; then
    tell_what_to_install "$what"
  else
    apt_install "${packages[@]}"
    if [[ $what == test ]]; then
      need_avahi
      need_nginx
    fi
  fi
  [[ $what != test ]] || say_which_browser
}

main "$@"
