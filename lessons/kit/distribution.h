#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lessons/kit/box.h"
#include "lessons/kit/ui.h"

namespace nabla::kit {

/// One strip of runs: a dot a run, their mean and deviation, and a figure that somebody published, where there is one.
struct DistributionRow {
    std::string name;
    std::vector<double> values;          // NaN: not there yet
    ImU32 color = 0;
    double published = 0;                // 0: none
    std::vector<std::string> names = {}; // of the runs, for the read-out; empty: numbered
};

/// Scores over seeds or folds on one axis, a strip a setting, so that a difference is seen against its spread.
struct Distribution {
    std::string_view id;                 // dots are "ID.ROW.RUN"
    ImVec2 at;
    float width = 0;
    std::span<const DistributionRow> rows;
    double low = 0, high = 0;            // equal: from the values
    int digits = 3;                      // behind the point
    std::string_view published_name = {};// of the diamonds, in the key below the axis
    std::string_view axis_name = {};     // of the values, below the axis at the right
    bool summary = true;                 // mean and deviation as numbers at the right
};
/// Returns the height.
float distribution(Ui& ui, const Distribution& options);

/// Mean and deviation of a sample (divided by n - 1) of what is not NaN.
struct Summary {
    std::size_t count = 0;
    double mean = 0, deviation = 0;
};
Summary summary_of(std::span<const double> values);

}  // namespace nabla::kit
