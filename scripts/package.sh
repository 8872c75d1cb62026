#!/usr/bin/env bash
# Builds the .deb and .rpm packages of both programs into target/package, and prints their sizes.
#
# Variables, all optional:
#   SITE        the address of this repository, like https://github.com/name/flatchat: software
#               centres link to it, and fetch the screenshots from its tag of this version.
#               Without it, the packages name no address.
#   MAINTAINER  the person responsible for the packages: Name <address>
#   SOURCE_DATE_EPOCH  the time of all files in the packages, by default that of the last commit
set -euo pipefail
cd "$(dirname "$0")/.."

readonly SITE=${SITE:-} MAINTAINER=${MAINTAINER:-The Flatchat project <packages@flatchat.invalid>}
readonly OUT=$PWD/target/package LINUX=$PWD/src-tauri/linux MAX_BYTES=$((6 * 1024 * 1024))
readonly STAGE=$OUT/stage

version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml)
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
date=$(date -u -d "@$SOURCE_DATE_EPOCH" +%F)

# Replaces each @NAME@ with its value, and leaves out the parts that need SITE if it is not set.
fill() { # a file
  if [[ -n $SITE ]]; then
    sed -i -e '/@SITE@: /d' -e 's/^#SITE# //' "$1"
  else
    sed -i -e '/@SITE@: begin/,/@SITE@: end/d' -e '/^#SITE# /d' "$1"
  fi
  sed -i -e "s|@PICTURES@|$SITE/raw/v$version/docs/screenshots|" -e "s|@SITE@|$SITE|" -e "s|@MAINTAINER@|$MAINTAINER|" \
    -e "s|@VERSION@|$version|" -e "s|@DATE@|$date|" "$1"
}

# Everything that is installed, in its installed form, except for the places.
stage() {
  local target program file
  target=$(rustc -vV | sed -n 's/^host: //p')
  rm -rf "$OUT"
  mkdir -p "$STAGE"
  cp target/release/flatchat target/release/flatchat-server LICENSE-MIT LICENSE-APACHE CHANGELOG.md "$STAGE"
  cp "$LINUX"/flatchat* "$LINUX"/*.metainfo.xml "$STAGE"
  for file in "$STAGE"/*.1 "$STAGE"/*.xml; do fill "$file"; done
  for program in flatchat flatchat-server; do
    mkdir -p "$STAGE/licences/$program"
    node scripts/licences.mjs "$target" "$program" >"$STAGE/licences/$program/third-party-licences.txt"
  done
  stage_icon 32x32.png 32x32
  stage_icon 128x128.png 128x128
  stage_icon 128x128@2x.png 256x256
  stage_icon icon.png 512x512
  stage_icon icon.svg scalable
}

stage_icon() { # a file in icons, its folder in the theme
  install -Dm644 "icons/$1" "$STAGE/icons/$2/apps/flatchat.${1##*.}"
}

deb() {
  local debian=$STAGE/debian
  cp -r "$LINUX/debian" "$debian"
  cp "$LINUX"/flatchat-server.{service,sysusers} "$debian"
  fill "$debian/control"
  sed -i -e '/@MIT@/{r LICENSE-MIT' -e 'd}' "$debian/copyright"
  sed -i -e '/^License: MIT$/,/^License: Apache/{/^License: /!{s/^$/./;s/^/ /}}' "$debian/copyright"
  cat >"$debian/changelog" <<EOF
flatchat ($version-1) unstable; urgency=medium

  * Version $version; what changed is in changelog.gz beside this file.

 -- $MAINTAINER  $(date -u -R -d "@$SOURCE_DATE_EPOCH")
EOF
  (cd "$STAGE" && DEB_BUILD_OPTIONS=noautodbgsym dpkg-buildpackage -b -us -uc)
}

rpms() {
  local nothing='%{nil}'
  rpmbuild -bb --define "version $version" --define "site ${SITE:-$nothing}" --define "stage $STAGE" \
    --define "maintainer $MAINTAINER" --define "today $(LC_ALL=C date -u -d "@$SOURCE_DATE_EPOCH" '+%a %b %d %Y')" \
    --define "_topdir $OUT/rpmbuild" --define "_rpmdir $OUT" --define "_rpmfilename %%{NAME}-%%{VERSION}-%%{RELEASE}.%%{ARCH}.rpm" \
    --define "use_source_date_epoch_as_buildtime 1" --define "clamp_mtime_to_source_date_epoch 1" \
    --define "_buildhost localhost" "$LINUX/flatchat.spec"
}

quietly() { # what it is called, then the command; its words only if it fails
  local log=$OUT/$1.log
  "${@:2}" >"$log" 2>&1 || {
    cat "$log" >&2
    exit 1
  }
}

# An installer may be downloaded over a slow line, so it is made small.
check_sizes() {
  local package bytes
  for package in "$OUT"/*.deb "$OUT"/*.rpm; do
    bytes=$(stat -c %s "$package")
    printf '%8d bytes  %s\n' "$bytes" "${package#"$PWD/"}"
    [[ $bytes -le $MAX_BYTES ]] || {
      echo "package: that is more than 6 MiB" >&2
      exit 1
    }
  done
}

cargo build --locked --release -p flatchat -p flatchat-server
stage
quietly deb deb
quietly rpm rpms
check_sizes
