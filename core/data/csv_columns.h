#pragma once
#include <string>
#include <vector>

#include "core/data/csv.h"

namespace nabla {

/// What a column of a CSV holds, as far as its cells tell.
struct CsvColumn {
    enum class Kind {
        quantity,  // numbers
        category,  // words, few different ones, each twice on average
        text,      // words, too many different ones to be categories
        counter,   // the row's number in the first column, or a column without a name
    };
    std::string name;
    Kind kind = Kind::quantity;
    std::size_t values = 0;   // different ones; counted no further than `most_categories` + 1 where they are words
    std::size_t missing = 0;  // cells
};

inline constexpr std::size_t most_categories = 20;

/// Whether a column can be learned from or predicted as it is: numbers or a few words, at most a fifth of them missing.
bool usable(const CsvColumn& column, std::size_t rows);
std::vector<CsvColumn> describe_columns(const Csv& csv);

}  // namespace nabla
