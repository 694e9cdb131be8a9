# Builds of the presets and of the site. Sourced after lib.sh.

# What a build directory was configured with; another compiler or other presets want a fresh start.
configuration_key() { content_hash "$NABLA_ROOT/CMakePresets.json" "$NABLA_BUILD/toolchain.cmake"; }

# build_preset PRESET TARGET...
build_preset() {
    local preset=$1 folder=$NABLA_BUILD/$1 key
    shift
    key=$(configuration_key)
    if [ "$(cat "$folder/configured" 2>/dev/null)" != "$key" ] || [ ! -e "$folder/build.ninja" ]; then
        (cd "$NABLA_ROOT" && quietly "$NABLA_BUILD/log/$preset-configure.log" "configuring $preset" cmake --preset "$preset" --fresh)
        printf '%s\n' "$key" >"$folder/configured"
    fi
    quietly "$NABLA_BUILD/log/$preset.log" "building $preset" ninja -C "$folder" "$@"
}

# The fonts hold the characters that our texts use, so they follow every text, wherever it is written.
build_fonts() {
    local script=$NABLA_TOOLCHAIN/fonts.mjs out=$NABLA_BUILD/generated/fonts key
    [ -e "$script" ] || { say "no web/toolchain/fonts.mjs: the site is built without fonts"; return 0; }
    key=$(find "$NABLA_ROOT"/{core,lessons,web,index.html} -path '*/node_modules' -prune -o -type f \
        \( -name '*.md' -o -name '*.cpp' -o -name '*.h' -o -name '*.mjs' -o -name '*.js' -o -name '*.json' -o -name '*.html' \) \
        -print0 2>/dev/null | sort -z | xargs -0 cat | sha256sum | cut -c1-16)
    [ "$(cat "$out.stamp" 2>/dev/null)" != "$key" ] || return 0
    (cd "$NABLA_ROOT" && quietly "$NABLA_BUILD/log/fonts.log" "subsetting the fonts" "$NABLA_NODE" "$script" --out "$out")
    printf '%s\n' "$key" >"$out.stamp"
}

# Real data where it can be had, generated stand-ins where not: the tool knows.
stage_data() {
    mkdir -p "$NABLA_BUILD/site/data"
    say "staging the data sets"
    (cd "$NABLA_ROOT" && "$NABLA_BUILD/native/nabla" data --stage "$NABLA_BUILD/site/data" >"$NABLA_BUILD/log/data.log") ||
        fail "the data sets could not be staged" "what was found is in $NABLA_BUILD/log/data.log"
}

# build_site VARIANT: build/site, ready for any static host. An empty variant leaves the choice to the page.
build_site() {
    "$NABLA_TOOLCHAIN/prepare" native wasm
    . "$NABLA_BUILD/env.sh"
    build_fonts
    build_preset native nabla
    build_preset wasm playground
    build_preset wasm-fast playground
    "$NABLA_NODE" "$NABLA_TOOLCHAIN/site.mjs" --variant "$1"
    stage_data
}
