#pragma once
#include <span>

#include "lessons/kit/box.h"
#include "lessons/kit/scene.h"
#include "lessons/typed_number.h"

namespace nabla::kit {

/// Numbers to be worked out, one a line: what is asked for, a box to type it in, and what the typed number tells. On one
/// tinted surface. Returns the height.
float number_card(SceneContext& context, std::span<const lessons::TypedNumber* const> numbers, ImVec2 at, float width);
/// The same without drawing.
float number_card_height(const SceneContext& context, std::span<const lessons::TypedNumber* const> numbers, float width);
/// Only what the typed numbers tell, for boxes that stand elsewhere in the figure; 0 while nothing is typed.
float typed_reasons(SceneContext& context, std::span<const lessons::TypedNumber* const> numbers, ImVec2 at, float width);

}  // namespace nabla::kit
