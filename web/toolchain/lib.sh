# Shared by every step: where things are, how to speak, how to stop. Sourced, never run.
set -euo pipefail

NABLA_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
NABLA_TOOLCHAIN=$NABLA_ROOT/web/toolchain
NABLA_BUILD=$NABLA_ROOT/build
NABLA_CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/nabla
NABLA_PINS=$NABLA_TOOLCHAIN/package.json
export NABLA_ROOT NABLA_TOOLCHAIN NABLA_BUILD NABLA_CACHE NABLA_PINS

# Progress goes to stderr: stdout belongs to results.
say() { printf '==> %s\n' "$*" >&2; }
fail() { printf 'error: %s\n' "$1" >&2; shift; [ $# -eq 0 ] || printf '       %s\n' "$@" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

# The pinned version of a package; one `"name": "version"` a line, read before there is a node to parse JSON with.
pin() {
    local version
    version=$(sed -n "s|^ *\"$1\": \"\([^\"]*\)\",\{0,1\}\$|\1|p" "$NABLA_PINS" | head -n 1)
    [ -n "$version" ] || fail "no version of '$1' is pinned in $NABLA_PINS"
    printf '%s\n' "$version"
}

# The Debian pins alone: a new npm package must not rebuild the libraries.
debian_pins() { sed -n '/"debian": {/,/}/p; /"debianSources": {/,/}/p' "$NABLA_PINS"; }

# One short name for the content of some files.
content_hash() { cat "$@" | sha256sum | cut -c1-16; }

# Who stops this stops what it started: a shell's background command does not hear Ctrl+C by itself.
running=''
trap '[ -z "$running" ] || kill "$running" 2>/dev/null; exit 130' INT TERM

# Runs a long command with its output in a log, and a sign of life every few seconds; returns its exit code.
attempt() {
    local log=$1 title=$2 pid tenths=0
    shift 2
    mkdir -p "$(dirname "$log")"
    say "$title"
    "$@" >"$log" 2>&1 </dev/null &
    pid=$! running=$!
    while kill -0 "$pid" 2>/dev/null; do
        sleep 0.1
        tenths=$((tenths + 1))
        [ $((tenths % 200)) -ne 0 ] || say "$title: $((tenths / 10)) s, $(tail -n 1 "$log" | tr '\r' '\n' | tail -n 1 | cut -c1-100)"
    done
    running=
    wait "$pid"
}

# The same for a command that must succeed.
quietly() {
    attempt "$@" && return 0
    # Compilers say what is wrong long before they stop talking.
    grep -nE -A 4 '(^|[: ])(fatal )?error: ' "$1" | head -n 40 | cut -c1-300 >&2 || tail -n 40 "$1" >&2
    fail "$2 did not succeed" "the whole output is in $1"
}

# One build at a time in a checkout. The lock goes with the process; a server must let it go first.
with_build_lock() {
    mkdir -p "$NABLA_BUILD"
    exec 8>"$NABLA_BUILD/lock"
    flock -n 8 || { say "waiting for another build of this checkout"; flock 8; }
}
without_build_lock() { exec 8>&-; }

# One preparation at a time in the shared cache; the second waits, then finds the work done.
with_cache_lock() {
    mkdir -p "$NABLA_CACHE"
    exec 9>"$NABLA_CACHE/lock"
    flock -n 9 || { say "waiting for another build that is filling $NABLA_CACHE"; flock 9; }
}
