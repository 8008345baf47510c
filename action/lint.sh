#!/usr/bin/env bash
# Runs no403 once: findings become annotations, the summary of the job, and files
# for the steps that follow. The exit code is that of no403.
set -euo pipefail

# append adds the lines of a text to the arguments, each as one.
append() {
	local line
	while IFS= read -r line || [ -n "$line" ]; do
		if [ -n "$line" ]; then args+=("$line"); fi
	done <<< "$1"
}

files=$(mktemp -d "$RUNNER_TEMP/no403-XXXXXX")
args=(--format github --fail-on "$INPUT_FAIL_ON")
for format in text sarif json markdown; do
	args+=(--output "$format=$files/no403.$format")
done
if [ -n "${INPUT_PLAN:-}" ]; then args+=(--plan "$INPUT_PLAN"); fi
append "${INPUT_ARGS:-}"
args+=(--)
append "$INPUT_PATH"

code=0
no403 lint "${args[@]}" > "$files/annotations" 2> "$files/stderr" || code=$?

# Names from the configuration stand in these: nothing in them is a command.
quote=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
echo "::stop-commands::$quote"
cat "$files/stderr"
if [ -f "$files/no403.text" ]; then cat "$files/no403.text"; fi
echo "::$quote::"

cat "$files/annotations"
echo "exit-code=$code" >> "$GITHUB_OUTPUT"
if [ -f "$files/no403.markdown" ]; then
	cat "$files/no403.markdown" >> "$GITHUB_STEP_SUMMARY"
	for format in sarif json markdown; do
		echo "$format=$files/no403.$format" >> "$GITHUB_OUTPUT"
	done
fi
exit "$code"
