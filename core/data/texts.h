#pragma once
#include "core/data/family.h"

namespace nabla {

/// Word numbers of the files: 0 fills, 1 begins every text, 2 is any rarer word, word id = rank + 3 (Keras's load_data).
inline constexpr std::int64_t text_vocabulary = 10'000;
inline constexpr std::int64_t text_steps = 200;  // of a sequence, unless maxlen says otherwise

/// What imdb and reuters share: texts as word numbers, taken as multi-hot rows or as sequences; a stand-in that is drawn.
Dataset build_texts(const DatasetFamily& family, const DatasetSpec& spec, const RawFiles* train, const RawFiles* test);
void add_texts_test(const DatasetFamily& family, Dataset& dataset, const DatasetSpec& spec, const RawFiles* test);

/// Keras's words by their numbers, from the files' word list; entries 0 to 3 are the signs for fill, begin and unknown (3: unused).
/// Empty without the list.
std::vector<std::string> text_words(const RawFiles* files);

}  // namespace nabla
