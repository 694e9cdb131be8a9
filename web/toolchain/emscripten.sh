# The compiler to WebAssembly: emcc from PATH where it is new enough, else a private one in the cache. Sourced.

EMSCRIPTEN_OLDEST=3.1.60

emcc_version() { "$1" --version 2>/dev/null | sed -n '1s/^emcc[^)]*) \([0-9.]*\).*/\1/p'; }

# unpack_program NAME TARGET: a package's files under TARGET, nothing of it configured or run.
unpack_program() { mkdir -p "$2"; dpkg -x "$(fetch_deb "$1")" "$2"; }

# Binaryen of a newer release needs a newer libc than Debian 12's: it gets its own, and its own loader.
install_binaryen() {
    local home=$1 part library loader tool
    for part in binaryen libc6 libstdc++6 libgcc-s1; do unpack_program "$part" "$home/files"; done
    loader=$(find "$home/files" -name 'ld-linux*.so*' | sort | head -n 1)
    library=$(find "$home/files" -name 'libc.so.6' -printf '%h:')$(find "$home/files" -name 'libbinaryen.so' -printf '%h')
    library=$library:$(find "$home/files" -name 'libgcc_s.so.1' -printf '%h')
    mkdir -p "$home/bin"
    for tool in "$home"/files/usr/bin/*; do
        printf '#!/bin/sh\nexec "%s" --library-path "%s" "%s" "$@"\n' "$loader" "$library" "$tool" >"$home/bin/${tool##*/}"
        chmod +x "$home/bin/${tool##*/}"
    done
    "$home/bin/wasm-opt" --version >/dev/null || fail "binaryen does not start" "remove $home and try again"
}

# emscripten finds this file beside itself, so no environment variable is needed to compile.
write_config() {
    local emscripten=$1 home=$2
    cat >"$emscripten/.emscripten" <<CONF
LLVM_ROOT = '$(dirname "$(readlink -f "$(command -v clang-19)")")'
BINARYEN_ROOT = '$home/binaryen'
NODE_JS = '$NABLA_NODE'
CACHE = '$emscripten/cache'
FROZEN_CACHE = True
LLVM_ADD_VERSION = ''
CLANG_ADD_VERSION = ''
CONF
}

install_private_emscripten() {
    local home
    home=$NABLA_CACHE/emscripten-$(pin emscripten)-binaryen-$(pin binaryen)
    NABLA_EMSCRIPTEN=$home/usr/share/emscripten
    need_packages clang-19 lld-19 llvm-19 python3 xz-utils
    if [ ! -e "$home/.complete" ]; then
        rm -rf "$home"
        say "unpacking emscripten $(pin emscripten) into $home"
        unpack_program emscripten "$home"
        install_binaryen "$home/binaryen"
        mkdir -p "$NABLA_EMSCRIPTEN/node_modules"
        cp -rL "$NABLA_MODULES/acorn" "$NABLA_EMSCRIPTEN/node_modules/"
        touch "$home/.complete"
    fi
    write_config "$NABLA_EMSCRIPTEN" "$home"
}

prepare_emscripten() {
    local version
    version=$(! have emcc || emcc_version emcc)
    if [ -n "$version" ] && dpkg --compare-versions "$version" ge "$EMSCRIPTEN_OLDEST"; then
        NABLA_EMSCRIPTEN=$(dirname "$(readlink -f "$(command -v emcc)")")
        say "using emcc $version from PATH"
        ! dpkg --compare-versions "$version" gt "$(pin emscripten)" || say "it is newer than $(pin emscripten), which this was tested with"
    else
        install_private_emscripten
    fi
    export NABLA_EMSCRIPTEN
}
