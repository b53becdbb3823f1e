#!/usr/bin/env bash
# What the GitHub action runs: `toets check` with the inputs of the action, and the report in the summary of the job.
# Each input comes as a variable of the environment, never as text of the script: a file name cannot become a command.
set -euo pipefail

args=(check)
[ -z "${TOETS_LEVEL:-}" ] || args+=("--level=$TOETS_LEVEL")
[ -z "${TOETS_FAIL_ON:-}" ] || args+=("--fail-on=$TOETS_FAIL_ON")
[ -z "${TOETS_BASELINE:-}" ] || args+=("--baseline=$TOETS_BASELINE")
[ -z "${TOETS_CHANGED_SINCE:-}" ] || args+=("--changed-since=$TOETS_CHANGED_SINCE")
[ -z "${TOETS_RULESET:-}" ] || args+=("--ruleset=$TOETS_RULESET")
[ -z "${TOETS_FORMAT:-}" ] || args+=("--format=$TOETS_FORMAT")
# More reports, one per line: sarif:toets.sarif. Blanks around a line are no part of it.
while read -r output; do
    [ -z "$output" ] || args+=("--output=$output")
done <<< "$(tr -d '\r' <<< "${TOETS_OUTPUT:-}")"
# `true` and `false` as people write them; anything else is an error.
[ -z "${TOETS_PORTFOLIO:-}" ] || args+=("--portfolio=$TOETS_PORTFOLIO")

report=$(mktemp -d)
trap 'rm -rf "$report"' EXIT
[ -z "${GITHUB_STEP_SUMMARY:-}" ] || args+=("--output=markdown:$report/summary.md")
# One path per line; none means those of toets.toml.
args+=(--)
while read -r path; do
    [ -z "$path" ] || args+=("$path")
done <<< "$(tr -d '\r' <<< "${TOETS_PATHS:-}")"

code=0
toets "${args[@]}" || code=$?

# Not there when the command or toets.toml could not be understood. It always fits: GitHub takes at most 1 MiB.
[ ! -f "$report/summary.md" ] || cat "$report/summary.md" >> "$GITHUB_STEP_SUMMARY"
[ -z "${GITHUB_OUTPUT:-}" ] || printf 'exit-code=%s\n' "$code" >> "$GITHUB_OUTPUT"
exit "$code"
