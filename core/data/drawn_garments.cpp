#include "core/data/drawn_garments.h"

#include <algorithm>
#include <vector>

#include "core/data/drawing.h"
#include "core/data/family.h"

namespace nabla {
namespace {

using Outline = std::vector<Point>;

/// One garment in the unit square, y down: filled shapes, then lines on them, light or dark.
struct Garment {
    std::vector<Outline> shapes;
    std::vector<Outline> seams = {};  // darker than the cloth
    std::vector<Outline> straps = {}; // as light as the cloth, alone on the ground
    float aspect_low = 0.8f, aspect_high = 1.05f;  // height by width of the whole figure
};

/// Right halves are given; the left is its mirror image.
Outline both_sides(Outline right) {
    for (std::size_t i = right.size(); i-- > 0;) right.push_back({1 - right[i].x, right[i].y});
    return right;
}

Garment top(float sleeve, float hem, float body) {
    // neck, shoulder, sleeve end (two corners), armpit, hem
    const float out = 0.5f + 0.5f * std::min(1.0f, 0.55f + 0.45f * sleeve), down = 0.12f + 0.75f * sleeve;
    return {.shapes = {both_sides({{.58f, .04f}, {.72f, .06f}, {out, down}, {out - .14f, down + .05f}, {.5f + body, .36f}, {.5f + body, hem}})}};
}

Garment garment(std::uint32_t kind, Draws& draws) {
    const float v = draws.between(-0.04f, 0.04f), w = draws.between(-0.03f, 0.03f);
    switch (kind) {
    case 0: return top(0.22f + v, 0.95f, 0.26f + w);
    case 1: return {.shapes = {both_sides({{.72f, .02f}, {.80f + w, .97f}, {.60f, .97f}, {.51f, .30f + v}})}, .aspect_low = 1.5f, .aspect_high = 2.1f};
    case 2: return top(0.82f + v, 0.94f, 0.25f + w);
    case 3: return {.shapes = {both_sides({{.56f, .03f}, {.66f, .02f}, {.66f, .20f}, {.62f + w, .42f}, {.80f + 2 * v, .98f}})}, .aspect_low = 1.7f, .aspect_high = 2.4f};
    case 4: {
        auto coat = top(0.88f + v, 0.99f, 0.29f + w);
        coat.seams = {{{.5f, .06f}, {.5f, .98f}}};
        return coat;
    }
    case 5: return {.shapes = {{{.02f, .80f}, {.30f, .84f}, {.98f, .62f + v}, {.98f, .78f}, {.30f, .98f}, {.02f, .92f}}},
                    .straps = {{{.10f, .80f}, {.32f, .50f + v}, {.46f, .80f}}, {{.60f, .72f}, {.80f, .34f + v}, {.94f, .62f}}}, .aspect_low = 0.45f, .aspect_high = 0.65f};
    case 6: {
        auto shirt = top(0.78f + v, 0.96f, 0.25f + w);
        shirt.seams = {{{.5f, .14f}, {.5f, .95f}}, {{.40f, .04f}, {.5f, .16f}, {.60f, .04f}}};
        return shirt;
    }
    case 7: return {.shapes = {{{.02f, .72f}, {.22f, .58f}, {.48f, .42f}, {.60f, .26f + v}, {.92f, .22f}, {.98f, .60f}, {.98f, .88f}, {.04f, .90f}}},
                    .seams = {{{.02f, .80f}, {.98f, .78f}}}, .aspect_low = 0.42f, .aspect_high = 0.6f};
    case 8: return {.shapes = {{{.06f, .36f + v}, {.94f, .36f + v}, {.99f, .97f}, {.01f, .97f}}},
                    .straps = {{{.24f, .36f + v}, {.34f, .06f}, {.66f, .06f}, {.76f, .36f + v}}}, .aspect_low = 0.75f, .aspect_high = 1.05f};
    default: return {.shapes = {{{.03f, .78f}, {.24f, .62f}, {.48f, .54f}, {.54f + w, .04f}, {.94f, .03f}, {.97f, .60f}, {.99f, .96f}, {.80f, .96f}, {.74f, .90f}, {.05f, .92f}}},
                     .seams = {{{.62f, .08f}, {.66f, .50f}}}, .aspect_low = 0.85f, .aspect_high = 1.1f};
    }
}

}  // namespace

std::uint8_t draw_garment(bool test, std::uint64_t row, std::uint8_t* pixels) {
    Draws draws(rng_for(stand_in_seed, Stream::data).fork(test ? 3 : 2).fork(row));
    const auto kind = draws.below(10);
    const auto figure = garment(kind, draws);
    const float aspect = draws.between(figure.aspect_low, figure.aspect_high), longest = draws.between(22, 27);
    const float width = longest * std::min(1.0f, 1 / aspect), height = longest * std::min(1.0f, aspect);
    const auto to_pixels = place(draws, {.width_low = width, .width_high = width, .height_low = height, .height_high = height,
                                         .turn = 0.04f, .slant = 0.03f, .move = 0.8f});
    const float cloth = draws.between(0.35f, 1);
    Picture picture(28);
    const auto placed = [&](Outline outline) {
        for (auto& point : outline) point = to_pixels({point.x + draws.normal(0.015f), point.y + draws.normal(0.012f)});
        return outline;
    };
    for (const auto& shape : figure.shapes) picture.fill(placed(shape), cloth);
    for (const auto& strap : figure.straps) picture.stroke(placed(strap), 0.9f, cloth);
    // Stripes, a few rows of cloth each, and the grain of the weave.
    const float stripe = draws.between(0, 0.35f), period = draws.between(2, 7), grain = draws.between(0.02f, 0.12f);
    for (int y = 0; y < 28; ++y)
        for (int x = 0; x < 28; ++x) {
            const float band = static_cast<float>(y) / period;
            const bool dark = static_cast<int>(band) % 2 == 0;
            picture.at(x, y) *= 1 - (dark ? stripe : 0) - grain * draws.between(0, 1);
        }
    Picture seams(28);
    for (const auto& seam : figure.seams) seams.stroke(placed(seam), 0.5f);
    for (int y = 0; y < 28; ++y)
        for (int x = 0; x < 28; ++x) picture.at(x, y) *= 1 - 0.6f * seams.at(x, y);
    picture.write(pixels);
    return static_cast<std::uint8_t>(kind);
}

}  // namespace nabla
