#include "core/data/texts.h"

namespace nabla {
namespace {

const DatasetFamily& imdb() {
    static const auto family = imdb_family();
    return family;
}

}  // namespace

DatasetFamily imdb_family() {
    return {.info = {.name = "imdb",
                     .title = {"IMDB 영화 리뷰", "IMDB film reviews"},
                     .note = {"영화 리뷰 5만 편이에요. 리뷰마다 긍정인지 부정인지 붙어 있고, 낱말은 자주 나오는 순서의 번호로 바꾸어 두었어요.",
                              "50,000 film reviews, each positive or negative. Words are numbers, by how often they occur."},
                     .licence = {"Maas 외, ACL 2011. 글은 IMDb 이용자들이 썼어요.", "Maas et al., ACL 2011. The texts are by IMDb users."},
                     .train_rows = 25000, .test_rows = 25000, .sample_shape = {text_vocabulary}, .text = true},
            .kind = DatasetFamily::Kind::texts,
            .class_names = {{"부정", "negative"}, {"긍정", "positive"}},
            .target_name = "sentiment",
            .build = [](const DatasetSpec& spec, const RawFiles* train, const RawFiles* test, std::uint64_t) { return build_texts(imdb(), spec, train, test); },
            .add_test = [](Dataset& dataset, const DatasetSpec& spec, const RawFiles* test) { add_texts_test(imdb(), dataset, spec, test); }};
}

}  // namespace nabla
