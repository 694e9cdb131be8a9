# Compile and link flags, and the three ways to add code of ours.

# Same seed, same bits: no contraction the compiler chooses for itself, no threads inside Eigen, and no approximate square
# roots (Eigen takes them for the aligned middle of an array only, so results would depend on where it lies in memory).
add_compile_options(-ffp-contract=off ${NABLA_FLAGS})
add_compile_definitions(EIGEN_DONT_PARALLELIZE EIGEN_FAST_MATH=0)
add_link_options(${NABLA_FLAGS})
if(NOT EMSCRIPTEN)
  find_package(Threads REQUIRED)
  link_libraries(Threads::Threads)
  if(NABLA_NATIVE_ARCH)
    add_compile_options(-march=${NABLA_NATIVE_ARCH})
  endif()
else()
  # Eigen overflows wasm's default stack of 64 KB.
  add_link_options(-sSTACK_SIZE=1MB -sALLOW_MEMORY_GROWTH=1 -sINITIAL_MEMORY=64MB -sMAXIMUM_MEMORY=2GB -Wno-pthreads-mem-growth)
  if(NABLA_FLAGS MATCHES "pthread")
    add_link_options(-sDEFAULT_PTHREAD_STACK_SIZE=1MB)
  endif()
endif()

set(NABLA_WARNINGS -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wcast-qual -Werror
  -Wno-missing-field-initializers) # what designated initializers leave out has its default
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # GCC 12 sees these where optimised library code is fine; clang compiles the same sources for wasm.
  list(APPEND NABLA_WARNINGS -Wno-maybe-uninitialized -Wno-restrict -Wno-array-bounds -Wno-stringop-overflow
    -Wno-stringop-overread -Wno-psabi)
else()
  # EM_JS and EM_ASM are made of these.
  list(APPEND NABLA_WARNINGS -Wno-dollar-in-identifier-extension -Wno-gnu-zero-variadic-macro-arguments)
endif()

# A program for node sees the machine's files; with threads its main runs on one, so it may start others and wait.
set(NABLA_NODE_LINK_FLAGS -sENVIRONMENT=node,worker -sNODERAWFS=1 -sEXIT_RUNTIME=1)
if(NABLA_FLAGS MATCHES "pthread")
  list(APPEND NABLA_NODE_LINK_FLAGS -sPROXY_TO_PTHREAD=1)
else()
  set(NABLA_NODE_LINK_FLAGS -sENVIRONMENT=node -sNODERAWFS=1 -sEXIT_RUNTIME=1)
endif()
list(APPEND NABLA_NODE_LINK_FLAGS --pre-js=${CMAKE_SOURCE_DIR}/web/toolchain/node_environment.js)
set(NABLA_TEST_LINK_FLAGS "")
if(EMSCRIPTEN)
  set(NABLA_TEST_LINK_FLAGS -sSTACK_OVERFLOW_CHECK=1 -O1) # what the compiler made of each file, without another pass over the whole
endif()

# What the page's JavaScript may call: the one place. Functions marked EMSCRIPTEN_KEEPALIVE export themselves.
set(NABLA_EXPORTED_FUNCTIONS _main,_malloc,_free)
set(NABLA_EXPORTED_METHODS ccall,cwrap,UTF8ToString,stringToUTF8,lengthBytesUTF8,HEAPU8,HEAPF32,FS)
if(NABLA_FLAGS MATCHES "pthread")
  # Another thread may grow the memory: HEAPU8 is then too short, a view made from this is not.
  string(APPEND NABLA_EXPORTED_METHODS ",wasmMemory")
endif()
set(NABLA_PAGE_LINK_FLAGS -sENVIRONMENT=web,worker -sMODULARIZE=1 -sEXPORT_ES6=1 -sEXPORT_NAME=createNabla
  -sMIN_WEBGL_VERSION=2 -sMAX_WEBGL_VERSION=2 -sEXIT_RUNTIME=0
  -sEXPORTED_FUNCTIONS=${NABLA_EXPORTED_FUNCTIONS} -sEXPORTED_RUNTIME_METHODS=${NABLA_EXPORTED_METHODS})
if(NABLA_FLAGS MATCHES "pthread")
  # Workers are started with the page: a thread made later would need the event loop that its maker blocks. One for the trainer,
  # one for each thread of its pool, four for a group of runs (RunGroup::most_threads); a thread beyond is refused.
  list(APPEND NABLA_PAGE_LINK_FLAGS "-sPTHREAD_POOL_SIZE=Math.min(8,navigator.hardwareConcurrency)+5" -sPTHREAD_POOL_SIZE_STRICT=2)
endif()

# A compiler cache beside the libraries makes a second clone's build quick. em++ is clang to it, and tells by its path
# and version what it is: a script's own date does not.
find_program(NABLA_CCACHE ccache)
if(NABLA_CCACHE AND NABLA_CACHE)
  set(cache_settings CCACHE_DIR=${NABLA_CACHE}/ccache CCACHE_MAXSIZE=2G CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1
    CCACHE_SLOPPINESS=pch_defines,time_macros CCACHE_PCH_EXTSUM=1)
  if(EMSCRIPTEN)
    list(APPEND cache_settings CCACHE_COMPILERTYPE=clang
      "CCACHE_COMPILERCHECK=string:${CMAKE_CXX_COMPILER} ${CMAKE_CXX_COMPILER_VERSION}")
  endif()
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env ${cache_settings} ${CMAKE_SOURCE_DIR}/web/toolchain/through_ccache ${NABLA_CCACHE})
endif()

function(nabla_own_code target)
  target_include_directories(${target} PUBLIC ${CMAKE_SOURCE_DIR})
  target_compile_options(${target} PRIVATE ${NABLA_WARNINGS})
endfunction()

# Code that a page carries over the network and never waits for: built for size there, quickly built elsewhere.
set(NABLA_SMALL $<$<CONFIG:Release>:-O1>)
if(EMSCRIPTEN)
  set(NABLA_SMALL $<$<CONFIG:Release>:-Oz>)
endif()
function(nabla_small target)
  target_compile_options(${target} PRIVATE ${NABLA_SMALL})
endfunction()

# What nearly every file includes is parsed once a target; headers: more of it. The compiler cache knows a precompiled header by what it is made of: its bytes tell the folder it was made in.
function(nabla_precompiled target)
  target_precompile_headers(${target} PRIVATE <algorithm> <array> <cmath> <functional> <map> <memory> <optional> <span> <string> <string_view>
    <vector> <nlohmann/json.hpp> ${ARGN})
  set(folder ${CMAKE_BINARY_DIR}/CMakeFiles/${target}.dir)
  foreach(name cmake_pch.hxx.pch cmake_pch.hxx.gch)
    file(CONFIGURE OUTPUT ${folder}/${name}.sum CONTENT "${NABLA_DEPS} ${CMAKE_CXX_COMPILER_VERSION} ${ARGN}")
  endforeach()
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(${target} PRIVATE -fpch-preprocess)
  else()
    target_compile_options(${target} PRIVATE "SHELL:-Xclang -fno-pch-timestamp")
  endif()
endfunction()

# Files are compiled several at a time: most of their compilation is the same templates. Two files that use one name for different things of
# their own then meet, and one of them has to look for a better name; a local that has the name of another file's constant may stay. A missing
# include can hide behind the file in front: wasm-fast groups them otherwise.
function(nabla_together target files)
  if(NABLA_VARIANT STREQUAL "wasm-fast")
    math(EXPR files "${files} + 3")
  endif()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE ${files})
  target_compile_options(${target} PRIVATE -Wno-shadow)
endfunction()

# nabla_library(NAME sources...): a folder that has no sources yet is a library all the same.
function(nabla_library name)
  if(NOT ARGN)
    file(WRITE ${CMAKE_BINARY_DIR}/empty.cpp "")
    list(APPEND ARGN ${CMAKE_BINARY_DIR}/empty.cpp)
  endif()
  add_library(${name} STATIC ${ARGN})
  nabla_own_code(${name})
endfunction()

# nabla_program(NAME sources...): a program of this machine, or one for node.
function(nabla_program name)
  add_executable(${name} ${ARGN})
  nabla_own_code(${name})
  if(EMSCRIPTEN)
    target_link_options(${name} PRIVATE ${NABLA_NODE_LINK_FLAGS})
  endif()
endfunction()
