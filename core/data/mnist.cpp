#include "core/data/drawn_digits.h"
#include "core/data/images.h"

namespace nabla {
namespace {

const ImageSet& mnist() {
    static const auto family = mnist_family();
    static const ImageSet set{.family = family,
                              .draw = [](bool test, std::uint64_t row, std::uint8_t* pixels) { return draw_digit(test, row, pixels); },
                              .how = {"MNIST 파일이 없어서 펜 획으로 그려 만든 숫자예요. 기울기, 크기, 굵기를 무작위로 바꿨어요.",
                                      "MNIST's files are missing: these digits are drawn from pen strokes with random slant, size and thickness."}};
    return set;
}

}  // namespace

DatasetFamily mnist_family() {
    return {.info = {.name = "mnist",
                     .title = {"MNIST 손글씨 숫자", "MNIST handwritten digits"},
                     .note = {"사람이 쓴 숫자 0~9의 흑백 이미지 7만 장이에요. 한 장은 28×28 픽셀이에요.",
                              "70,000 grey images of handwritten digits 0 to 9, 28×28 pixels each."},
                     .licence = {"LeCun, Cortes, Burges. 흔히 CC BY-SA 3.0으로 소개돼요.", "LeCun, Cortes, Burges; often given as CC BY-SA 3.0."},
                     .train_rows = 60000, .test_rows = 10000, .sample_shape = {784}},
            .kind = DatasetFamily::Kind::images,
            .class_names = digit_names(),
            .target_name = "digit",
            .build = [](const DatasetSpec& spec, const RawFiles* train, const RawFiles* test, std::uint64_t) { return build_images(mnist(), spec, train, test); },
            .add_test = [](Dataset& dataset, const DatasetSpec& spec, const RawFiles* test) { add_image_test(mnist(), dataset, spec, test); }};
}

}  // namespace nabla
