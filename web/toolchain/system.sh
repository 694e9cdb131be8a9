# System packages through the machine's own apt. Sourced.

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; return; fi
    have sudo || fail "these need root: $*" "run this as root, or install sudo"
    sudo "$@"
}

installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

# Once a run. A foreign source that does not answer is no reason to stop: what is missing shows when it is installed.
update_lists() {
    [ "$(cat "$NABLA_CACHE/log/updated-by" 2>/dev/null)" != "$$" ] || return 0
    attempt "$NABLA_CACHE/log/apt-update.log" "apt-get update" as_root apt-get update ||
        say "apt-get update complained, see $NABLA_CACHE/log/apt-update.log; going on"
    printf '%s\n' "$$" >"$NABLA_CACHE/log/updated-by"
}

# need_packages NAME...: installs those that are missing, and says which.
need_packages() {
    local missing=() name
    for name in "$@"; do installed "$name" || missing+=("$name"); done
    [ ${#missing[@]} -gt 0 ] || return 0
    have apt-get || fail "missing: ${missing[*]}" "this machine has no apt-get; install the equivalents by hand"
    update_lists
    quietly "$NABLA_CACHE/log/apt-install.log" "installing with apt: ${missing[*]}" \
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}"
}
