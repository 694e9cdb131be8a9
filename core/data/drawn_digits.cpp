#include "core/data/drawn_digits.h"

#include <array>
#include <vector>

#include "core/data/drawing.h"
#include "core/data/family.h"

namespace nabla {
namespace {

using Line = std::vector<Point>;
struct Glyph {
    std::uint8_t digit;
    std::vector<Line> curved, straight = {};  // pen paths in the unit square, y down
};

/// The ten digits, some in two hands.
const std::vector<std::vector<Glyph>>& glyphs() {
    static const std::vector<std::vector<Glyph>> all = {
        {{0, {{{.55f, .02f}, {.22f, .16f}, {.10f, .50f}, {.22f, .85f}, {.50f, .98f}, {.78f, .84f}, {.90f, .50f}, {.80f, .17f}, {.55f, .02f}}}}},
        {{1, {}, {{{.50f, .02f}, {.50f, .98f}}}}, {1, {}, {{{.32f, .22f}, {.54f, .02f}, {.54f, .98f}}}}},
        {{2, {{{.14f, .25f}, {.30f, .06f}, {.60f, .02f}, {.82f, .22f}, {.72f, .48f}, {.42f, .74f}, {.12f, .96f}}}, {{{.12f, .96f}, {.90f, .94f}}}},
         {2, {{{.16f, .22f}, {.42f, .02f}, {.76f, .14f}, {.72f, .46f}, {.40f, .80f}, {.16f, .92f}, {.20f, .74f}, {.46f, .82f}, {.92f, .96f}}}}},
        {{3, {{{.16f, .12f}, {.50f, .02f}, {.80f, .20f}, {.66f, .42f}, {.40f, .48f}}, {{.40f, .48f}, {.74f, .54f}, {.86f, .76f}, {.58f, .97f}, {.28f, .96f}, {.10f, .84f}}}}},
        {{4, {}, {{{.62f, .02f}, {.10f, .66f}, {.92f, .66f}}, {{.68f, .30f}, {.66f, .98f}}}}, {4, {{{.20f, .04f}, {.14f, .40f}, {.40f, .52f}, {.82f, .42f}}}, {{{.82f, .04f}, {.76f, .98f}}}}},
        {{5, {{{.22f, .44f}, {.52f, .36f}, {.82f, .52f}, {.82f, .80f}, {.54f, .98f}, {.12f, .90f}}}, {{{.82f, .04f}, {.28f, .04f}, {.22f, .44f}}}}},
        {{6, {{{.72f, .03f}, {.40f, .20f}, {.17f, .56f}, {.24f, .88f}, {.52f, .98f}, {.80f, .82f}, {.74f, .58f}, {.46f, .52f}, {.20f, .72f}}}}},
        {{7, {}, {{{.10f, .06f}, {.88f, .06f}, {.42f, .98f}}}}, {7, {}, {{{.10f, .08f}, {.86f, .05f}, {.46f, .98f}}, {{.36f, .52f}, {.80f, .48f}}}}},
        {{8, {{{.50f, .48f}, {.20f, .28f}, {.32f, .05f}, {.68f, .05f}, {.80f, .26f}, {.50f, .48f}, {.16f, .74f}, {.30f, .96f}, {.70f, .96f}, {.84f, .74f}, {.50f, .48f}}}}},
        {{9, {{{.80f, .26f}, {.54f, .03f}, {.22f, .18f}, {.24f, .44f}, {.52f, .52f}, {.78f, .34f}}}, {{{.80f, .26f}, {.70f, .98f}}}},
         {9, {{{.80f, .24f}, {.52f, .03f}, {.20f, .20f}, {.26f, .46f}, {.56f, .48f}, {.80f, .24f}, {.80f, .62f}, {.64f, .92f}, {.30f, .96f}}}}},
    };
    return all;
}

}  // namespace

std::uint8_t draw_digit(bool test, std::uint64_t row, std::uint8_t* pixels, int side, float top) {
    Draws draws(rng_for(stand_in_seed, Stream::data).fork(test ? 1 : 0).fork(row));
    const auto& hands = glyphs()[draws.below(10)];
    const auto& glyph = hands[draws.below(static_cast<std::uint32_t>(hands.size()))];
    const float unit = static_cast<float>(side) / 28;
    const auto to_pixels = place(draws, {.size = 28 * unit, .width_low = 11 * unit, .width_high = 18 * unit, .height_low = 17 * unit,
                                         .height_high = 21 * unit, .turn = 0.22f, .slant = 0.28f, .move = 1.6f * unit});
    const float radius = draws.between(0.8f, 1.9f) * unit, pressure = draws.between(0.85f, 1);
    Picture picture(side);
    const auto trace = [&](const std::vector<Line>& lines, bool curved) {
        for (auto line : lines) {
            for (auto& point : line) point = to_pixels({point.x + draws.normal(0.03f), point.y + draws.normal(0.025f)});
            picture.stroke(curved ? smooth(line) : line, radius, pressure);
        }
    };
    trace(glyph.curved, true);
    trace(glyph.straight, false);
    picture.write(pixels, top);
    return glyph.digit;
}

}  // namespace nabla
