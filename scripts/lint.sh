#!/usr/bin/env bash
# Runs every check that needs no test run: formatting, lints, types and docs of Rust, page and
# scripts. All of them run before this fails, so that one run shows everything. The checks of the
# page use one processor, so they run beside those of Rust.
set -uo pipefail
cd "$(dirname "$0")/.." || exit

failed=()
page_log=$(mktemp)
trap 'rm -f "$page_log"' EXIT

check() { # its name, then the command
  local name=$1
  shift
  echo "lint: $name"
  "$@" || failed+=("$name")
}

# Runs a tool that is useful, but not required.
check_if_installed() { # the tool, then its arguments
  if command -v "$1" >/dev/null; then
    check "$1" "$@"
  else
    echo "lint: $1 skipped (not installed)"
  fi
}

of_page() {
  check svelte-check npm --prefix ui run --silent check
  check eslint-and-prettier npm --prefix ui run --silent lint
  [[ ${#failed[@]} -eq 0 ]]
}

of_page >"$page_log" 2>&1 &
page=$!
check rustfmt cargo fmt --all --check
check clippy cargo clippy --workspace --all-targets --locked -- -D warnings
# There are no examples, but their flag makes Cargo choose the same features as clippy did.
check rustdoc env RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --lib --bins --examples --locked
check circles cargo run --quiet --locked -p flatchat-circles
check prose-width scripts/prose-width.sh
wait "$page" || failed+=(page)
cat "$page_log"
check_if_installed shellcheck scripts/*.sh .ci/run
[[ ! -f deny.toml ]] || check_if_installed cargo-deny --locked check bans licenses sources
[[ ! -d .github/workflows ]] || check_if_installed actionlint

[[ ${#failed[@]} -eq 0 ]] || {
  echo "lint: failed: ${failed[*]}" >&2
  exit 1
}
