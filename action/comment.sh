#!/usr/bin/env bash
# Keeps one comment on the pull request: written when there is something to say,
# and rewritten from then on. Runs of other jobs and paths have their own.
set -euo pipefail

id=$(printf '%s\n' "$GITHUB_WORKFLOW" "$GITHUB_JOB" "$INPUT_PATH" | cksum)
marker="<!-- no403 ${id%% *} -->"
comments=repos/$GITHUB_REPOSITORY/issues/$PULL_REQUEST/comments
body=$(mktemp "$RUNNER_TEMP/no403-XXXXXX")
{ echo "$marker"; cat "$MARKDOWN"; } > "$body"

# A comment is for reading: where it cannot be written, as for a pull request
# from a fork, the findings are in the summary of the job.
failed() {
	echo "::warning title=no403::the comment could not be written: give the job the permission \"pull-requests: write\""
	exit 0
}

# Only a bot's comment is rewritten: the marker is no secret.
own=$(gh api --paginate "$comments" \
	--jq ".[] | select(.user.type == \"Bot\" and (.body | startswith(\"$marker\"))) | .id") || failed
own=${own%%$'\n'*}
if [ -n "$own" ]; then
	gh api --silent --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$own" --field "body=@$body" || failed
elif [ "$EXIT_CODE" != 0 ] || grep -q '^| ' "$MARKDOWN"; then
	gh api --silent --method POST "$comments" --field "body=@$body" || failed
fi
