#pragma once
#include <memory>
#include <string>

#include "lessons/kit/plane.h"
#include "lessons/kit/step_scene.h"
#include "lessons/kit/type.h"
#include "lessons/neuron/state.h"

namespace nabla::lessons::neuron {

using kit::StepScene;
using kit::View;
using kit::narrow_below;
using kit::note;

std::unique_ptr<View> make_sum_view();        // sum, squash
std::unique_ptr<View> make_line_view();       // bias, by-hand, machine
std::unique_ptr<View> make_xor_view();
std::unique_ptr<View> make_hidden_view();
std::unique_ptr<View> make_two_units_view();

constexpr double xor_low = -0.5, xor_high = 1.5;  // the plane around the four points of XOR

/// A number with its name above it, a unit of text for counters. Returns the height.
float counter(SceneContext& context, ImVec2 at, std::string_view name, const std::string& value, ImU32 color);
/// A loss on a bar from 0 to 1, with a mark at `goal` if there is one. Returns the height.
float loss_meter(SceneContext& context, ImVec2 at, float width, double loss, double goal, ImU32 color);
/// What the plane's colours say: the output from low to high (with 0.5 between 0 and 1), and the points unless left out. Returns
/// the height.
struct PlaneKey {
    const char* low = "0";
    const char* middle = "0.5";
    const char* high = "1";
    bool points = true, wrong = true;
};
float plane_key(SceneContext& context, ImVec2 at, float width, const PlaneKey& key = {});
std::vector<kit::PlanePoint> plane_points(std::span<const Sample> samples, const Fit& fit);
/// The side that a plane gets in this area, and whether what belongs to it stands beside or below.
struct PlanePlace {
    kit::Box plane, rest;
    bool beside = true;
};
PlanePlace place_plane(kit::Box area, float rest_height);

}  // namespace nabla::lessons::neuron
