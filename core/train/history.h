#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace nabla {

/// One number an epoch for each of Keras's names (loss, accuracy, val_loss, ...), and each epoch's duration.
struct History {
    std::vector<std::pair<std::string, std::vector<double>>> series;
    std::vector<double> seconds;

    std::size_t epochs() const { return seconds.size(); }
    const std::vector<double>* find(std::string_view name) const;
    /// Makes the series, empty, where it is not there yet: its name is known before the first epoch is over.
    std::vector<double>& declare(const std::string& name);
    void add(const std::string& name, double value) { declare(name).push_back(value); }
    /// Bit for bit; durations aside.
    bool same_numbers(const History& other) const;
};

}  // namespace nabla
