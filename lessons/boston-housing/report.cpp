#include "lessons/boston-housing/report.h"

#include <algorithm>
#include <cmath>

#include "lessons/boston-housing/state.h"
#include "lessons/numerals.h"

namespace nabla::lessons::boston_housing {
namespace {

constexpr int most_scores = 1000;

Spread spread_of_scores(const Report& report) {
    std::vector<double> values;
    for (const Report::Score& score : report.scores) values.push_back(score.mae);
    return spread_of(values);
}

double rounded(double value) { return std::round(value * 1e4) / 1e4; }

/// What the four folds must share with the ten seeds to stand in one report: all but the length of training and the seed.
Json without_length(Json experiment) {
    if (experiment.is_object()) experiment.erase("seed");
    if (const auto fit = experiment.find("fit"); experiment.is_object() && fit != experiment.end() && fit->is_object()) fit->erase("epochs");
    return experiment;
}

std::optional<Experiment> parsed(const Json& json) {
    try {
        return Experiment::parse(json);
    } catch (const Error&) {
        return {};   // from a link, or an older edition's
    }
}

std::string joined(const std::vector<std::string>& words, const char* between) {
    std::string text;
    for (const auto& word : words) text += (text.empty() ? "" : between) + word;
    return text;
}

/// "Dense(64, relu)": what is named first in the class's config, as far as it has it.
std::string layers_of(const Json& model) {
    std::vector<std::string> layers;
    for (const Json& layer : model["config"]["layers"]) {
        const std::string name = layer.value("class_name", "");
        if (name == "InputLayer") continue;
        std::vector<std::string> settings;
        for (const char* key : {"units", "rate", "activation"})
            if (const auto it = layer["config"].find(key); it != layer["config"].end()) settings.push_back(it->is_string() ? it->get<std::string>() : it->dump());
        layers.push_back(name + (settings.empty() ? "" : "(" + joined(settings, ", ") + ")"));
    }
    return joined(layers, " → ");
}

std::string optimizer_of(const Named& optimizer) {
    std::vector<std::string> settings;
    for (const char* key : {"learning_rate", "momentum"})
        if (const auto it = optimizer.config.find(key); it != optimizer.config.end() && it->is_number() && it->get<double>() != 0) settings.push_back(std::string(key) + "=" + short_number(it->get<double>(), 6));
    return optimizer.class_name + "(" + joined(settings, ", ") + ")";
}

/// Lines of Markdown in one of the two languages.
class Lines {
public:
    explicit Lines(Language language) : language_(language) {}
    const char* tr(const char* ko, const char* en) const { return language_ == Language::ko ? ko : en; }
    Lines& add(const std::string& line = {}) { return text_ += line + "\n", *this; }
    Lines& fact(const char* ko, const char* en, const std::string& value) { return add(std::string("- ") + tr(ko, en) + ": " + value); }
    std::string take() { return std::move(text_); }

private:
    Language language_;
    std::string text_;
};

void add_setting(Lines& out, const Report& report) {
    const auto experiment = parsed(report.experiment);
    if (!experiment) return;
    const Experiment& e = *experiment;
    std::vector<std::string> columns;
    for (const auto& name : e.dataset.drop) columns.push_back(name + out.tr(" 뺌", " dropped"));
    for (const auto& name : e.dataset.one_hot) columns.push_back(name + out.tr(" 원-핫", " one-hot"));
    out.add(out.tr("## 설정", "## Setting")).add();
    out.fact("데이터", "Data", e.dataset.name + (e.dataset.rows ? std::string(out.tr(", 훈련 행 ", ", training rows ")) + std::to_string(*e.dataset.rows) : ""));
    out.fact("입력", "Input", e.dataset.standardize ? out.tr("표준화", "standardized") : e.dataset.min_max ? out.tr("0~1로 바꿈", "scaled to 0 to 1") : e.dataset.given_scale ? out.tr("정한 수로 표준화", "standardized with given numbers") : out.tr("원래 값", "raw"));
    out.fact("열", "Columns", columns.empty() ? out.tr("모두", "all") : joined(columns, ", "));
    out.fact("층", "Layers", layers_of(e.model));
    out.fact("옵티마이저", "Optimizer", optimizer_of(e.compile.optimizer));
    out.fact("손실", "Loss", e.compile.loss);
    out.fact("에포크", "Epochs", std::to_string(e.fit.epochs));
    out.fact("배치 크기", "Batch size", std::to_string(e.fit.batch_size));
    if (e.fit.validation_split > 0) out.fact("검증 비율", "Validation split", short_number(e.fit.validation_split, 3));
    for (const Named& callback : e.fit.callbacks) out.fact("콜백", "Callback", callback.class_name);
}

void add_folds(Lines& out, const Report& report) {
    if (report.folds.empty()) {
        out.fact("겹", "Folds", out.tr("쓰지 않음", "none"));
        return;
    }
    std::vector<std::string> scores;
    for (const double mae : report.folds) scores.push_back(fixed(mae, 3));
    const Spread spread = spread_of(report.folds);
    out.fact("겹", "Folds", std::to_string(report.folds.size()) + out.tr("겹, 에포크 ", " folds, epochs ") + std::to_string(report.fold_epochs) + out.tr(", 검증 MAE ", ", validation MAE ") + joined(scores, ", ") + " (" + fixed(spread.mean, 3) + " ± " +
                                       fixed(spread.deviation, 3) + ")");
}

}  // namespace

double Report::mean() const { return spread_of_scores(*this).mean; }
double Report::deviation() const { return spread_of_scores(*this).deviation; }

std::vector<Report::Score> seed_scores(const Session& session) {
    std::vector<Report::Score> scores;
    const auto& views = session.group().views();
    for (std::size_t i = 0; i < views.size(); ++i) {
        const GroupRunView& run = views[i];
        if (run.state != GroupRunView::State::done || run.history.epochs() == 0 || !run.test) continue;
        for (const auto& [name, value] : run.test->metrics)
            if (name == "mae") scores.push_back({.seed = static_cast<int>(i) + 1, .mae = value});
    }
    return scores;
}

void remember_setting(Session& session, const char* group) {
    Json trained = session.lesson_state().value("trained", Json::object());
    trained[group] = session.experiment().to_json();
    session.set_lesson_state("trained", std::move(trained));
}

void save_report(Session& session) {
    Json scores = Json::array(), ends = Json::array();
    for (const Report::Score& score : seed_scores(session)) scores.push_back({score.seed, rounded(score.mae)});
    const Json trained = session.lesson_state().value("trained", Json::object());
    const Json setting = trained.value("seeds", Json());
    const FoldCurves curves = fold_curves(session);
    if (curves.complete && without_length(trained.value("folds", Json())) == without_length(setting))
        for (const auto* values : curves.each) ends.push_back(rounded(values->back()));
    session.set_lesson_state("report", {{"experiment", setting}, {"scores", std::move(scores)}, {"folds", std::move(ends)}, {"fold_epochs", curves.average.size()}});
}

std::optional<Report> report_of(const Json& lesson_state) {
    const auto it = lesson_state.find("report");
    if (it == lesson_state.end() || !it->is_object()) return {};
    const auto list = [&](const char* key) { return it->contains(key) && (*it)[key].is_array() && (*it)[key].size() <= most_scores ? (*it)[key] : Json::array(); };
    Report report{.experiment = it->value("experiment", Json()), .scores = {}, .folds = {}, .fold_epochs = 0};
    for (const Json& one : list("scores"))
        if (one.is_array() && one.size() == 2 && one[0].is_number_integer() && one[1].is_number()) report.scores.push_back({.seed = one[0].get<int>(), .mae = one[1].get<double>()});
    for (const Json& one : list("folds"))
        if (one.is_number()) report.folds.push_back(one.get<double>());
    if (const Json epochs = it->value("fold_epochs", Json()); epochs.is_number_integer()) report.fold_epochs = epochs.get<int>();
    if (report.scores.empty()) return {};
    return report;
}

std::string report_text(const Report& report, Language language) {
    Lines out(language);
    const auto count = std::to_string(report.scores.size());
    std::vector<std::string> names;
    for (const Report::Score& score : report.scores) names.push_back(std::to_string(score.seed));
    out.add(out.tr("# 보스턴 주택 가격: 시드마다 잰 테스트 오차", "# Boston housing: test error over seeds")).add();
    out.add(std::string(out.tr("테스트 MAE ", "Test MAE ")) + fixed(report.mean(), 3) + " ± " + fixed(report.deviation(), 3) + out.tr(" (1,000달러, 시드 ", " (thousand dollars, ") + count + out.tr("개의 평균 ± 표준편차)", " seeds, mean ± standard deviation)")).add();
    add_setting(out, report);
    add_folds(out, report);
    out.fact("시드", "Seeds", joined(names, ", ")).add();
    out.add(out.tr("## 시드마다", "## Seed by seed")).add();
    out.add(out.tr("| 시드 | 테스트 MAE |", "| Seed | Test MAE |")).add("|---:|---:|");
    for (const Report::Score& score : report.scores) out.add("| " + std::to_string(score.seed) + " | " + fixed(score.mae, 3) + " |");
    out.add().add(std::string(out.tr("평균 ", "Mean ")) + fixed(report.mean(), 3) + out.tr(", 표준편차 ", ", standard deviation ") + fixed(report.deviation(), 3) + out.tr(" (n − 1로 나눔). 테스트 세트로 평가한 실행: ", " (divided by n − 1). Runs evaluated on the test set: ") + count + ".");
    return out.take();
}

}  // namespace nabla::lessons::boston_housing
