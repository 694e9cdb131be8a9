#include <catch2/catch_test_macros.hpp>

#include "web/app/frame_pace.h"

using nabla::FramePace;

namespace {

/// Frames drawn in ten seconds while training changes something all the time: a turn each `screen` s, one that follows a drawing
/// `cost` s after it.
int frames_drawn(FramePace& pace, double screen, double cost, double from = 0) {
    int drawn = 0;
    for (double now = from; now < from + 10;) {
        pace.begin(now);
        const bool draws = pace.due(now);
        if (draws) pace.draw(now), ++drawn;
        pace.end(true);
        now += draws ? std::max(screen, cost) : screen;
    }
    return drawn;
}

}  // namespace

TEST_CASE("FramePace: where drawing keeps up, every frame is drawn") {
    FramePace pace;
    CHECK(frames_drawn(pace, 1.0 / 60, 0.004) >= 599);
}

TEST_CASE("FramePace: the later the frames, the less of the time they get, and there is always one") {
    double share = 1;
    for (const double cost : {0.03, 0.05, 0.08}) {
        FramePace pace;
        const int frames = frames_drawn(pace, 1.0 / 60, cost);
        CHECK(frames * cost / 10 < share);
        share = frames * cost / 10;
    }
    CHECK(share < 0.3);
    FramePace pace;
    CHECK(frames_drawn(pace, 1.0 / 60, 0.5) >= 10);   // never more than 0.3 s apart beyond what a frame takes
}

TEST_CASE("FramePace: a screen of 30 frames a second is not taken for slow graphics, and slow graphics are noticed again") {
    FramePace pace;
    frames_drawn(pace, 1.0 / 30, 0.004);
    CHECK(frames_drawn(pace, 1.0 / 30, 0.004, 10) >= 299);
    CHECK(frames_drawn(pace, 1.0 / 30, 0.09, 20) < 60);
}

TEST_CASE("FramePace: a pause in which no frame was asked for tells nothing") {
    FramePace pace;
    for (int i = 0; i < 5; ++i) {   // two frames, then none for a while
        const double now = 7.0 * i;
        pace.begin(now), pace.draw(now), pace.end(true);
        pace.begin(now + 0.017);
        CHECK(pace.due(now + 0.017));
        pace.draw(now + 0.017), pace.end(false);
    }
}
