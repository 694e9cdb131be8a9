# Sources of the libraries, unpacked in the cache, and the libraries built from them. Sourced.

NABLA_DEPS=$NABLA_CACHE/deps-$(debian_pins | content_hash - "$NABLA_TOOLCHAIN"/deps/* "$NABLA_TOOLCHAIN/imconfig.h")

unpack_source() {
    local name=$1 folder=$2 archive
    archive=$(fetch_source "$name")
    mkdir -p "$folder"
    tar -xf "$archive" -C "$folder" --strip-components=1
}

# Catch2's amalgamated file is compiled, its ordinary headers are included; those want the configured file beside them.
configure_catch2() {
    local home=$1/src/catch2
    mkdir -p "$1/include/catch2"
    cp -r "$home/src/catch2/." "$1/include/catch2/"
    find "$1/include/catch2" -type f ! -name '*.hpp' -delete
    sed -e 's|^#cmakedefine .*||' -e 's|@CATCH_CONFIG_DEFAULT_REPORTER@|console|' -e 's|@CATCH_CONFIG_CONSOLE_WIDTH@|80|' \
        "$home/src/catch2/catch_user_config.hpp.in" >"$1/include/catch2/catch_user_config.hpp"
    cp "$home/extras/catch_amalgamated.hpp" "$1/include/"
}

unpack_sources() {
    [ -e "$NABLA_DEPS/.sources" ] && return 0
    need_packages xz-utils bzip2
    say "unpacking libraries into $NABLA_DEPS"
    rm -rf "$NABLA_DEPS"
    mkdir -p "$NABLA_DEPS/src" "$NABLA_DEPS/include" "$NABLA_DEPS/scratch"
    unpack_source eigen3 "$NABLA_DEPS/src/eigen"
    unpack_source imgui "$NABLA_DEPS/src/imgui"
    unpack_source libsdl2 "$NABLA_DEPS/src/SDL2"
    unpack_source catch2 "$NABLA_DEPS/src/catch2"
    unpack_source zlib "$NABLA_DEPS/src/zlib"
    cp -r "$NABLA_DEPS/src/eigen/Eigen" "$NABLA_DEPS/src/eigen/unsupported" "$NABLA_DEPS/include/"
    dpkg -x "$(fetch_deb nlohmann-json3-dev)" "$NABLA_DEPS/scratch"
    cp -r "$NABLA_DEPS/scratch/usr/include/nlohmann" "$NABLA_DEPS/include/"
    mkdir -p "$NABLA_DEPS/licenses"
    cp "$NABLA_DEPS/scratch/usr/share/doc/nlohmann-json3-dev/copyright" "$NABLA_DEPS/licenses/nlohmann-json"
    rm -rf "$NABLA_DEPS/scratch"
    cp "$NABLA_TOOLCHAIN/imconfig.h" "$NABLA_DEPS/include/nabla_imconfig.h"
    configure_catch2 "$NABLA_DEPS"
    touch "$NABLA_DEPS/.sources"
}

# build_libraries VARIANT FLAGS COMPILER [cmake arguments]: another compiler to WebAssembly wants other libraries.
build_libraries() {
    local variant=$1 flags=$2 compiler=$3 folder=$NABLA_DEPS/build/$1
    shift 3
    [ "$(cat "$NABLA_DEPS/lib/$variant/.complete" 2>/dev/null)" != "$compiler" ] || return 0
    rm -rf "$folder" "${NABLA_DEPS:?}/lib/$variant"
    quietly "$NABLA_CACHE/log/deps-$variant.log" "building the libraries for $variant" sh -c '
        set -e
        folder=$1; shift
        cmake -S "$NABLA_TOOLCHAIN/deps" -B "$folder" -G Ninja -DCMAKE_BUILD_TYPE=None "$@"
        cmake --build "$folder"' sh "$folder" -DNABLA_DEPS="$NABLA_DEPS" -DNABLA_VARIANT="$variant" "-DNABLA_FLAGS=$flags" "$@"
    printf '%s\n' "$compiler" >"$NABLA_DEPS/lib/$variant/.complete"
    rm -rf "$folder"
}

prepare_native_libraries() {
    need_packages g++ cmake ninja-build ccache pkg-config zlib1g-dev libsdl2-dev libgl-dev
    unpack_sources
    build_libraries native "-fPIC" native
}

prepare_wasm_libraries() {
    local compiler toolchain=-DCMAKE_TOOLCHAIN_FILE=$NABLA_EMSCRIPTEN/cmake/Modules/Platform/Emscripten.cmake
    need_packages cmake ninja-build ccache
    unpack_sources
    mkdir -p "$NABLA_DEPS/licenses"
    cp "$NABLA_EMSCRIPTEN/../doc/emscripten/copyright" "$NABLA_DEPS/licenses/emscripten" 2>/dev/null ||
        cp "$NABLA_EMSCRIPTEN/LICENSE" "$NABLA_DEPS/licenses/emscripten" 2>/dev/null || true
    compiler="emscripten $(emcc_version "$NABLA_EMSCRIPTEN/emcc")"
    build_libraries wasm "-fwasm-exceptions;-msimd128" "$compiler" "$toolchain"
    build_libraries wasm-fast "-fwasm-exceptions;-msimd128;-mrelaxed-simd;-pthread" "$compiler" "$toolchain"
}
