#include <algorithm>

#include "core/experiment/json_reader.h"
#include "core/experiment/model_ends.h"
#include "core/session/api_json.h"
#include "core/session/session_impl.h"
#include "core/train/batch_source.h"
#include "core/train/check_run.h"

namespace nabla {
namespace {

constexpr std::int64_t rows_at_once = 256;

ErrorInfo no_run() { return {.code = "no_run", .where = "model", .expected = "data and a model", .received = "none yet", .advice = {}}; }

}  // namespace

void Session::Impl::request(Request wanted) {
    if (loader.error() || (wanted.needs_test && loader.test_error())) loader.retry();
    loader.want_train();
    if (wanted.needs_test) loader.want_test();
    requests.push_back(std::move(wanted));
}

void Session::Impl::serve_requests() {
    std::vector<Request> waiting = std::move(requests);
    requests.clear();
    for (auto& wanted : waiting) {
        const auto& error = loader.error() ? loader.error() : wanted.needs_test ? loader.test_error() : loader.error();
        if (error) wanted.fail(*error);
        else if (!loader.dataset() || (wanted.needs_test && !loader.test_ready())) requests.push_back(std::move(wanted));
        else {
            try {
                ensure_prepared();
                wanted.start();
            } catch (const Error& problem) {
                wanted.fail(problem.info());
            }
        }
    }
}

void Session::Impl::fail_requests(const ErrorInfo& error) {
    const std::vector<Request> waiting = std::move(requests);
    requests.clear();
    for (const auto& wanted : waiting) session.post([fail = wanted.fail, error] { fail(error); });
}

DatasetShape Session::Impl::data_shape() const {
    const auto data = loader.dataset();
    return data ? dataset_shape(*data) : dataset_shape(experiment.dataset);
}

/// The probe takes over the newest weights that the trainer has published.
bool Session::Impl::follow_weights() {
    const auto weights = prepared_run && !loading_weights && trainer.current() ? trainer.weights() : nullptr;
    if (!weights || weights == probe_weights) return false;
    probe_weights = weights;
    if (probe) {
        std::copy(weights->begin(), weights->end(), probe->weights().begin());
        std::copy(trainer.state()->begin(), trainer.state()->end(), probe->state().begin());
    }
    ++weights_version;
    return true;
}

const Model* Session::probe() const { return impl_->session.probe(); }

Model* Session::probe() {
    Impl& s = *impl_;
    if (s.probe) return s.probe.get();
    const auto shapes = input_shapes(s.experiment.model, s.data_shape());
    if (shapes.empty()) return nullptr;
    s.probe = std::make_unique<Model>(s.experiment.model, shapes);
    s.probe->keep_details();
    s.probe->initialize(s.experiment.seed);
    const auto known = std::exchange(s.probe_weights, nullptr);
    const auto version = s.weights_version;
    s.follow_weights();
    if (s.probe_weights == known) s.weights_version = version;   // the same weights, of which a model is made
    return s.probe.get();
}

std::uint64_t Session::weights_version() const { return impl_->weights_version; }
bool Session::untrained() const { return view().update == 0 && !impl_->weights_loaded; }
const std::optional<TestResult>& Session::test_result() const { return impl_->test_result; }

/// The weights that were tested are published with the view: until that is complete the result has no version to bear.
void Session::Impl::finish_evaluation(std::shared_ptr<Evaluation> result, std::shared_ptr<const Dataset> data, Origin origin, Answer done) {
    if (generation == origin.generation && !trainer.current())
        return session.post([=, this] { finish_evaluation(result, data, origin, done); });
    const Json numbers = evaluation_json(*result);
    bool kept_score = false;
    for (auto& kept : memory().runs)   // it keeps its score, whatever was begun meanwhile
        if (kept.number == origin.run && lesson == origin.lesson) kept.test = numbers, kept_score = changed = true;
    if (generation == origin.generation) {
        follow_weights();
        const auto compared = output_names(experiment.model)[compared_output(experiment.compile)];
        test_result = make_test_result(std::move(*result), *data->test, target_of(dataset_shape(*data), compared));
        test_result->version = weights_version;
        changed = controls_stale = true;
        session.emit({{"event", "evaluated"}, {"result", numbers}});
    } else if (kept_score) {
        controls_stale = true;
        session.emit({{"event", "runs"}});   // to be stored
    }
    if (done) done(numbers, {});
}

void Session::evaluate(Impl::Answer done) {
    Impl& s = *impl_;
    const auto fail = [done](const ErrorInfo& error) {
        if (done) done({}, error);
    };
    const auto start = [&s, done, fail] {
        const auto result = std::make_shared<Evaluation>();
        const auto data = s.loader.dataset();
        const Impl::Origin origin{s.generation, s.run_number, s.lesson};
        ++s.asked;
        s.trainer.ask([result, data](TrainingRun& run) { *result = run.evaluate(*data->test, true); },
                      [&s, done, fail, result, data, origin](std::optional<ErrorInfo> error) {
                          --s.asked;
                          if (error) fail(*error);
                          else s.finish_evaluation(result, data, origin, done);
                      });
    };
    s.request({.needs_test = true, .start = start, .fail = fail});
}

void Session::check_gradients(std::int64_t rows, std::int64_t values, Impl::Answer done) {
    Impl& s = *impl_;
    const auto start = [&s, rows, values, done] {
        const auto report = std::make_shared<std::vector<GradientCheck>>();
        ++s.asked;
        s.trainer.ask(
            [report, rows, values](TrainingRun& run) {
                Model model = run.model().clone();
                *report = nabla::check_gradients(model, run.experiment(), run.data(), rows, {.per_parameter = values, .seed = run.experiment().seed});
            },
            [&s, report, done](std::optional<ErrorInfo> error) {
                --s.asked;
                if (error) done({}, error);
                else done(gradient_check_json(*report), {});
            });
    };
    s.request({.needs_test = false, .start = start, .fail = [done](const ErrorInfo& error) { done({}, error); }});
}

void Session::word_index(Impl::Answer done) {
    Impl& s = *impl_;
    const auto& name = s.experiment.dataset.name;
    const auto* info = find_dataset(name);
    if (!info || !info->text)
        return post([done, error = ErrorInfo{.code = "no_words", .where = "dataset", .expected = "a data set of texts: imdb or reuters", .received = "\"" + name + "\"", .advice = {}}] { done({}, error); });
    s.request({.needs_test = false, .start = [&s, done] { done(s.loader.words(), {}); }, .fail = [done](const ErrorInfo& error) { done({}, error); }});
}

/// While a file is read anew nobody knows its columns, but a probe that stands still knows what its only input takes.
std::int64_t Session::sample_size() const {
    const auto shape = impl_->data_shape().sample;
    if (shape.rank()) return shape.elements();
    const Model* standing = impl_->probe.get();
    return standing && standing->inputs().size() == 1 && impl_->experiment.dataset.inputs.empty() ? standing->input_shape().elements() : 0;
}

/// A copy of the probe answers: it has the newest weights, needs no data set and does not wait for the training thread. Rows are as the
/// data set has them, whatever columns each input takes; of several outputs the answers stand one behind another.
void Session::predict(std::vector<float> rows, Impl::Answer done) {
    post([this, rows = std::move(rows), done = std::move(done)] {
        const Model* newest = probe();
        const auto width = newest ? sample_size() : 0;
        const auto count = static_cast<std::int64_t>(rows.size());
        if (width == 0) return done({}, no_run());
        if (count % width != 0)
            return done({}, ErrorInfo{.code = "wrong_length", .where = "rows", .expected = "rows of " + std::to_string(width) + " numbers",
                                      .received = std::to_string(count) + " numbers", .advice = {}});
        Model model = newest->clone();
        const auto columns = input_columns(impl_->experiment.model, impl_->data_shape().inputs);
        Json result = Json::array();
        for (std::int64_t first = 0; first < count / width; first += rows_at_once) {
            const auto batch = std::min(rows_at_once, count / width - first);
            deal_columns(model, columns, rows.data() + first * width, batch, static_cast<std::size_t>(width));
            model.forward(batch, {});
            for (std::int64_t row = 0; row < batch; ++row) {
                Json values = Json::array();
                for (const int node : model.outputs()) {
                    const auto output = model.activation(static_cast<std::size_t>(node), batch);
                    for (std::int64_t i = 0; i < output.stride(); ++i) values.push_back(finite_json(output.data[row * output.stride() + i]));
                }
                result.push_back(std::move(values));
            }
        }
        done(result, {});
    });
}

}  // namespace nabla
