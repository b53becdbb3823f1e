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
[ "${TOETS_PORTFOLIO:-false}" != true ] || args+=(--portfolio)

# One path per line; none means those of toets.toml.
args+=(--)
while IFS= read -r path; do
    [ -z "$path" ] || args+=("$path")
done <<< "${TOETS_PATHS:-}"

report=$(mktemp)
trap 'rm -f "$report"' EXIT
code=0
toets "${args[@]}" > "$report" || code=$?
cat "$report"

if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then
    # A report may hold backticks itself; a fence of five does not end at them. GitHub takes at most 1 MiB.
    {
        printf '### toets\n\n`````text\n'
        head -c 900000 "$report"
        printf '\n`````\n'
    } >> "$GITHUB_STEP_SUMMARY"
fi
[ -z "${GITHUB_OUTPUT:-}" ] || printf 'exit-code=%s\n' "$code" >> "$GITHUB_OUTPUT"
exit "$code"
