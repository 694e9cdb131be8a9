# One CTest test is one half of the Catch2 cases: as many processes as small machines have cores. The XML is for the count.
set(results ${CMAKE_SOURCE_DIR}/build/results)
file(MAKE_DIRECTORY ${results})
foreach(shard 0 1)
  set(arguments --shard-count 2 --shard-index ${shard} --rng-seed 1 --allow-running-no-tests
      --reporter console --reporter xml::out=${results}/${NABLA_VARIANT}-${shard}.catch.xml)
  if(EMSCRIPTEN)
    add_test(NAME ${NABLA_VARIANT}.${shard} COMMAND ${NABLA_NODE} $<TARGET_FILE:tests> ${arguments} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  else()
    add_test(NAME ${NABLA_VARIANT}.${shard} COMMAND tests ${arguments} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  endif()
  set_tests_properties(${NABLA_VARIANT}.${shard} PROPERTIES TIMEOUT 1500
    ENVIRONMENT "ASAN_OPTIONS=detect_stack_use_after_return=1;UBSAN_OPTIONS=print_stacktrace=1")
endforeach()
