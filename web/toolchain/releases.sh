# Packages of other Debian releases, without touching the machine's own: a private apt with its own
# sources, state and cache. The mirror is whatever the machine itself uses. Sourced.

NABLA_APT=$NABLA_CACHE/apt
NABLA_DOWNLOADS=$NABLA_CACHE/downloads

private_apt() { local command=$1; shift; APT_CONFIG=$NABLA_APT/apt.conf "$command" "$@"; }

# Debian's own mirror as the machine names it; the security archive is another tree.
machine_mirror() {
    apt-get indextargets --format '$(ORIGIN)|$(REPO_URI)' | sed -n 's/^Debian|//p' | grep -v security | head -n 1
}

# Once a run is enough; callers are subshells, which share nothing but $$ and files.
open_releases() {
    [ "$(cat "$NABLA_APT/opened-by" 2>/dev/null)" != "$$" ] || return 0
    need_packages debian-archive-keyring ca-certificates
    # An older keyring does not know the newer releases' keys.
    [ -e /usr/share/keyrings/debian-archive-trixie-stable.gpg ] ||
        quietly "$NABLA_CACHE/log/keyring.log" "upgrading Debian's keyring" \
            as_root sh -c 'apt-get update && apt-get install -y --only-upgrade debian-archive-keyring'
    local mirror release kind
    mirror=$(machine_mirror)
    [ -n "$mirror" ] || fail "apt knows no Debian mirror" "run 'apt-get update' and look into /etc/apt/sources.list"
    mkdir -p "$NABLA_APT/lists/partial" "$NABLA_APT/archives/partial" "$NABLA_APT/none.d"
    for release in bookworm trixie forky; do
        for kind in deb deb-src; do
            printf '%s [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] %s %s main\n' "$kind" "$mirror" "$release"
        done
    done >"$NABLA_APT/sources.list"
    # Check-Valid-Until off: mirrors frozen at a date are common, signatures and hashes are checked all the same.
    cat >"$NABLA_APT/apt.conf" <<CONF
Dir::Etc::main "/dev/null";
Dir::Etc::parts "$NABLA_APT/none.d";
Dir::Etc::sourcelist "$NABLA_APT/sources.list";
Dir::Etc::sourceparts "$NABLA_APT/none.d";
Dir::Etc::preferences "/dev/null";
Dir::Etc::preferencesparts "$NABLA_APT/none.d";
Dir::State::lists "$NABLA_APT/lists";
Dir::State::status "/dev/null";
Dir::Cache "$NABLA_APT";
Acquire::Languages "none";
Acquire::Retries "3";
Acquire::Check-Valid-Until "false";
APT::Sandbox::User "";
CONF
    quietly "$NABLA_CACHE/log/releases.log" "reading the package lists of Debian 12, 13 and 14" private_apt apt-get update
    printf '%s\n' "$$" >"$NABLA_APT/opened-by"
}

# The Debian version to take for a pin, from versions on stdin: the pinned one, else the next newer, never an older.
choose_version() {
    local name=$1 wanted=$2 version upstream exact='' newer=''
    while read -r version; do
        upstream=${version#*:}; upstream=${upstream%-*}
        case $upstream in
            "$wanted" | "$wanted"[+~]*)
                [ -n "$exact" ] && dpkg --compare-versions "$version" lt "$exact" || exact=$version ;;
            "$wanted".dfsg*)
                [ -n "$exact" ] && dpkg --compare-versions "$version" lt "$exact" || exact=$version ;;
            *)
                if dpkg --compare-versions "$upstream" gt "$wanted"; then
                    [ -n "$newer" ] && dpkg --compare-versions "$version" gt "$newer" || newer=$version
                fi ;;
        esac
    done
    if [ -z "$exact" ] && [ -n "$newer" ]; then
        say "$name $wanted is no longer offered; taking the next newer, $newer"
    fi
    [ -n "$exact$newer" ] || fail "Debian offers neither $name $wanted nor anything newer" "look at 'apt-cache policy $name'"
    printf '%s\n' "${exact:-$newer}"
}

# fetch_deb NAME: prints the path of the pinned binary package, downloaded if need be.
fetch_deb() {
    local name=$1 wanted version found
    wanted=$(pin "$name")
    found=$(find "$NABLA_DOWNLOADS" -maxdepth 1 -name "${name}_*${wanted}*_*.deb" 2>/dev/null | sort | tail -n 1)
    if [ -z "$found" ]; then
        open_releases
        version=$(private_apt apt-cache madison "$name" | awk -F'|' -v n="$name" '{gsub(/ /,"")} $1==n && $3 !~ /Sources$/ {print $2}' |
            choose_version "$name" "$wanted")
        mkdir -p "$NABLA_DOWNLOADS/partial.d"
        (cd "$NABLA_DOWNLOADS/partial.d" && quietly "$NABLA_CACHE/log/$name.log" "downloading $name $version" \
            private_apt apt-get download "$name=$version")
        found=$(find "$NABLA_DOWNLOADS/partial.d" -name "${name}_*.deb" | head -n 1)
        mv "$found" "$NABLA_DOWNLOADS/"
        found=$NABLA_DOWNLOADS/$(basename "$found")
    fi
    printf '%s\n' "$found"
}

# fetch_source NAME: prints the path of the pinned source package's upstream archive.
fetch_source() {
    local name=$1 wanted version found
    wanted=$(pin "$name")
    found=$(find "$NABLA_DOWNLOADS" -maxdepth 1 -name "${name}_${wanted}*.orig.tar.*" ! -name '*.asc' 2>/dev/null | sort | tail -n 1)
    if [ -z "$found" ]; then
        open_releases
        version=$(private_apt apt-cache showsrc --only-source "$name" | sed -n 's/^Version: //p' | choose_version "$name" "$wanted")
        mkdir -p "$NABLA_DOWNLOADS/partial.d"
        (cd "$NABLA_DOWNLOADS/partial.d" && quietly "$NABLA_CACHE/log/$name.log" "downloading the source of $name $version" \
            private_apt apt-get source --download-only --tar-only "$name=$version")
        found=$(find "$NABLA_DOWNLOADS/partial.d" -name "${name}_*.orig.tar.*" ! -name '*.asc' | head -n 1)
        mv "$found" "$NABLA_DOWNLOADS/"
        found=$NABLA_DOWNLOADS/$(basename "$found")
    fi
    printf '%s\n' "$found"
}
