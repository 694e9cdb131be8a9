#include <algorithm>
#include <cmath>

#include "core/session/control_groups.h"
#include "lessons/boston-housing/report.h"
#include "lessons/boston-housing/state.h"

namespace nabla::lessons::boston_housing {
namespace {

const Text inputs_named{"실험에서 dataset.inputs를 빼면 비교할 수 있어요.", "Take dataset.inputs out of the experiment to compare."};

void table_controls(const Session& session, const State& state, std::vector<Control>& out) {
    const auto data = session.dataset();
    if (!data) return;
    const RawTable table = raw_table(*data);
    Control columns{.id = "figure.column", .kind = Control::Kind::select, .label = {"열", "Column"}, .group = "figure", .value = state.column,
                    .hint = {"이 열의 히스토그램을 크게 보여 줘요.", "Shows this column's histogram in large."}};
    for (const auto& name : table.names) columns.choices.push_back({name, {name, name}});
    out.push_back(std::move(columns));
    const auto column = table.column(state.column);
    if (!column) return;
    const int last = static_cast<int>(bars_of(table, *column).counts.size()) - 1;
    out.push_back(whole_number("figure.bin", "figure", {"막대 번호", "Bar number"}, std::min(state.bin, last), -1, last,
                               {"왼쪽에서부터 0, 1, 2예요. −1은 고르지 않은 것이에요.", "Counted from the left: 0, 1, 2. −1 is none."}));
}

void pair_controls(const Session& session, const State& state, std::vector<Control>& out) {
    out.push_back(slider("figure.share", "figure", {"흑인 비율 Bk", "Black share Bk"}, state.share, 0, 1, 0.01,
                         {"이 비율이 열 B에서 어떤 수가 되는지 보여 줘요.", "Shows which number column B makes of this share."}));
    const auto data = session.dataset();
    auto train = button("figure.train_pairs", "figure", session.step().label("train_pairs"),
                        {"같은 겹을 B를 넣고 한 번, 빼고 한 번 훈련해요. 5겹 × 시드 4개라 40번이에요.", "Trains each fold once with B and once without: 5 folds × 4 seeds, 40 runs."});
    const bool can = can_pair(session, Comparison::without_b);
    train.enabled = can && !session.group("without_b").busy();
    if (data && !data->inputs.empty()) train.hint = inputs_named;
    else if (data && !can) train.hint = {"실험 칸에서 ‘B 빼기’를 끄면 비교할 수 있어요.", "Switch \"Drop B\" off in the experiment panel to compare."};
    out.push_back(std::move(train));
    out.push_back(question_control(session, without_b));
}

Control folds_button(const Session& session) {
    auto train = button("figure.train_folds", "figure", session.step().label("train_folds"),
                        {"훈련 행을 네 겹으로 나눠, 겹마다 하나씩 네 번을 함께 훈련해요.", "Deals the training rows into four folds and trains four runs side by side."});
    train.enabled = session.dataset() && !session.group("folds").busy();
    return train;
}

void fold_controls(const Session& session, const State& state, std::vector<Control>& out) {
    Control features{.id = "figure.feature", .kind = Control::Kind::select, .label = session.step().label("feature"), .group = "figure", .value = state.feature,
                     .hint = {"이 열의 평균과 표준편차를 겹마다 보여 줘요.", "Shows this column's mean and deviation fold by fold."}};
    if (const auto data = session.dataset())
        for (const auto& name : data->feature_names) features.choices.push_back({name, {name, name}});
    if (std::ranges::any_of(features.choices, [&](const auto& choice) { return choice.value == state.feature; })) out.push_back(std::move(features));
    out.push_back(folds_button(session));
    out.push_back(question_control(session, fold_spread));
}

void epoch_controls(const Session& session, const State& state, std::vector<Control>& out) {
    out.push_back(folds_button(session));
    out.push_back(whole_number("figure.epoch", "figure", session.step().label("choose"), state.epoch, 0, fold_epochs,
                               {"이만큼의 에포크로 404행을 모두 써서 다시 훈련해요. 0은 고르지 않은 것이에요.", "All 404 rows train again for so many epochs. 0 is none."}));
    out.push_back(typed_control(session, epochs_argument()));
}

void chas_controls(const Session& session, const State& state, std::vector<Control>& out) {
    out.push_back(whole_number("figure.area", "figure", session.step().label("area"), state.area, 0, 505, {"이 지역의 행을 보여 줘요.", "Shows this area's row."}));
    out.push_back(slider("figure.away", "figure", session.step().label("w_away"), state.away, -5, 5, 0.5, {"열 CHAS=0의 가중치예요.", "Weight of the column CHAS=0."}));
    out.push_back(slider("figure.river", "figure", session.step().label("w_river"), state.river, -5, 5, 0.5, {"열 CHAS=1의 가중치예요.", "Weight of the column CHAS=1."}));
    const auto data = session.dataset();
    auto train = button("figure.train_chas", "figure", session.step().label("train_chas"),
                        {"같은 겹을 CHAS 그대로 한 번, 원-핫으로 한 번 훈련해요. 5겹 × 시드 4개라 40번이에요.", "Trains each fold once with CHAS as it is and once one-hot: 5 folds × 4 seeds, 40 runs."});
    const bool can = can_pair(session, Comparison::chas_one_hot);
    train.enabled = can && !session.group("chas").busy();
    if (data && !data->inputs.empty()) train.hint = inputs_named;
    else if (data && !can) train.hint = {"실험 칸에서 CHAS를 그대로 두면 비교할 수 있어요.", "Leave CHAS as it is in the experiment panel to compare."};
    out.push_back(std::move(train));
    out.push_back(question_control(session, one_hot));
    out.push_back(typed_control(session, column_sum()));
}

/// The choice is what the run bar trains next.
void choose_epoch(Session& session, int epoch) {
    session.set_lesson_state("epoch", epoch);
    Experiment e = session.experiment();
    if (epoch == 0 || e.fit.epochs == epoch) return;
    e.fit.epochs = epoch;
    session.set_experiment(std::move(e), "figure.epoch");
}

void report_controls(const Session& session, const State& state, std::vector<Control>& out) {
    out.push_back(whole_number("figure.row", "figure", {"테스트 샘플 번호", "Test sample number"}, state.row, -1, 101,
                               {"이 샘플의 특성과 예측을 보여 줘요. −1은 고르지 않은 것이에요.", "Shows this sample's features and prediction. −1 is none."}));
    auto train = button("figure.train_seeds", "figure", session.step().label("train_seeds"),
                        {"지금 실험을 시드 1부터 10까지 훈련하고 테스트 세트로 평가해요.", "Trains the present experiment with seeds 1 to 10 and evaluates each on the test set."});
    train.enabled = session.dataset() && !session.group().busy();
    auto save = button("figure.save", "figure", session.step().label("save"), {"지금의 평균과 표준편차를 보고서에 적어요.", "Writes the present mean and deviation into the report."});
    save.enabled = seeds_of(session).size() >= 5;
    out.push_back(std::move(train));
    out.push_back(std::move(save));
    auto copy = button("figure.copy_report", "figure", session.step().label("copy_report"), {"보고서를 글로 복사해요.", "Copies the report as text."});
    auto download = button("figure.download_report", "figure", session.step().label("download_report"), {"보고서를 Markdown 파일로 받아요.", "Saves the report as a Markdown file."});
    copy.enabled = download.enabled = state.report.has_value();
    out.push_back(std::move(copy));
    out.push_back(std::move(download));
}

/// The page puts it on the clipboard or into a file.
void take_report(Session& session, const char* how) {
    const auto report = report_of(session.lesson_state());
    if (!report) return;
    session.emit({{"event", "take"}, {"how", how}, {"name", report_name}, {"text", report_text(*report, session.language())}});
}

/// Only runs that start are remembered with their setting.
void train_seeds(Session& session) {
    session.want_test_data();
    const auto data = session.dataset();
    if (!data || !data->test) return;
    remember_setting(session, "seeds");
    start_seeds(session);
}

void train_folds(Session& session) {
    if (!session.dataset()) return;
    remember_setting(session, "folds");
    start_folds(session);
}

}  // namespace

std::vector<Control> figure_controls(const Session& session) {
    const State state = State::read(session.lesson_state());
    const std::string& step = session.step().id;
    std::vector<Control> out;
    if (step == "baseline") {
        out.push_back({.id = "figure.baseline", .kind = Control::Kind::select, .label = {"기준", "Baseline"}, .group = "figure", .value = state.baseline,
                       .choices = {{"constant", session.step().label("constant")}, {"linear", session.step().label("linear")}}});
        out.push_back(slider("figure.constant", "figure", {"늘 같은 답 (1,000달러)", "Answer ($1,000)"}, state.constant, lowest_price, highest_price, 0.1,
                             {"102개 지역 모두에 이 값을 답해요.", "Answers this for all 102 areas."}));
        out.push_back(question_control(session, baseline_mae));
        out.push_back(question_control(session, batches));
    } else if (step == "table") {
        table_controls(session, state, out);
    } else if (step == "scale") {
        out.push_back(question_control(session, raw_scale));
    } else if (step == "scores") {
        out.push_back(whole_number("figure.trim", "figure", session.step().label("trim"), state.trim, 0, trim_limit,
                                   {"가장 크게 틀린 지역부터 빼고 두 지표를 다시 재요.", "Leaves out the largest errors and measures again."}));
        out.push_back(question_control(session, agree));
    } else if (step == "column-b") {
        pair_controls(session, state, out);
    } else if (step == "folds") {
        fold_controls(session, state, out);
    } else if (step == "epoch") {
        epoch_controls(session, state, out);
    } else if (step == "chas") {
        chas_controls(session, state, out);
    } else if (step == "report") {
        report_controls(session, state, out);
    }
    say_what_is_set(out, {{"figure.epoch", "fit.epochs"}});
    return out;
}

void set_figure_control(Session& session, std::string_view id, const Json& value) {
    if (set_answer(session, id, value, {batches, baseline_mae, raw_scale, fold_spread, agree, without_b, one_hot})) return;
    if (set_typed(session, id, value, {&epochs_argument(), &column_sum()})) return;
    const auto set = [&](const char* key) { session.set_lesson_state(key, value); };
    if (id == "figure.constant") set("constant");
    else if (id == "figure.baseline") set("baseline");
    else if (id == "figure.column") {
        if (State::read(session.lesson_state()).column == value.get<std::string>()) return;
        set("column");
        session.set_lesson_state("bin", -1);
    } else if (id == "figure.bin") set("bin");
    else if (id == "figure.trim") set("trim");
    else if (id == "figure.share") set("share");
    else if (id == "figure.row") set("row");
    else if (id == "figure.feature") set("feature");
    else if (id == "figure.area") set("area");
    else if (id == "figure.away") set("away");
    else if (id == "figure.river") set("river");
    else if (id == "figure.epoch") choose_epoch(session, value.get<int>());
    else if (id == "figure.train_folds") train_folds(session);
    else if (id == "figure.train_pairs") start_pairs(session, Comparison::without_b);
    else if (id == "figure.train_chas") start_pairs(session, Comparison::chas_one_hot);
    else if (id == "figure.train_seeds") train_seeds(session);
    else if (id == "figure.save") save_report(session);
    else if (id == "figure.copy_report") take_report(session, "copy");
    else if (id == "figure.download_report") take_report(session, "save");
}

}  // namespace nabla::lessons::boston_housing
