#include <algorithm>

#include "core/experiment/model_check.h"
#include "core/session/control_groups.h"

namespace nabla {
namespace {

constexpr double batch_bytes = 0x1p29;  // half of what an Experiment may use: the rest is for the model

Named* find_early_stopping(FitOptions& fit) {
    const auto it = std::find_if(fit.callbacks.begin(), fit.callbacks.end(), [](const Named& c) { return c.class_name == "EarlyStopping"; });
    return it == fit.callbacks.end() ? nullptr : &*it;
}

std::int64_t largest_batch(const Experiment& e) {
    const auto data = dataset_shape(e.dataset);
    const auto rows = data.train_rows > 0 ? data.train_rows : 4096;
    if (data.sample.rank() == 0) return std::min<std::int64_t>(rows, 4096);
    Experiment one = e;
    one.fit.batch_size = 1;
    const double room = batch_bytes / (static_cast<double>(batch_floats(one, data)) * sizeof(float));
    return std::max<std::int64_t>(1, std::min({rows, std::int64_t{4096}, static_cast<std::int64_t>(room)}));
}

/// Without validation rows callbacks watch the training numbers instead, and val_... again when there are rows again.
void set_validation_split(FitOptions& fit, double split) {
    const bool had_rows = fit.validation_split > 0;
    fit.validation_split = split;
    for (auto& callback : fit.callbacks) {
        const bool watches = callback.class_name == "EarlyStopping" || callback.class_name == "ReduceLROnPlateau" || callback.class_name == "ModelCheckpoint";
        if (!watches) continue;
        auto monitor = callback.config.value("monitor", std::string("val_loss"));
        const bool watches_validation = monitor.starts_with("val_");
        if (watches_validation && fit.validation_split == 0) monitor.erase(0, 4);
        if (!watches_validation && !had_rows && fit.validation_split > 0) monitor.insert(0, "val_");
        callback.config["monitor"] = monitor;
    }
}

void add_early_stopping(const Experiment& e, std::vector<Control>& out) {
    FitOptions fit = e.fit;
    const auto* stopping = find_early_stopping(fit);
    out.push_back(toggle("fit.early_stopping", "fit", {"조기 종료", "Early stopping"}, stopping != nullptr,
                         {"더 나아지지 않으면 훈련을 멈춰요.", "Stops training when it no longer gets better."}));
    if (!stopping) return;
    out.push_back(whole_number("fit.early_stopping.patience", "fit", {"인내", "Patience"}, stopping->config.value("patience", std::int64_t{0}), 0, 50,
                               {"나아지지 않는 에포크를 이만큼 기다려요.", "Waits this many epochs without improvement."}));
    out.push_back(toggle("fit.early_stopping.restore_best_weights", "fit", {"가장 좋은 가중치로 되돌리기", "Restore best weights"},
                         stopping->config.value("restore_best_weights", false),
                         {"멈춘 뒤 가장 좋았던 에포크의 가중치를 써요.", "After stopping, uses the weights of the best epoch."}));
}

void set_early_stopping(Experiment& e, bool on) {
    if (!on) std::erase_if(e.fit.callbacks, [](const Named& c) { return c.class_name == "EarlyStopping"; });
    else if (!find_early_stopping(e.fit)) {
        const bool validates = e.fit.validation_split > 0 || e.folds > 0;
        e.fit.callbacks.push_back({"EarlyStopping", {{"monitor", validates ? "val_loss" : "loss"}, {"patience", 2}}});
    }
}

}  // namespace

void add_fit_controls(const Experiment& e, std::vector<Control>& out) {
    out.push_back(whole_number("fit.epochs", "fit", {"에포크", "Epochs"}, e.fit.epochs, 1, 2000,
                               {"훈련 데이터를 모두 몇 번 볼지 정해요.", "How often training goes through all its rows."}));
    out.push_back(whole_number("fit.batch_size", "fit", {"배치 크기", "Batch size"}, e.fit.batch_size, 1, largest_batch(e),
                               {"이만큼의 샘플마다 가중치를 한 번 고쳐요.", "Updates the weights once for this many samples."}));
    const auto rows = dataset_shape(e.dataset).train_rows;
    auto split = slider("fit.validation_split", "fit", {"검증 비율", "Validation split"}, e.fit.validation_split, 0, rows == 1 ? 0 : 0.5, 0.05,
                        {"훈련 데이터의 끝에서 이만큼을 검증에 써요.", "Keeps this share, the last rows, for validation."});
    if (e.folds > 0) {
        split.enabled = false;
        split.hint = {"교차 검증이 검증 세트를 따로 만들어요.", "Cross-validation makes its own validation rows."};
    }
    out.push_back(std::move(split));
    out.push_back(toggle("fit.shuffle", "fit", {"섞기", "Shuffle"}, e.fit.shuffle, {"에포크마다 샘플의 순서를 섞어요.", "Shuffles the samples before each epoch."}));
    add_early_stopping(e, out);
    out.push_back(whole_number("seed", "fit", {"시드", "Seed"}, static_cast<std::int64_t>(e.seed), 0, 9999,
                               {"같은 시드는 같은 초기 가중치와 같은 순서를 줘요.", "The same seed gives the same weights and order."}));
}

bool set_fit_control(Experiment& e, std::string_view id, const Json& value) {
    if (id == "fit.epochs") e.fit.epochs = value.get<std::int64_t>();
    else if (id == "fit.batch_size") e.fit.batch_size = value.get<std::int64_t>();
    else if (id == "fit.shuffle") e.fit.shuffle = value.get<bool>();
    else if (id == "seed") e.seed = static_cast<std::uint64_t>(value.get<std::int64_t>());
    else if (id == "fit.validation_split") set_validation_split(e.fit, value.get<double>());
    else if (id == "fit.early_stopping") set_early_stopping(e, value.get<bool>());
    else if (id.starts_with("fit.early_stopping.")) find_early_stopping(e.fit)->config[std::string(id.substr(19))] = value;
    else return false;
    return true;
}

}  // namespace nabla
