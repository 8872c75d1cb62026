#!/usr/bin/env bash
# Tries the packages in target/package as people will meet them. First come the checkers of Debian,
# Fedora and software centres. Then come clean systems of the newest Debian and Ubuntu that we
# support, in which the app is installed, started, joined by a guest, and removed, and a booted one
# for the server's service.
#
# debootstrap makes the clean systems under target/roots, once. Each trial works on a layer above,
# which is removed with the trial. Programs in there have a network of their own, with loopback
# only. This needs root.
#
# The file is long, because all trials enter their systems in the same few ways.
set -uo pipefail
cd "$(dirname "$0")/.." || exit

readonly PACKAGES=$PWD/target/package ROOTS=$PWD/target/roots
readonly LAYER=$ROOTS/layer ROOT=$ROOTS/layer/root
readonly UBUNTU=http://archive.ubuntu.com/ubuntu DEBIAN=http://deb.debian.org/debian
# The archive's own keys come in this package. Its hash is pinned, because on Debian nothing else
# vouches for it.
readonly UBUNTU_KEYS=pool/main/u/ubuntu-keyring/ubuntu-keyring_2023.11.28.1_all.deb
readonly UBUNTU_KEYS_SHA256=36de43b15853ccae0028e9a767613770c704833f82586f28eb262f0311adb8a8
readonly APP_FOLDER=/home/ana/.local/share/org.flatchat.desktop SERVICE_FOLDER=/var/lib/flatchat-server
readonly UNIT=flatchat-server.service
readonly WAIT_SECONDS=60
# A container that is not registered with this machine's systemd.
readonly NSPAWN=(systemd-nspawn --quiet "--directory=$ROOT" --register=no --keep-unit --pipe)

failed=() passed=0 held=0
work=$(mktemp -d)
display='' xvfb='' container=''

# ---- what checks are made of

heading() { printf '\n== %s ==\n' "$1"; }

# Prints what went wrong, but only if something did. The result of the check is in $held, and not in
# its status: after `||`, bash would not end the check's function at its first failure.
check() { # its name, then the command
  local name=$1
  (
    set -e
    "${@:2}"
  ) >"$work/log" 2>&1
  held=$?
  if [[ $held -eq 0 ]]; then
    echo "ok      $name"
    passed=$((passed + 1))
  else
    echo "FAILED  $name"
    sed 's/^/        /' "$work/log"
    failed+=("$name")
  fi
}

# Asks again until the command succeeds; fails after a minute.
eventually() {
  local end=$((SECONDS + WAIT_SECONDS))
  until "$@" >"$work/last" 2>&1; do
    [[ $SECONDS -lt $end ]] || {
      echo "after $WAIT_SECONDS s still not: $*"
      cat "$work/last"
      return 1
    }
    sleep 0.2
  done
}

same() { # wanted, found
  [[ $1 == "$2" ]] || {
    diff <(echo "$1") <(echo "$2")
    return 1
  }
}

# ---- the packages as they lie there

lintian_is_content() { lintian --allow-root --fail-on error,warning "$PACKAGES"/*.changes; }

desktop_entry_is_valid() { desktop-file-validate "$PACKAGES/stage/flatchat.desktop"; }

# With an address, too, as the release has it; whether it answers is not asked here.
metainfo_is_valid() {
  local with_site=$work/org.flatchat.desktop.metainfo.xml
  appstreamcli validate --no-net --pedantic "$PACKAGES/stage/org.flatchat.desktop.metainfo.xml"
  sed -e '/@SITE@: /d' -e 's|@PICTURES@|https://example.org/pictures|;s|@SITE@|https://example.org|' \
    -e 's|@VERSION@|1.0.0|;s|@DATE@|2026-01-01|' src-tauri/linux/org.flatchat.desktop.metainfo.xml >"$with_site"
  appstreamcli validate --no-net --pedantic "$with_site"
}

screenshots_are_as_large_as_said() {
  local picture width height
  sed -n 's|.*width="\([0-9]*\)" height="\([0-9]*\)">@PICTURES@/\(.*\)</image>.*|\3 \1 \2|p' \
    src-tauri/linux/org.flatchat.desktop.metainfo.xml | while read -r picture width height; do
    same "$width $height" "$(identify -format '%w %h' "docs/screenshots/$picture")" || exit 1
  done
}

rpmlint_is_content() { rpmlint --config src-tauri/linux/rpmlint.toml "$PACKAGES"/*.rpm; }

rpm_files() { # a package's name, then what it must have
  same "$(printf '%s\n' "${@:2}" | sort)" "$(rpm -qpl "$PACKAGES/$1"-[0-9]*.rpm | sort)"
}

app_rpm_has_its_files() {
  rpm_files flatchat /usr/bin/flatchat /usr/share/applications/flatchat.desktop \
    /usr/share/doc/flatchat{,/CHANGELOG.md} \
    /usr/share/icons/hicolor/{32x32,128x128,256x256,512x512}/apps/flatchat.png \
    /usr/share/icons/hicolor/scalable/apps/flatchat.svg \
    /usr/share/licenses/flatchat{,/LICENSE-APACHE,/LICENSE-MIT,/third-party-licences.txt} \
    /usr/share/man/man1/flatchat.1.gz /usr/share/metainfo/org.flatchat.desktop.metainfo.xml
}

server_rpm_has_its_files() {
  rpm_files flatchat-server /etc/flatchat-server.env /usr/bin/flatchat-server \
    /usr/lib/systemd/system/$UNIT /usr/lib/sysusers.d/flatchat-server.conf \
    /usr/share/doc/flatchat-server{,/CHANGELOG.md} \
    /usr/share/licenses/flatchat-server{,/LICENSE-APACHE,/LICENSE-MIT,/third-party-licences.txt} \
    /usr/share/man/man1/flatchat-server.1.gz
}

# The packages of Fedora that provide each library. A library that is missing here must be added
# after a search: it may be new to Fedora's users as well.
fedora_package() { # a requirement
  case $1 in
    lib[cm].so.6* | 'rtld(GNU_HASH)') echo glibc ;;
    libgcc_s.so.1*) echo libgcc ;;
    libgtk-3.so.0* | libgdk-3.so.0*) echo gtk3 ;;
    libgdk_pixbuf-2.0.so.0*) echo gdk-pixbuf2 ;;
    libg[a-z]*-2.0.so.0*) echo glib2 ;;
    libcairo.so.2*) echo cairo ;;
    libdbus-1.so.3*) echo dbus-libs ;;
    libsoup-3.0.so.0*) echo libsoup3 ;;
    libwebkit2gtk-4.1.so.0* | '(webkit2gtk4.1 or libwebkit2gtk-4_1-0)') echo webkit2gtk4.1 ;;
    libjavascriptcoregtk-4.1.so.0*) echo javascriptcoregtk4.1 ;;
    '(libayatana-appindicator-gtk3 or libayatana-appindicator3-1)') echo libayatana-appindicator-gtk3 ;;
    hicolor-icon-theme | systemd) echo "$1" ;;
    /bin/sh) echo bash ;;
    config* | rpmlib*) ;;
    *) echo "unknown: $1" ;;
  esac
}

rpm_needs() { # a package's name, then the Fedora packages that it must need
  local requirement
  same "$(printf '%s\n' "${@:2}" | sort)" "$(rpm -qp --requires "$PACKAGES/$1"-[0-9]*.rpm |
    while read -r requirement; do fedora_package "$requirement"; done | sort -u)"
}

app_rpm_needs_what_fedora_has() {
  rpm_needs flatchat cairo dbus-libs gdk-pixbuf2 glib2 glibc gtk3 hicolor-icon-theme javascriptcoregtk4.1 \
    libayatana-appindicator-gtk3 libgcc libsoup3 webkit2gtk4.1
}

server_rpm_needs_what_fedora_has() { rpm_needs flatchat-server bash glibc libgcc systemd; }

# ---- clean systems

has_root() { [[ -e $ROOTS/$1/.complete ]]; }

make_root() { # suite, mirror, debootstrap's further arguments
  has_root "$1" && return
  rm -rf "${ROOTS:?}/$1"
  mkdir -p "$ROOTS"
  debootstrap --variant=minbase "${@:3}" "$1" "$ROOTS/$1" "$2" "$(debootstrap_script "$1")"
  touch "$ROOTS/$1/.complete"
}

# Debian's debootstrap does not know each Ubuntu by name. All of them have been made in the same way
# since 2007.
debootstrap_script() {
  local script=/usr/share/debootstrap/scripts/$1
  [[ -e $script ]] || script=/usr/share/debootstrap/scripts/gutsy
  echo "$script"
}

make_debian() { make_root "$1" $DEBIAN; }

make_ubuntu() {
  local keys=$work/ubuntu-keys.deb
  has_root "$1" && return
  curl -fsS -o "$keys" $UBUNTU/$UBUNTU_KEYS
  echo "$UBUNTU_KEYS_SHA256  $keys" | sha256sum --check --quiet
  dpkg-deb --extract "$keys" "$work/ubuntu-keys"
  make_root "$1" $UBUNTU --components=main,universe \
    --keyring="$work/ubuntu-keys/usr/share/keyrings/ubuntu-archive-keyring.gpg"
}

ubuntu_is_there() { has_root noble || curl -fsI -m 20 -o /dev/null $UBUNTU/dists/noble/Release; }

mount_layer() { # suite
  mkdir -p "$LAYER"
  mount -t tmpfs flatchat-layer "$LAYER"
  mkdir "$LAYER"/{upper,work,root}
  mount -t overlay -o "lowerdir=$ROOTS/$1,upperdir=$LAYER/upper,workdir=$LAYER/work" overlay "$ROOT"
}

unmount_layer() {
  mountpoint -q "$ROOT" && umount "$ROOT"
  mountpoint -q "$LAYER" && umount "$LAYER"
}

in_root() { "${NSPAWN[@]}" "$@"; }
apt_in_root() { in_root --bind-ro="$PACKAGES:/packages" --setenv=DEBIAN_FRONTEND=noninteractive apt-get -qq "$@" </dev/null; }

deb_in_root() { # a package's name
  local deb=("$PACKAGES/$1"_*.deb)
  echo "/packages/${deb[0]##*/}"
}

# The first process of a container that runs in the background.
leader() { pgrep -P "$container" | head -n 1; }
in_its_network() { nsenter --net --target "$(leader)" "$@"; }

start_container() { # nspawn's arguments; its words go to $work/container
  "${NSPAWN[@]}" --private-network "$@" >"$work/container" 2>&1 </dev/null &
  container=$!
}

stop_container() {
  [[ -n $container ]] || return 0
  kill "$1" "$(leader)" 2>/dev/null
  wait "$container"
  container=''
}

# ---- a guest

guest() { # path, then curl's further arguments
  in_its_network curl -fsS -m 10 -b "$work/jar" -c "$work/jar" "${@:2}" "$(<"$work/address")$1"
}

guest_joins_speaks_and_reads() {
  rm -f "$work/jar"
  guest /join -d name=guest
  guest /messages --data-urlencode "text=hello from a browser"
  guest /messages | grep "hello from a browser"
  guest / | grep -i "<title>"
}

file_has_what_was_said() { grep -E '^[0-9TZ:-]+ guest said: hello from a browser$' "$ROOT$1/chat.txt"; }

# ---- the app

install_app() {
  apt_in_root update
  apt_in_root install --yes --no-install-recommends "$(deb_in_root flatchat)"
  in_root useradd --create-home ana
}

start_display() {
  mkfifo "$work/display"
  Xvfb -displayfd 3 -noreset -screen 0 1280x800x24 -nolisten tcp -ac 3>"$work/display" >/dev/null 2>&1 &
  xvfb=$!
  read -r display <"$work/display"
}

start_app() {
  # shellcheck disable=SC2016 # it is the container's shell that takes Exec= from the entry
  start_container --user=ana --bind-ro=/tmp/.X11-unix --setenv=DISPLAY=":$display" --setenv=NO_COLOR=1 \
    --setenv=FLATCHAT_LISTEN=127.0.0.1:0 \
    sh -c 'exec $(sed -n s/^Exec=//p /usr/share/applications/flatchat.desktop)'
}

app_listens() {
  sed -n 's|.*listening on \(http://[0-9.:]*\).*|\1|p' "$work/container" >"$work/address"
  [[ -s $work/address ]]
}

app_comes_to_listen() { eventually app_listens || { cat "$work/container" && return 1; }; }

window_has_the_class_that_its_entry_names() {
  local class
  class=$(sed -n s/^StartupWMClass=//p "$ROOT/usr/share/applications/flatchat.desktop")
  xwininfo -display ":$display" -root -tree | grep "\"Flatchat\": (\"$class\""
}

# A page that could not be drawn, because a library or a font is missing, has only one or two
# colours.
window_shows_the_page() { [[ $(import -display ":$display" -window root png:- | identify -format %k png:-) -gt 50 ]]; }

app_ended_well() { [[ $1 -eq 0 ]] || { cat "$work/container" && return 1; }; }

removal_leaves_what_was_said() { # package, folder
  local before
  before=$(sha256sum "$ROOT$2/chat.txt")
  apt_in_root remove --yes "$1"
  [[ ! -e $ROOT/usr/bin/$1 ]]
  in_root dpkg --purge "$1"
  same "$before" "$(sha256sum "$ROOT$2/chat.txt")"
}

try_app() {
  check "apt installs the app" install_app
  [[ $held -eq 0 ]] || return
  start_app
  check "started by its desktop entry's command it listens" app_comes_to_listen
  [[ $held -eq 0 ]] || return
  check "a guest joins, speaks and reads" guest_joins_speaks_and_reads
  check "the window has its entry's class" eventually window_has_the_class_that_its_entry_names
  check "the window shows the page" eventually window_shows_the_page
  [[ -z ${KEEP_PICTURES:-} ]] || import -display ":$display" -window root "$KEEP_PICTURES/$1.png"
  stop_container -TERM
  check "told to end, it ends well" app_ended_well $?
  check "chat.txt has what was said" file_has_what_was_said $APP_FOLDER
  check "removing and purging the app leaves chat.txt" removal_leaves_what_was_said flatchat $APP_FOLDER
}

# ---- the server's service

install_server() {
  apt_in_root install --yes --no-install-recommends systemd-sysv "$(deb_in_root flatchat-server)"
}

unit_is_sound() {
  # shellcheck disable=SC2016 # expanded in the container
  in_root sh -c '! systemd-analyze verify --man=no "$1" 2>&1 | grep .' sh $UNIT
}

# systemd's own measure, from 0 (isolated) to 10 (may do everything).
unit_is_shut_away() { in_root systemd-analyze security --offline=true --threshold=15 $UNIT; }

service() { nsenter --all --target "$(leader)" systemctl --no-pager "$@" $UNIT; }
service_runs() { service is-active --quiet && in_its_network curl -fsS -m 5 http://127.0.0.1:8765/health >/dev/null; }

service_takes_its_title_from_its_file() {
  echo 'FLATCHAT_TITLE="Field crew"' >>"$ROOT/etc/flatchat-server.env"
  service restart
  eventually service_runs
  guest /room | tee /dev/stderr | grep '"Field crew"'
}

# Messages are for the room, not for everyone with an account.
only_the_group_may_read_the_folder() {
  same "750 flatchat-server 640" "$(nsenter --all --target "$(leader)" \
    stat -c '%a %G' $SERVICE_FOLDER) $(stat -c %a "$ROOT$SERVICE_FOLDER/chat.txt")"
}

try_server() {
  check "apt installs the server" install_server
  [[ $held -eq 0 ]] || return
  check "systemd-analyze finds nothing wrong with the unit" unit_is_sound
  check "and that it may do little" unit_is_shut_away
  start_container --boot
  echo http://127.0.0.1:8765 >"$work/address"
  check "the service starts with the system" eventually service_runs
  [[ $held -eq 0 ]] || return
  check "a guest joins, speaks and reads" guest_joins_speaks_and_reads
  check "its file's variables count" service_takes_its_title_from_its_file
  check "only its group may read its folder" only_the_group_may_read_the_folder
  stop_container -RTMIN+4
  check "chat.txt has what was said" file_has_what_was_said $SERVICE_FOLDER
  check "removing and purging the server leaves chat.txt" removal_leaves_what_was_said flatchat-server $SERVICE_FOLDER
}

try_system() { # its name, debian or ubuntu, suite
  heading "a clean $1"
  check "debootstrap makes it" "make_$2" "$3"
  [[ $held -eq 0 ]] || return
  mount_layer "$3" || return
  try_app "$3"
  stop_container -KILL
  try_server
  stop_container -KILL
  unmount_layer
}

clean_up() {
  stop_container -KILL
  [[ -z $xvfb ]] || kill "$xvfb"
  unmount_layer
  rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

# ---- all of it

[[ $EUID -eq 0 ]] || {
  echo "verify-package: clean systems are made and entered as root: sudo make verify-package" >&2
  exit 1
}

[[ -d $PACKAGES/stage ]] || {
  echo "verify-package: there are no packages in target/package: make package" >&2
  exit 1
}

heading "the packages"
check "lintian has no errors and no warnings" lintian_is_content
check "desktop-file-validate" desktop_entry_is_valid
check "appstreamcli validate" metainfo_is_valid
check "the screenshots are as large as the metainfo says" screenshots_are_as_large_as_said
check "rpmlint" rpmlint_is_content
check "the app's .rpm has its files" app_rpm_has_its_files
check "the server's .rpm has its files" server_rpm_has_its_files
check "the app's .rpm needs what Fedora has" app_rpm_needs_what_fedora_has
check "the server's .rpm needs what Fedora has" server_rpm_needs_what_fedora_has

start_display
try_system "Debian 12" debian bookworm
if ubuntu_is_there; then
  try_system "Ubuntu 24.04" ubuntu noble
else
  echo "Ubuntu's archive cannot be reached: Debian 13 instead."
  try_system "Debian 13" debian trixie
fi

heading summary
echo "$passed passed, ${#failed[@]} failed"
[[ ${#failed[@]} -eq 0 ]]
