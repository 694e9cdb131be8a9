#include "core/session/data_loader.h"

#include "core/data/texts.h"
#include "core/train/describe_error.h"

namespace nabla {
namespace {

/// Where rows are drawn, or a test part is split off, the seed is part of what the data are.
bool seed_matters(const DatasetSpec& spec, const Dataset* dataset) {
    const auto* info = find_dataset(spec.name);
    return spec.shuffle_targets || !info || !info->needs_files || info->test_rows == 0 || !dataset || dataset->generated;
}

}  // namespace

void DataLoader::use(const DatasetSpec& spec, std::uint64_t seed) {
    retry();  // what failed may be there when it is asked for again
    const bool same_spec = has_spec_ && dataset_json(spec) == dataset_json(spec_);
    if (same_spec && (seed == seed_ || !seed_matters(spec, dataset_.get()))) return;
    const auto before = dataset_ && wanted_ ? std::optional(request(false)) : std::nullopt;
    spec_ = spec;
    seed_ = seed;
    has_spec_ = true;
    clear();
    if (!before || !(*before == request(false))) return;
    wanted_ = true;   // the same files, prepared otherwise: where they are at hand, no figure goes without them for a moment
    poll();
}

void DataLoader::clear() {
    wanted_ = test_wanted_ = false;
    dataset_.reset();
    words_.clear();
    progress_ = {};
    error_.reset();
    test_error_.reset();
}

void DataLoader::forget() {
    if (provider_)
        for (bool test : {false, true}) provider_->retry(request(test));
    clear();
}

RawRequest DataLoader::request(bool test) const {
    if (spec_.name == "csv") return {.dataset = spec_.name, .file = spec_.json.value("csv", std::string())};
    return {.dataset = spec_.name, .test = test, .rows = test ? 0 : spec_.rows.value_or(0)};
}

RawProgress DataLoader::ask(bool test) const {
    const auto* info = find_dataset(spec_.name);
    const bool files = info ? info->needs_files : spec_.name == "csv";
    if (files && provider_) return provider_->poll(request(test));
    RawProgress nothing;
    nothing.state = RawProgress::State::missing;
    return nothing;
}

/// Keeps the figures for the progress bar; true if the files (or their absence) are certain.
bool DataLoader::note(const RawProgress& progress, std::optional<ErrorInfo>& error) {
    progress_ = progress;
    progress_.files.reset();
    if (progress.state == RawProgress::State::failed)
        error = progress.error.value_or(ErrorInfo{.code = "data_failed", .where = spec_.name, .expected = "the data set's files", .received = "", .advice = {}});
    return progress.state == RawProgress::State::ready || progress.state == RawProgress::State::missing;
}

bool DataLoader::poll_train() {
    const auto before = progress_.bytes_done;
    const auto progress = ask(false);
    if (note(progress, error_)) {
        const auto* info = find_dataset(spec_.name);
        if (info && info->text) words_ = text_words(progress.files.get());
        dataset_ = std::make_shared<Dataset>(build_dataset(spec_, progress.files.get(), nullptr, seed_));
    }
    return dataset_ || error_ || progress_.bytes_done != before;
}

bool DataLoader::poll_test() {
    const auto before = progress_.bytes_done;
    RawProgress progress;
    if (dataset_->generated) progress.state = RawProgress::State::missing;  // a stand-in is tested on its own kind
    else progress = ask(true);
    if (note(progress, test_error_)) {
        add_test_part(*dataset_, spec_, progress.files.get(), seed_);
        if (!dataset_->test)
            test_error_ = ErrorInfo{.code = "no_test_rows", .where = "dataset", .expected = "rows to test on", .received = "none in \"" + spec_.name + "\"", .advice = {}};
    }
    return dataset_->test || test_error_ || progress_.bytes_done != before;
}

bool DataLoader::poll() {
    if (!busy()) return false;
    try {
        return dataset_ ? poll_test() : poll_train();
    } catch (const std::exception& error) {
        (dataset_ ? test_error_ : error_) = describe_error(error);
        return true;
    }
}

void DataLoader::retry() {
    if (!error_ && !test_error_) return;
    if (provider_) provider_->retry(request(dataset_ != nullptr));
    error_.reset();
    test_error_.reset();
    progress_ = {};
}

}  // namespace nabla
