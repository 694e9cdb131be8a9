# What the build writes from the lesson folders: their table, their scenes' table, their texts.
set(NABLA_GENERATED ${CMAKE_BINARY_DIR}/generated)
file(MAKE_DIRECTORY ${NABLA_GENERATED})

# lessons/gradient-descent/lesson.cpp -> id gradient-descent, namespace nabla::lessons::gradient_descent
macro(nabla_lesson_of file)
  cmake_path(GET file PARENT_PATH folder)
  cmake_path(GET folder FILENAME id)
  string(REPLACE "-" "_" space ${id})
endmacro()

function(nabla_generate_lessons_table files)
  set(declarations "")
  set(calls "")
  foreach(file IN LISTS ${files})
    nabla_lesson_of(${file})
    string(APPEND declarations "namespace ${space} { Lesson lesson(); }\n")
    string(APPEND calls "    add(${space}::lesson());\n")
  endforeach()
  file(GENERATE OUTPUT ${NABLA_GENERATED}/lessons_table.cpp CONTENT "// Generated from the folders of lessons/.
#include \"lessons/table.h\"

#include <algorithm>
#include <utility>

namespace nabla::lessons {

${declarations}void add_texts(Lesson& lesson);  // texts.cpp, from the lessons' Markdown

std::vector<Lesson> all() {
    std::vector<Lesson> lessons;
    [[maybe_unused]] const auto add = [&](Lesson lesson) {
        add_texts(lesson);
        lessons.push_back(std::move(lesson));
    };
${calls}    std::stable_sort(lessons.begin(), lessons.end(), [](const Lesson& a, const Lesson& b) { return a.order < b.order; });
    return lessons;
}

}  // namespace nabla::lessons
")
endfunction()

function(nabla_generate_scenes_table files)
  set(declarations "")
  set(branches "")
  foreach(file IN LISTS ${files})
    nabla_lesson_of(${file})
    string(APPEND declarations "namespace ${space} { std::unique_ptr<Scene> make_scene(); }\n")
    string(APPEND branches "    if (id == \"${id}\") return ${space}::make_scene();\n")
  endforeach()
  file(GENERATE OUTPUT ${NABLA_GENERATED}/scenes_table.cpp CONTENT "// Generated from the folders of lessons/.
#include \"lessons/kit/scene.h\"
#include \"lessons/table.h\"

namespace nabla::lessons {

${declarations}
std::unique_ptr<Scene> make_scene([[maybe_unused]] std::string_view id) {
${branches}    return nullptr;
}

}  // namespace nabla::lessons
")
endfunction()

# texts.cpp defines add_texts; site/texts/ID.LANGUAGE.json are the bodies that the page shows beside the canvas.
function(nabla_generate_texts files)
  set(script ${CMAKE_SOURCE_DIR}/web/toolchain/texts.mjs)
  file(GLOB inputs CONFIGURE_DEPENDS ${script})
  if(NOT script IN_LIST inputs)
    message(STATUS "no web/toolchain/texts.mjs: lessons are built without their texts")
    file(GENERATE OUTPUT ${NABLA_GENERATED}/texts.cpp CONTENT "#include \"core/session/lesson.h\"
namespace nabla::lessons { void add_texts(Lesson& lesson); void add_texts(Lesson&) {} }
")
    return()
  endif()
  file(GLOB inputs CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/lessons/*/text.*.md ${CMAKE_SOURCE_DIR}/lessons/glossary.*.md ${CMAKE_SOURCE_DIR}/web/toolchain/text*.mjs ${CMAKE_SOURCE_DIR}/web/page/lines.js)
  add_custom_command(OUTPUT ${NABLA_GENERATED}/texts.cpp
    COMMAND ${NABLA_NODE} ${script} --out ${NABLA_GENERATED}
    DEPENDS ${inputs} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR} COMMENT "Lesson texts" VERBATIM)
endfunction()
