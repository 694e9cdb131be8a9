#pragma once
#include <string>

namespace nabla {

enum class Language { ko, en };

/// One label in both languages, side by side, so that neither can be forgotten.
struct Text {
    std::string ko, en;
    const std::string& in(Language language) const { return language == Language::ko ? ko : en; }
    bool empty() const { return ko.empty() && en.empty(); }
    bool operator==(const Text&) const = default;
};

}  // namespace nabla
