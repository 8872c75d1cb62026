# Reads what `cargo test` printed and prints one line for each suite, as scripts/test.sh keeps them:
# name, passed, failed, ignored; apart by tabs. A test that says "skipped: …" counts as ignored and not as passed; empty
# suites are left out. `status` is Cargo's exit status, `way` what is added to each name.

function close_suite() {
  if (suite == "") return
  if (!ended) { failed++; suite = suite " (did not end)" }
  passed -= skipped; ignored += skipped
  if (passed + failed + ignored) printf "%s\t%d\t%d\t%d\n", suite way, passed, failed, ignored
  all_failed += failed
}

function open_suite(name) {
  close_suite()
  suite = name
  passed = failed = ignored = skipped = ended = 0
}

# "     Running unittests src/lib.rs (target/debug/deps/flatchat_core-0123456789abcdef)"
/^ +Running .*\(.*-[0-9a-f]+(\.exe)?\)$/ {
  name = $NF
  sub(/^.*[\/\\]/, "", name)
  sub(/-[0-9a-f]+(\.exe)?\)$/, "", name)
  open_suite(name ($2 == "unittests" ? " (unit)" : ""))
}

# "   Doc-tests flatchat_core"
/^ +Doc-tests / { open_suite($2 " (doc)") }

# As `Browser::with_dev_tools` says it, also in the middle of a line of another test.
/skipped: .*: needs Chromium's DevTools/ { skipped++ }

# "test result: ok. 12 passed; 0 failed; 1 ignored; …"; doc tests may print it twice.
/^test result: (ok|FAILED)\. [0-9]+ passed; / {
  ended = 1
  passed += $4; failed += $6; ignored += $8
}

END {
  close_suite()
  if (status != 0 && !all_failed) printf "cargo test%s\t0\t1\t0\n", way
}
