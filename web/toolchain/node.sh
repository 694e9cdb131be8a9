# Node 22 or newer, and the npm packages of package.json, in the cache. Sourced.

NABLA_MODULES=$NABLA_CACHE/npm-$(content_hash "$NABLA_PINS" "$NABLA_TOOLCHAIN/package-lock.json")/node_modules

node_major() { "$1" -p 'process.versions.node.split(".")[0]' 2>/dev/null || echo 0; }

# NODE_MODULES are links, so that imports from web/toolchain and from tests resolve; git ignores both.
link_modules() {
    local folder
    for folder in "$NABLA_TOOLCHAIN" "$NABLA_ROOT/tests"; do
        [ -d "$folder" ] || continue
        [ "$(readlink "$folder/node_modules" 2>/dev/null)" = "$NABLA_MODULES" ] || ln -sfn "$NABLA_MODULES" "$folder/node_modules"
    done
}

install_modules() {
    [ -e "$NABLA_MODULES/.complete" ] && return 0
    have npm || need_packages nodejs npm
    local folder=${NABLA_MODULES%/node_modules}
    mkdir -p "$folder"
    cp "$NABLA_PINS" "$NABLA_TOOLCHAIN/package-lock.json" "$NABLA_TOOLCHAIN/.npmrc" "$folder/"
    # PLAYWRIGHT_...: the browser is the distribution's.
    quietly "$NABLA_CACHE/log/npm.log" "installing the npm packages" \
        env PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --prefix "$folder" --ignore-scripts --no-audit --no-fund --loglevel=error
    touch "$NABLA_MODULES/.complete"
}

# The machine's node where it is new enough for relaxed SIMD, else the one that came with the packages.
find_node() {
    local node
    node=$(command -v node || true)
    if [ -n "$node" ] && [ "$(node_major "$node")" -ge 22 ]; then printf '%s\n' "$node"; return; fi
    for node in "$NABLA_MODULES"/node-linux-*/bin/node; do
        if [ -x "$node" ]; then printf '%s\n' "$node"; return; fi
    done
    fail "no node 22 or newer" "install Node 22 and put it on PATH"
}

prepare_node() {
    install_modules
    link_modules
    NABLA_NODE=$(find_node)
    export NABLA_NODE
}
