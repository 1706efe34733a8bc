#!/bin/sh
# Run the tests of this package for arm64 under qemu's user mode: the kernels must give the same bits
# as everywhere. Without qemu nothing is tested, and that is said.
set -eu
cd "$(dirname "$0")"
qemu=$(command -v qemu-aarch64 || command -v qemu-aarch64-static || true)
if [ -z "$qemu" ]; then
	echo "SKIPPED: encoder on arm64 (no qemu-aarch64; Debian's package is qemu-user)" >&2
	exit 0
fi
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
CGO_ENABLED=0 GOOS=linux GOARCH=arm64 go test -c -o "$dir/encoder.test" .
for cpu in max cortex-a57; do # with and without SDOT
	echo "encoder on arm64, $cpu"
	"$qemu" -cpu "$cpu" "$dir/encoder.test" -test.run '^Test' -test.skip IsLinear
done
