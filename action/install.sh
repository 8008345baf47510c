#!/usr/bin/env bash
# Puts no403 on the path of the job: a release, once its checksum is right, or
# built from the source that the action consists of.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
bin=$RUNNER_TEMP/no403-bin
mkdir -p "$bin"

# download gets a release from where this project keeps them.
download() {
	local os arch from archive=tar.gz
	case $RUNNER_OS in
	Linux) os=linux ;;
	macOS) os=darwin ;;
	Windows) os=windows archive=zip ;;
	*) echo "::error title=no403::no release for $RUNNER_OS: set version to \"source\""; return 2 ;;
	esac
	case $RUNNER_ARCH in
	X64) arch=amd64 ;;
	ARM64) arch=arm64 ;;
	*) echo "::error title=no403::no release for $RUNNER_ARCH: set version to \"source\""; return 2 ;;
	esac
	archive=no403_${os}_$arch.$archive
	from=${NO403_RELEASES:-https://github.com/no403/no403/releases/download}/v$VERSION
	cd "$bin"
	curl -fsSL --retry 3 --remote-name-all "$from/$archive" "$from/checksums.txt"
	grep " $archive\$" checksums.txt > checksum.txt
	if command -v sha256sum > /dev/null; then
		sha256sum --check --quiet checksum.txt
	else
		shasum -a 256 --check --quiet checksum.txt
	fi
	case $archive in
	*.zip) unzip -q -o "$archive" ;;
	*) tar -xzf "$archive" ;;
	esac
}

if [ "$VERSION" = source ]; then
	(cd "$here/.." && CGO_ENABLED=0 go build -trimpath -o "$bin/" ./cmd/no403)
else
	(download)
fi

echo "$bin" >> "$GITHUB_PATH"
"$bin/no403" version
if [ "${INSTALL_ONLY:-false}" = true ]; then
	echo "::add-matcher::$here/matcher.json"
fi
