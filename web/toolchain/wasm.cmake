# The compiler of the wasm presets. build/toolchain.cmake is written by web/toolchain/prepare.
include(${CMAKE_CURRENT_LIST_DIR}/../../build/toolchain.cmake OPTIONAL)
if(NOT NABLA_EMSCRIPTEN)
  message(FATAL_ERROR "No emscripten yet: run web/toolchain/prepare first.")
endif()
include(${NABLA_EMSCRIPTEN}/cmake/Modules/Platform/Emscripten.cmake)
