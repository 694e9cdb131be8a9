#include <catch2/catch_test_macros.hpp>

#include "core/data/texts.h"
#include "core/data/word_sequences.h"
#include "tests/core/data/real_data.h"
#include "tests/core/expect_error.h"
#include "tests/core/support.h"

using namespace nabla;
using namespace nabla::test;

namespace {

WordSequences three_texts() {
    WordSequences all;
    for (const std::vector<std::uint16_t>& text : {std::vector<std::uint16_t>{1, 7, 4, 7}, {1}, {1, 9, 8, 3, 2, 5}}) all.texts.append(text);
    all.labels = {0, 1, 1};
    return all;
}

std::vector<float> row_of(const Samples& samples, std::uint32_t row) {
    std::vector<float> out(static_cast<std::size_t>(samples.sample_shape().elements()), 99.0f);
    samples.gather({&row, 1}, out.data());
    return out;
}

}  // namespace

TEST_CASE("word sequences: written and read back, packed or plain") {
    const auto all = three_texts();
    const auto bytes = write_word_sequences(all);
    CHECK(bytes.size() == 4 + 4 * 4 + 2 * 11 + 3);
    for (const auto& file : {bytes, gzip(bytes)}) {
        const auto read = read_word_sequences(file, "texts", 10, 2);
        CHECK(read.texts.offsets == all.texts.offsets);
        CHECK(read.texts.numbers == all.texts.numbers);
        CHECK(read.labels == all.labels);
    }
}

TEST_CASE("word sequences: what is damaged is refused by name") {
    const auto bytes = write_word_sequences(three_texts());
    const auto refused = [](const Bytes& file, std::int64_t words = 10, std::int64_t classes = 2) { return error_of([&] { read_word_sequences(file, "texts.bin", words, classes); }); };
    for (std::size_t length : {0u, 3u, 7u, 15u, 30u, 44u}) CHECK(refused({bytes.begin(), bytes.begin() + length}).code == "truncated_file");
    auto longer = bytes;
    longer.push_back(0);
    CHECK(refused(longer).code == "wrong_format");
    auto falling = bytes;
    falling[8] = 200;
    CHECK(refused(falling).code == "wrong_format");
    auto endless = bytes;
    endless[0] = endless[1] = endless[2] = endless[3] = 0xFF;
    CHECK(refused(endless).code == "truncated_file");
    CHECK(refused(bytes, 9).code == "wrong_format");
    CHECK(refused(bytes, 10, 1).code == "bad_label");
    CHECK(refused(bytes, 9).where == "texts.bin");
}

TEST_CASE("texts as samples: padded in front and cut in front, as Keras's pad_sequences; multi-hot with a one for each word") {
    const auto texts = three_texts().texts;
    const auto steps = Samples::padded(4, texts);
    CHECK(steps.sample_shape() == Shape{4});
    CHECK(row_of(steps, 0) == std::vector<float>{1, 7, 4, 7});
    CHECK(row_of(steps, 1) == std::vector<float>{0, 0, 0, 1});
    CHECK(row_of(steps, 2) == std::vector<float>{8, 3, 2, 5});
    const auto behind = Samples::padded(4, texts, false, false);
    CHECK(row_of(behind, 1) == std::vector<float>{1, 0, 0, 0});
    CHECK(row_of(behind, 2) == std::vector<float>{1, 9, 8, 3});
    const auto hot = Samples::multi_hot(10, texts);
    CHECK(hot.is_multi_hot());
    CHECK(hot.longest_text() == 6);
    CHECK(row_of(hot, 0) == std::vector<float>{0, 1, 0, 0, 1, 0, 0, 1, 0, 0});
    std::vector<float> two(20, 99.0f);
    hot.gather(1, 2, two.data());
    CHECK(two == std::vector<float>{0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 1, 0, 0, 1, 1});
}

TEST_CASE("imdb and reuters in the Experiment: as, num_words and maxlen decide the sample's shape") {
    const auto shape = [](const char* json) { return dataset_shape(parse_dataset(Json::parse(json))).sample; };
    CHECK(shape(R"({"name": "imdb"})") == Shape{10000});
    CHECK(shape(R"({"name": "reuters", "num_words": 500})") == Shape{500});
    CHECK(shape(R"({"name": "imdb", "as": "sequence"})") == Shape{200});
    CHECK(shape(R"({"name": "imdb", "as": "sequence", "maxlen": 80})") == Shape{80});
    const auto again = [](const char* json) { return dataset_json(parse_dataset(dataset_json(parse_dataset(Json::parse(json))))); };
    CHECK(again(R"({"name": "imdb", "as": "sequence", "maxlen": 80, "num_words": 99})") == Json({{"name", "imdb"}, {"as", "sequence"}, {"maxlen", 80}, {"num_words", 99}}));
    CHECK(error_of([&] { shape(R"({"name": "imdb", "as": "letters"})"); }).where == "dataset.as");
    CHECK(error_of([&] { shape(R"({"name": "imdb", "num_words": 20000})"); }).where == "dataset.num_words");
    CHECK(error_of([&] { shape(R"({"name": "mnist", "maxlen": 3})"); }).code == "unknown_key");
}

TEST_CASE("imdb and reuters: Keras's rows, in Keras's order") {
    const auto imdb = parse_dataset({{"name", "imdb"}, {"as", "sequence"}, {"maxlen", 400}, {"rows", 100}});
    const auto data = build_dataset(imdb, need_files("imdb").get(), nullptr, 1);
    CHECK_FALSE(data.generated);
    const auto first = row_of(data.train.x, 0);
    CHECK(std::vector<float>(first.begin() + 182, first.begin() + 192) == std::vector<float>{1, 14, 22, 16, 43, 530, 973, 1622, 1385, 65});  // 218 words
    CHECK(data.train.y[0] == 1);
    const auto words = text_words(need_files("imdb").get());
    REQUIRE(words.size() == 10004);
    CHECK(words[4] == "the");
    CHECK(words[22] == "film");  // "this film was just brilliant"

    const auto news = build_dataset(parse_dataset({{"name", "reuters"}}), need_files("reuters").get(), need_files("reuters", true).get(), 1);
    CHECK(news.train.rows() == 8982);
    REQUIRE(news.test);
    CHECK(news.test->rows() == 2246);
    CHECK(news.train.y[10] == 3);
    CHECK(news.class_names[3].en == "earn");
    CHECK(row_of(news.train.x, 10)[245] == 1);
}

TEST_CASE("a multi-hot batch by its words alone trains as the same batch filled in") {
    const auto spec = parse_dataset({{"name", "imdb"}, {"num_words", 300}, {"rows", 90}});
    auto sparse = std::make_shared<Dataset>(build_dataset(spec, nullptr, nullptr, 1)), filled = std::make_shared<Dataset>(*sparse);
    std::vector<float> values(90 * 300);
    sparse->train.x.gather(0, 90, values.data());
    filled->train.x = Samples::from_floats({300}, std::move(values));
    Experiment e = toy_experiment(*sparse, sequential({dense(5, "relu"), dense(1, "sigmoid")}), optimizer("RMSprop"), 3, 32, 0.2);
    e.compile.loss = "binary_crossentropy";
    const auto a = fit(e, sparse), b = fit(e, filled);
    double worst = 0;
    for (std::size_t i = 0; i < a.weights.size(); ++i) worst = std::max<double>(worst, std::abs(a.weights[i] - b.weights[i]));
    CHECK(worst < 1e-4);  // sums in another order; RMSprop's first steps are 0.003 long
    CHECK(a.history.find("val_loss")->size() == 3);
    if (!threads_available()) return;
    ThreadPool pool(3);
    CHECK(same_bits(fit(e, sparse, &pool).weights, a.weights));
}

TEST_CASE("min_max: the training rows' smallest value becomes 0, their largest 1; test rows by the same numbers") {
    const auto spec = parse_dataset(Json::parse(R"({"rows": [[2, 5], [4, 5], [3, 5], [8, 7]], "targets": [1, 2, 3, 4], "min_max": true, "test_split": 0.25})"));
    const auto data = build_dataset(spec, nullptr, nullptr, 1);
    const auto x = data.train.x.floats();
    REQUIRE(data.train.rows() == 3);
    CHECK(*std::min_element(x.begin(), x.end()) == 0);
    REQUIRE(data.scaler);
    CHECK(data.scaler->min_max);
    CHECK(data.scaler->deviation[1] > 0);
    CHECK(error_of([&] { parse_dataset({{"name", "iris"}, {"min_max", true}, {"standardize", true}}); }).where == "dataset.min_max");
}
