# bench: the works that tests/bench/run times, behind a JSON door. Nobody else builds it.
file(GLOB bench_sources CONFIGURE_DEPENDS tests/bench/*.cpp)
if(EMSCRIPTEN)
  list(FILTER bench_sources EXCLUDE REGEX "/main\\.cpp$")
endif()
add_executable(bench EXCLUDE_FROM_ALL ${bench_sources})
nabla_own_code(bench)
target_compile_options(bench PRIVATE -O3)
target_link_libraries(bench PRIVATE core)
if(EMSCRIPTEN)
  # A module that a worker of the page starts, so that it may wait for its threads.
  target_link_options(bench PRIVATE --no-entry -sENVIRONMENT=web,worker -sMODULARIZE=1 -sEXPORT_ES6=1 -sEXPORT_NAME=createBench
    -sEXPORTED_FUNCTIONS=_bench_call,_bench_file,_malloc,_free -sEXPORTED_RUNTIME_METHODS=ccall,wasmMemory)
  if(NABLA_FLAGS MATCHES "pthread")
    target_link_options(bench PRIVATE "-sPTHREAD_POOL_SIZE=Math.min(8,navigator.hardwareConcurrency)")
  endif()
  set_target_properties(bench PROPERTIES SUFFIX .mjs RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bench)
endif()
