#!/usr/bin/env bash
# Says which no403 the action runs: the one that is asked for, else the release
# that the action is used at, else what the action is checked out at. So whoever
# pins the action to a commit runs that commit.
set -euo pipefail

release='^v?([0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?)$'
if [ "$INPUT_VERSION" = source ]; then
	version=source
elif [ -n "$INPUT_VERSION" ]; then
	if ! [[ $INPUT_VERSION =~ $release ]]; then
		echo '::error title=no403::version: give a release such as 1.2.3, or "source"'
		exit 2
	fi
	version=${BASH_REMATCH[1]}
elif [[ ${ACTION_REF:-} =~ $release ]]; then
	version=${BASH_REMATCH[1]}
else
	version=source
fi
echo "version=$version" >> "$GITHUB_OUTPUT"
