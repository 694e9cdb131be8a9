#include "core/train/training_run.h"
#include "tests/bench/work.h"

namespace nabla::bench {
namespace {

std::shared_ptr<const Dataset> load(const Experiment& experiment, const RawFiles* raw) {
    return std::make_shared<Dataset>(build_dataset(experiment.dataset, raw, nullptr, experiment.seed));
}

/// A run of many epochs, that begins again where it ends.
class Training : public Work {
public:
    Training(const Json& what, const RawFiles* raw)
        : pool_(what.value("threads", 1)), experiment_(Experiment::parse(what.at("experiment"))), data_(load(experiment_, raw)),
          run_(experiment_, data_, {.pool = &pool_}), start_(run_.snapshot()) {}

    void run() override {
        if (!run_.step()) run_.rewind(start_);
    }
    Batch batch() const override {
        const auto& part = data_->train;
        const auto rows = std::min(experiment_.fit.batch_size, part.rows());
        Batch made{.rows = rows, .generated = data_->generated};
        made.x.resize(static_cast<std::size_t>(rows * part.x.sample_shape().elements()));
        part.x.gather(0, rows, made.x.data());
        made.y.assign(part.y.begin(), part.y.begin() + rows * part.target_width);
        return made;
    }

protected:
    ThreadPool pool_;
    Experiment experiment_;
    std::shared_ptr<const Dataset> data_;
    TrainingRun run_;
    RunSnapshot start_;
};

class Predicting final : public Training {
public:
    Predicting(const Json& what, const RawFiles* raw)
        : Training(what, raw), row_(static_cast<std::size_t>(data_->train.x.sample_shape().elements())) {
        data_->train.x.gather(0, 1, row_.data());
    }
    void run() override { run_.predict(row_); }

private:
    std::vector<float> row_;
};

}  // namespace

std::unique_ptr<Work> make_step(const Json& what, const RawFiles* raw) { return std::make_unique<Training>(what, raw); }
std::unique_ptr<Work> make_predict(const Json& what, const RawFiles* raw) { return std::make_unique<Predicting>(what, raw); }

}  // namespace nabla::bench
