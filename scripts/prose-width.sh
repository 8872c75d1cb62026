#!/usr/bin/env bash
# Fails on a line of prose that is wider than 100 columns, and prints it with its file and number.
#
# Prose is a comment on a line of its own in Rust, TypeScript, Svelte, CSS and shell scripts, and
# every line of Markdown. Tables, code fences, headings and link definitions are left out. The
# address of a link does not count, because nothing can break it.
set -euo pipefail
cd "$(dirname "$0")/.." || exit

# shellcheck disable=SC2016 # the program is for awk
git ls-files -z -- '*.rs' '*.ts' '*.svelte' '*.css' '*.sh' '*.md' ':!ui/src/types/' |
  LC_ALL=C xargs -0 awk '
    FNR == 1 {
      kind = FILENAME
      sub(/.*\./, "", kind)
      fence = 0
      block = 0
    }

    # Whether this line is prose. Keeps track of block comments that go over several lines.
    function is_prose(line) {
      if (kind == "md") return 1
      if (kind == "sh") return line ~ /^#/
      if (line ~ /^(\/\*|<!--)/) block = 1
      inside = block
      if (line ~ /\*\/|-->/) block = 0
      return inside || (kind != "css" && line ~ /^\/\//)
    }

    # The text without the characters that mark a comment.
    function text_of(line) {
      if (kind == "md") return line
      sub(/^(\/\/[\/!]?|\/\*+|\*|#)[ \t]*/, "", line)
      return line
    }

    # Columns: addresses are left out, and the bytes of one UTF-8 character count once.
    function width(line) {
      gsub(/\]\([^)]*\)/, "]", line)
      gsub(/https?:\/\/[^ )>]*/, "", line)
      gsub(/[\200-\277]/, "", line)
      return length(line)
    }

    {
      line = $0
      sub(/\r$/, "", line)
      trimmed = line
      sub(/^[ \t]+/, "", trimmed)
      if (!is_prose(trimmed)) { fence = 0; next }
      text = text_of(trimmed)
      if (text ~ /^(```|~~~)/) { fence = !fence; next }
      if (fence || text ~ /^(\||\[[^]]*\]:)/ || (kind != "sh" && text ~ /^#/)) next
      if (width(line) > 100) { print FILENAME ":" FNR ": wider than 100 columns"; wide = 1 }
    }

    END { exit wide }
  '
