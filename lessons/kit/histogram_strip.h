#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lessons/kit/box.h"
#include "lessons/kit/ui.h"

namespace nabla::kit {

/// Shares of values in equal intervals of [low, high]; what lies outside goes to the end intervals.
std::vector<float> shares_of(std::span<const float> values, double low, double high, std::size_t bins);

/// The distribution of one quantity in one layer, and its number.
struct StripCell {
    std::vector<float> shares;
    std::string number;              // RMS, share of zeros: what the shape comes to
    ImU32 color = 0;                 // 0: the accent
    bool warning = false;            // its number is out of bounds
};
struct StripColumn {
    std::string title, number_title; // above the histograms, above their numbers
    double low = 0, high = 1;
    bool powers = false;             // the axis is a power of ten: ticks are 10^x
    double origin = 0;               // a hairline through every histogram: 0 of a signed quantity; outside: none
};
struct StripRow {
    std::string name;
    std::vector<StripCell> cells;    // as many as columns
};

/// Histograms one below the other, a row a layer, on one axis per column: how a signal changes on its way through a network.
struct HistogramStrip {
    std::string_view id;             // rows are "ID.INDEX"
    ImVec2 at;
    float width = 0, row_height = 30;
    std::span<const StripColumn> columns;
    std::span<const StripRow> rows;
};
/// Returns the height.
float histogram_strip(Ui& ui, const HistogramStrip& options);

}  // namespace nabla::kit
