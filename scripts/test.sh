#!/usr/bin/env bash
# Runs every check and every test, then prints a summary whose last line is `N passed, M failed`. A
# suite that fails does not keep the others from running. A failed check, or a suite that did not
# finish, counts as one failure, so the last line has `0 failed` only if all is well.
set -uo pipefail
cd "$(dirname "$0")/.." || exit

# Tests in browsers wait more than they compute.
export RUST_TEST_THREADS=${RUST_TEST_THREADS:-$(($(nproc) + 1))}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
results=$work/results # one suite a line: its name, passed, failed, ignored; apart by tabs

heading() { printf '\n== %s ==\n' "$1"; }
result() { printf '%s\t%s\t%s\t%s\n' "$@" >>"$results"; }
types() { cat ui/src/types/*.ts 2>/dev/null | cksum; }

page_tests() {
  local report=$work/page.json status=0
  npm --prefix ui test --silent -- --reporter=default --reporter=json --outputFile.json="$report" || status=$?
  node scripts/page-results.mjs "$report" "$status" >>"$results"
}

# Builds the same targets as `cargo test`, and the programs themselves, which tests start. Building
# them in one go keeps Cargo to one choice of features.
build() { cargo build --workspace --lib --bins --tests --locked; }

# The output goes into a file and not a pipe: a process that outlives its test would keep a pipe
# open for ever.
rust_tests() {
  local log=$work/rust.log status=0 follow
  : >"$log"
  tail -f "$log" &
  follow=$!
  {
    of_cargo --lib --bins --test fuzz || status=1
    of_cargo --doc || status=1
    test_programs >"$work/programs" || status=1
    grep -vE "^($may_be_beside) " "$work/programs" | side_by_side 1 || status=1
    grep -E "^($may_be_beside) " "$work/programs" | side_by_side 2 || status=1
  } >>"$log" 2>&1
  sleep 1 # for tail to show the end
  kill "$follow"
  wait "$follow" 2>/dev/null
  awk -v status="$status" -f scripts/rust-results.awk "$log" >>"$results"
}

of_cargo() { CARGO_TERM_COLOR=never cargo test --workspace --locked --no-fail-fast "$@"; }

# Prints the suites in tests/, one a line: its name, its program. Asked for these alone, Cargo would
# choose other features and build much of it again.
test_programs() {
  of_cargo --no-run 2>&1 | sed -n 's/^ *Executable \([a-z0-9_]*\)\.rs (\(.*\))$/\1 \2/p'
}

# Suites with a browser or with networks of their own wait for a good part of their time, mostly for
# their slowest test. So two of them share the processors. The others run alone: some of them
# compare how long things take.
may_be_beside='e2e_[a-z_]*|cards|doctor|ipv6|lan|nearby|proxy|roaming'

# side_by_side 2: runs the suites that it reads, so many at a time.
side_by_side() { xargs -r -P "$1" -L 1 bash -c 'suite "$@"' _; }

# suite NAME PROGRAM: runs it, and then shows all that it printed.
suite() {
  local log=$work/suite.$1 status=0
  {
    printf '     Running %s.rs (%s)\n' "$1" "$2"
    (cd tests && exec "../$2") || status=1
  } >"$log" 2>&1
  flock "$work/turn" cat "$log"
  return "$status"
}
export -f suite
export work

# Guests must see the same event stream, no matter who writes to its socket: see `LastMile`.
streams_on_bodies() {
  local suites='code|crash|disk|junk|limits|resume|slow|stream|tail|tutorial' status=0 log=$work/bodies.log
  export FLATCHAT_SERVER_ARGS="--last-mile body"
  grep -E "^($suites) " "$work/programs" | side_by_side 1 >"$log" 2>&1 || status=1
  unset FLATCHAT_SERVER_ARGS
  cat "$log"
  awk -v status="$status" -v way=", streams as bodies" -f scripts/rust-results.awk "$log" >>"$results"
}

summary() {
  heading summary
  awk -F '\t' '
    { printf "%-44s %5d passed %3d failed", $1, $2, $3; if ($4) printf " %3d ignored", $4; print ""; passed += $2; failed += $3 }
    END { printf "\n%d passed, %d failed\n", passed, failed; exit failed > 0 }
  ' "$results"
}

heading checks
scripts/lint.sh || result "checks (see 'lint: failed' above)" 0 1 0

heading "tests of the page"
page_tests

heading build
types_before=$(types)
if build; then
  heading "tests in Rust"
  rust_tests
  heading "the same with event streams as bodies on their connections"
  streams_on_bodies
  [[ $(types) == "$types_before" ]] || {
    echo "ui/src/types was out of date; it has been written anew: look at it and commit it." >&2
    result "generated types" 0 1 0
  }
else
  result "build" 0 1 0
fi

summary
