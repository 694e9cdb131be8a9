#include "core/data/drawn_garments.h"
#include "core/data/images.h"

namespace nabla {
namespace {

const ImageSet& fashion() {
    static const auto family = fashion_mnist_family();
    static const ImageSet set{.family = family, .draw = draw_garment,
                              .how = {"Fashion-MNIST 파일이 없어서 옷의 윤곽을 그려 만든 이미지예요.",
                                      "Fashion-MNIST's files are missing: these images are drawn from outlines of garments."}};
    return set;
}

}  // namespace

DatasetFamily fashion_mnist_family() {
    return {.info = {.name = "fashion_mnist",
                     .title = {"Fashion-MNIST 옷 이미지", "Fashion-MNIST clothing"},
                     .note = {"옷, 신발, 가방 열 종류의 흑백 이미지 7만 장이에요. 한 장은 28×28 픽셀이에요.",
                              "70,000 grey images of ten kinds of clothing, shoes and bags, 28×28 pixels each."},
                     .licence = {"MIT 라이선스, Copyright © 2017 Zalando SE.", "MIT License, Copyright © 2017 Zalando SE."},
                     .train_rows = 60000, .test_rows = 10000, .sample_shape = {784}},
            .kind = DatasetFamily::Kind::images,
            .class_names = {{"티셔츠/상의", "T-shirt/top"}, {"바지", "Trouser"}, {"풀오버", "Pullover"}, {"드레스", "Dress"}, {"코트", "Coat"},
                            {"샌들", "Sandal"}, {"셔츠", "Shirt"}, {"스니커즈", "Sneaker"}, {"가방", "Bag"}, {"앵클부츠", "Ankle boot"}},
            .target_name = "garment",
            .build = [](const DatasetSpec& spec, const RawFiles* train, const RawFiles* test, std::uint64_t) { return build_images(fashion(), spec, train, test); },
            .add_test = [](Dataset& dataset, const DatasetSpec& spec, const RawFiles* test) { add_image_test(fashion(), dataset, spec, test); }};
}

}  // namespace nabla
