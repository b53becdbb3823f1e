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
# More reports, one per line: sarif:toets.sarif.
while IFS= read -r output; do
    [ -z "$output" ] || args+=("--output=$output")
done <<< "${TOETS_OUTPUT:-}"
[ "${TOETS_PORTFOLIO:-false}" != true ] || args+=(--portfolio)

report=$(mktemp -d)
trap 'rm -rf "$report"' EXIT
[ -z "${GITHUB_STEP_SUMMARY:-}" ] || args+=("--output=markdown:$report/summary.md")
# One path per line; none means those of toets.toml.
args+=(--)
while IFS= read -r path; do
    [ -z "$path" ] || args+=("$path")
done <<< "${TOETS_PATHS:-}"

code=0
toets "${args[@]}" || code=$?

# Not there when the command or toets.toml could not be understood. It always fits: GitHub takes at most 1 MiB.
[ ! -f "$report/summary.md" ] || cat "$report/summary.md" >> "$GITHUB_STEP_SUMMARY"
[ -z "${GITHUB_OUTPUT:-}" ] || printf 'exit-code=%s\n' "$code" >> "$GITHUB_OUTPUT"
exit "$code"
