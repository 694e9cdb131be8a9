#pragma once
#include "lessons/kit/box.h"
#include "lessons/kit/scene.h"
#include "lessons/question.h"

namespace nabla::kit {

/// A question with its choices as buttons; after the answer its reason, on one tinted surface. Returns the height.
float question_card(SceneContext& context, const lessons::Question& question, ImVec2 at, float width);
/// The same with room for its longest reason from the start: what stands below stays in its place when it is answered. A phone,
/// where reasons are long, keeps no room.
float question_card_steady(SceneContext& context, const lessons::Question& question, ImVec2 at, float width);
/// Whether it belongs in front of the figure: on a phone an answered question steps behind it.
bool question_first(const SceneContext& context, const lessons::Question& question, float width);
/// In front of the figure: the card, or once it has stepped behind what was answered and why, so that it stays in sight. Returns
/// the height.
float question_top(SceneContext& context, const lessons::Question& question, ImVec2 at, float width);
/// What the card needs with the longest of its reasons: a figure below that reserves it stays where it is when the answer comes.
float question_room(const SceneContext& context, const lessons::Question& question, float width);
/// The same height as the card without drawing.
float question_height(const SceneContext& context, const lessons::Question& question, float width);

}  // namespace nabla::kit
