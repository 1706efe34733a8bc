#!/usr/bin/env bash
# Kills `dyad run` at random moments and takes it up again; the bytes must be those of a
# run that nothing happened to, and no half run may look finished.
#
#   kills.sh DYAD N PATH...      N times; DYAD is the binary, PATH the articles
#   SEED=7 ARGS="--scorer bayes" kills.sh ...   other moments; other flags (default: --scorer lexical)
#   SHARD=1 kills.sh ...         kills `run --shard 1/2` in place of `run`
#
# What happens, in turn: SIGKILL; SIGTERM; a full disk (a small tmpfs, where one can be mounted, else
# ulimit -f); a folder that turns read-only (the same tmpfs; else SIGKILL twice, the second at the
# run that takes up the first). Exit 0: all came out the same; 1: some did not.
set -uo pipefail

dyad=$(realpath "$1") n=$2
shift 2
paths=()
for p in "$@"; do paths+=("$(realpath "$p")"); done
read -ra args <<<"${ARGS:---scorer lexical}"
RANDOM=${SEED:-1}
[[ -n ${SHARD:-} ]] && args+=(--shard 1/2)
top=$(mktemp -d)
disk=$top/disk
mounted() { mountpoint -q "$disk"; }
trap 'mounted && umount "$disk"; rm -rf "$top"' EXIT
mkdir "$disk"

run() { "$dyad" run --quiet "${args[@]}" "$@" "${paths[@]}" >"$top/said" 2>&1; }

began=$(date +%s%N)
run --out "$top/whole" || { cat "$top/said"; exit 1; }
took=$((($(date +%s%N) - began) / 1000000)) # ms
size=$(du -sk "$top/whole" | cut -f1)
if mount -t tmpfs -o size=64m none "$disk" 2>/dev/null; then umount "$disk"; can_mount=1; else can_mount=; fi
echo "a run takes $took ms and $size KB; a tmpfs can be mounted: ${can_mount:-no}"

# same FOLDER: the files of the whole run, and of the manifest all but its environment.
same() {
	diff -rq -x manifest.json -x shard.json -x marker.json "$top/whole" "$1" >"$top/diff" 2>&1 || return 1
	local f
	for f in manifest.json shard.json; do
		[[ -e $top/whole/$f ]] || continue
		cmp -s <(verified "$top/whole/$f") <(verified "$1/$f") || { echo "$f differs" >"$top/diff"; return 1; }
	done
}
verified() { sed -e '/^  "environment"/,$d' -e '/^  "places"/,$d' "$1"; }

# later DELAY SIGNAL ARGS...: a run that gets the signal after so many ms. Tells whether it was hit.
later() {
	local delay=$1 signal=$2 pid
	shift 2
	"$dyad" run --quiet "${args[@]}" "$@" "${paths[@]}" >"$top/said" 2>&1 &
	pid=$!
	sleep "$(printf '%d.%03d' $((delay / 1000)) $((delay % 1000)))"
	kill -"$signal" "$pid" 2>/dev/null
	wait "$pid" 2>/dev/null
}

bad=0 half=0 hit=0 resumed=0
for ((i = 0; i < n; i++)); do
	out=$top/out
	mode=$((i % 4)) at=$(((RANDOM * 32768 + RANDOM) % (took * 11 / 10)))
	case $mode in
	0) what="SIGKILL after $at ms"; later "$at" KILL --out "$out" ;;
	1) what="SIGTERM after $at ms"; later "$at" TERM --out "$out" ;;
	2)
		kb=$((1 + (RANDOM * 32768 + RANDOM) % (size * 3)))
		if [[ $can_mount ]]; then
			what="a disk of $kb KB"
			mount -t tmpfs -o size=${kb}k none "$disk"
			out=$disk/out
			TMPDIR=$top run --out "$out"
			mount -o remount,size=512m "$disk"
		else
			what="files of $kb KB at most"
			(ulimit -f "$kb"; trap '' XFSZ; TMPDIR=$top run --out "$out")
		fi ;;
	3)
		if [[ $can_mount ]]; then
			what="read-only after $at ms"
			mount -t tmpfs -o size=512m none "$disk"
			out=$disk/out
			(sleep "$(printf '%d.%03d' $((at / 1000)) $((at % 1000)))"; for ((k = 0; k < 100; k++)); do mount -o remount,ro "$disk" 2>/dev/null && break; sleep 0.01; done) &
			turning=$!
			TMPDIR=$top run --out "$out"
			kill "$turning" 2>/dev/null; wait "$turning" 2>/dev/null
			mount -o remount,rw "$disk"
		else
			what="SIGKILL twice, first after $at ms"
			later "$at" KILL --out "$out"
			later "$at" KILL --out "$out"
		fi ;;
	esac
	if [[ -e $out/manifest.json || -e $out/marker.json ]]; then
		if ! same "$out"; then
			half=$((half + 1))
			echo "$i: $what: a half run looks finished: $(head -3 "$top/diff")"
		fi
	else
		hit=$((hit + 1))
		[[ -e $out.dyad-partial ]] && resumed=$((resumed + 1))
	fi
	if ! run --resume --out "$out"; then
		bad=$((bad + 1))
		echo "$i: $what: it was not taken up: $(tail -2 "$top/said")"
	elif ! same "$out"; then
		bad=$((bad + 1))
		echo "$i: $what: other bytes: $(head -3 "$top/diff")"
	elif [[ -e $out.dyad-partial ]]; then
		bad=$((bad + 1))
		echo "$i: $what: $out.dyad-partial was left"
	fi
	rm -rf "$top/out" "$top/out.dyad-partial"
	mounted && umount "$disk"
	(((i + 1) % 20)) || echo "$((i + 1)) of $n: $bad other, $half half; $hit were cut, $resumed of these left something to take up"
done
echo "$n times: $((n - bad)) the same bytes, $half half runs that look finished; $hit were cut, $resumed of these left something to take up"
((bad + half == 0))
