#!/usr/bin/env bash
# Makes plot.js anew: the part of Observable Plot that the charts of
# report.html use, with what it needs of d3, as one script. Versions and hashes
# are pinned in package-lock.json; the same lock gives the same bytes.
#
#   report/page/vendor/vendor.sh          # needs node and npm; writes plot.js, LICENSES.txt and SHA256SUMS
#   report/page/vendor/vendor.sh --check  # the same, into a temporary folder, and compares
#
# The result is committed: building dyad needs Go alone.
set -euo pipefail
cd "$(dirname "$0")"

npm ci --ignore-scripts --silent
out=.
if [[ ${1:-} == --check ]]; then
	out=$(mktemp -d)
	trap 'rm -rf "$out"' EXIT
fi

node_modules/.bin/esbuild entry.js --bundle --minify --format=iife --global-name=Plot --target=es2020 \
	--charset=ascii --legal-comments=none --log-level=warning --metafile="$out/meta.json" --outfile="$out/bundle.js"
node licences.mjs "$out"
rm "$out/meta.json" "$out/bundle.js"
(cd "$out" && sha256sum plot.js LICENSES.txt) >"$out/SHA256SUMS.new"
mv "$out/SHA256SUMS.new" "$out/SHA256SUMS"
if [[ $out != . ]]; then
	for name in plot.js LICENSES.txt SHA256SUMS; do cmp "$name" "$out/$name"; done
	echo "the bundle is as its lock says"
fi
