#pragma once
#include <memory>
#include <optional>

#include "core/data/dataset.h"

namespace nabla {

/// Turns what a provider delivers into the Dataset that an Experiment asks for: training rows when they are wanted (and
/// only as many as asked for), test rows when these are. Where files are missing, the generated stand-in.
class DataLoader {
public:
    explicit DataLoader(DataProvider* provider) : provider_(provider) {}

    /// The data of this spec from now on. What is loaded stays where it is the same data.
    void use(const DatasetSpec& spec, std::uint64_t seed);
    void want_train() { wanted_ = true; }
    void want_test() { wanted_ = test_wanted_ = true; }
    /// Looks after what is under way; true if something changed.
    bool poll();
    /// A failure is forgotten; what was wanted is asked for again.
    void retry();
    /// The files are others than before: all of it is read anew when it is wanted.
    void forget();

    std::shared_ptr<const Dataset> dataset() const { return dataset_; }
    /// Of a data set of texts, once it is loaded: its words by their numbers; empty where the list is missing.
    const std::vector<std::string>& words() const { return words_; }
    bool test_ready() const { return dataset_ && dataset_->test.has_value(); }
    const std::optional<ErrorInfo>& error() const { return error_; }
    const std::optional<ErrorInfo>& test_error() const { return test_error_; }
    const RawProgress& progress() const { return progress_; }
    bool busy() const { return wanted_ && (dataset_ ? test_wanted_ && !test_ready() && !test_error_ : !error_); }

private:
    void clear();
    bool poll_train();
    bool poll_test();
    RawProgress ask(bool test) const;
    RawRequest request(bool test) const;
    bool note(const RawProgress& progress, std::optional<ErrorInfo>& error);

    DataProvider* provider_;
    DatasetSpec spec_;
    std::uint64_t seed_ = 0;
    bool has_spec_ = false, wanted_ = false, test_wanted_ = false;
    // The training thread reads `train`; `test` is added once, in place, before anybody is told of it.
    std::shared_ptr<Dataset> dataset_;
    std::vector<std::string> words_;
    RawProgress progress_;
    std::optional<ErrorInfo> error_, test_error_;
};

}  // namespace nabla
