#!/usr/bin/env bash
# Fuzzes every target for a while, one after the other: bench/fuzz.sh [TIME], 10m
# by default. What is found is kept by Go under testdata/fuzz of its package; commit
# it with what mends it. The totals of executions are in the output.
set -euo pipefail
cd "$(dirname "$0")/.."
time=${1:-10m}
for package in $(go list ./...); do
	for target in $(go test -list '^Fuzz' "$package" | grep '^Fuzz' || true); do
		printf '%s %s: ' "$package" "$target"
		go test -run '^$' -fuzz "^$target\$" -fuzztime "$time" -fuzzminimizetime 1x "$package" | tee /dev/stderr | grep -o 'execs: [0-9]*' | tail -1
	done
done
