# What CTest runs. Results for the count go to build/results, one file a test; see tally.mjs.
#   unit     the Catch2 cases, in two halves: as many processes as small machines have cores
#   node     tests/**/*.test.mjs outside tests/browser     browser   tests/browser/**/*.test.mjs, on the built site
set(results ${CMAKE_SOURCE_DIR}/build/results)
file(MAKE_DIRECTORY ${results})

if(TARGET tests)
  set(launcher "")
  set(acts "")
  if(NABLA_VARIANT STREQUAL "native")
    set(acts "NABLA_ACTS=${CMAKE_SOURCE_DIR}/build/acts") # what the lessons' demos do, for the browser's walks
  endif()
  if(EMSCRIPTEN)
    set(launcher ${NABLA_NODE})
  endif()
  foreach(shard 0 1)
    set(name ${NABLA_VARIANT}-${shard})
    add_test(NAME ${name} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}
      COMMAND ${launcher} $<TARGET_FILE:tests> --shard-count 2 --shard-index ${shard} --rng-seed 1 --colour-mode none --allow-running-no-tests
        --reporter console --reporter xml::out=${results}/${name}.xml)
    set_tests_properties(${name} PROPERTIES LABELS unit TIMEOUT 1500
      ENVIRONMENT "ASAN_OPTIONS=detect_stack_use_after_return=1;UBSAN_OPTIONS=print_stacktrace=1;${acts}")
  endforeach()
endif()

# Node expands the patterns itself, so a new file needs no new configuration.
function(nabla_node_test name label processes timeout)
  add_test(NAME ${name} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}
    COMMAND ${NABLA_NODE} --test --test-concurrency=${processes} --test-timeout=1800000
      --test-reporter=spec --test-reporter-destination=stdout
      --test-reporter=./web/toolchain/results_reporter.mjs --test-reporter-destination=${results}/${name}.jsonl ${ARGN})
  set_tests_properties(${name} PROPERTIES LABELS ${label} TIMEOUT ${timeout} RUN_SERIAL ON)
endfunction()
if(NABLA_VARIANT STREQUAL "native")
  nabla_node_test(node node 1 900 tests/*.test.mjs tests/core/**/*.test.mjs tests/lessons/**/*.test.mjs tests/web/**/*.test.mjs)
  nabla_node_test(browser browser 1 3000 tests/browser/*.test.mjs)
  nabla_node_test(walks browser 2 3000 tests/browser/walks/*.test.mjs) # each mostly waits for the page
endif()
