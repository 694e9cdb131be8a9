#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/session/session.h"

namespace nabla::lessons::boston_housing {

/// What the learner takes along: the setting that ran, every seed's score, and the folds of the same network if they were trained.
/// Held in lesson_state["report"], so that it outlives the runs.
struct Report {
    struct Score {
        int seed = 0;
        double mae = 0;              // on the test set
    };
    Json experiment;                 // of the ten seeds, canonical; null: not known
    std::vector<Score> scores;
    std::vector<double> folds;       // validation MAE of each fold after its last epoch; empty: none of this network
    int fold_epochs = 0;
    double mean() const;
    double deviation() const;        // divided by n - 1
};

/// Seeds whose run has trained to its end and was scored on the test set; a run without an epoch does not count.
std::vector<Report::Score> seed_scores(const Session& session);
/// The setting is remembered beside the runs: the panel may say something else by the time they are written down.
void remember_setting(Session& session, const char* group);
void save_report(Session& session);
std::optional<Report> report_of(const Json& lesson_state);

/// The report as Markdown, no date in it: the same runs make the same text.
std::string report_text(const Report& report, Language language);
constexpr const char* report_name = "boston-housing-report.md";

}  // namespace nabla::lessons::boston_housing
