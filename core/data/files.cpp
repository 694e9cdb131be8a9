#include "core/data/files.h"

namespace nabla {
namespace {

using enum DataFile::Part;

std::vector<DataFile> list_files() {
    return {
        {.dataset = "mnist", .name = "train-images", .part = train, .path = "mnist/train-images-idx3-ubyte.gz",
         .sha256 = "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
         .urls = {"https://storage.googleapis.com/cvdf-datasets/mnist/train-images-idx3-ubyte.gz",
                  "https://ossci-datasets.s3.amazonaws.com/mnist/train-images-idx3-ubyte.gz"}},
        {.dataset = "mnist", .name = "train-labels", .part = train, .path = "mnist/train-labels-idx1-ubyte.gz",
         .sha256 = "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
         .urls = {"https://storage.googleapis.com/cvdf-datasets/mnist/train-labels-idx1-ubyte.gz",
                  "https://ossci-datasets.s3.amazonaws.com/mnist/train-labels-idx1-ubyte.gz"}},
        {.dataset = "mnist", .name = "test-images", .part = test, .path = "mnist/t10k-images-idx3-ubyte.gz",
         .sha256 = "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
         .urls = {"https://storage.googleapis.com/cvdf-datasets/mnist/t10k-images-idx3-ubyte.gz",
                  "https://ossci-datasets.s3.amazonaws.com/mnist/t10k-images-idx3-ubyte.gz"}},
        {.dataset = "mnist", .name = "test-labels", .part = test, .path = "mnist/t10k-labels-idx1-ubyte.gz",
         .sha256 = "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6",
         .urls = {"https://storage.googleapis.com/cvdf-datasets/mnist/t10k-labels-idx1-ubyte.gz",
                  "https://ossci-datasets.s3.amazonaws.com/mnist/t10k-labels-idx1-ubyte.gz"}},
        {.dataset = "fashion_mnist", .name = "train-images", .part = train, .path = "fashion_mnist/train-images-idx3-ubyte.gz",
         .sha256 = "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
         .urls = {"http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/train-images-idx3-ubyte.gz"}},
        {.dataset = "fashion_mnist", .name = "train-labels", .part = train, .path = "fashion_mnist/train-labels-idx1-ubyte.gz",
         .sha256 = "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
         .urls = {"http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/train-labels-idx1-ubyte.gz"}},
        {.dataset = "fashion_mnist", .name = "test-images", .part = test, .path = "fashion_mnist/t10k-images-idx3-ubyte.gz",
         .sha256 = "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
         .urls = {"http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/t10k-images-idx3-ubyte.gz"}},
        {.dataset = "fashion_mnist", .name = "test-labels", .part = test, .path = "fashion_mnist/t10k-labels-idx1-ubyte.gz",
         .sha256 = "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5",
         .urls = {"http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/t10k-labels-idx1-ubyte.gz"}},
        {.dataset = "fashion_mnist", .name = "licence", .part = licence, .path = "fashion_mnist/LICENSE",
         .sha256 = "13ef4788476d292858fa60eb9a5f74aeca5c65770bc885ccaa05823a17ef7be1"},
        {.dataset = "boston_housing", .name = "table", .part = train, .path = "boston_housing/boston.csv",
         .sha256 = "79ac716620024011b03c0c44d2bf99069b8173649181926d9109c25475a3804c"},
        {.dataset = "boston_housing", .name = "table", .part = train, .path = "boston_housing/boston_housing.npz",
         .sha256 = "f553886a1f8d56431e820c5b82552d9d95cfcb96d1e678153f8839538947dff5",
         .urls = {"https://storage.googleapis.com/tensorflow/tf-keras-datasets/boston_housing.npz"}},
        {.dataset = "advertising", .name = "table", .part = train, .path = "advertising/Advertising.csv",
         .sha256 = "69104adc017e75d7019f61fe66ca2eb4ab014ee6f2a9b39b452943f209352010"},
        {.dataset = "iris", .name = "table", .part = train, .path = "iris/iris.csv",
         .sha256 = "9cc1c345c71bcc9b486b74cbf6063fa66f4bb5e0f603a4b3c3471ec2e5e8e355"},
        {.dataset = "penguins", .name = "table", .part = train, .path = "penguins/penguins.csv",
         .sha256 = "f204db2c753b0937caac3cb35258562c14f073e4bbc76be24b4c51ce22767a93"},
        {.dataset = "digits", .name = "table", .part = train, .path = "digits/digits.csv.gz",
         .sha256 = "34af3b9b1a8afa599fef9fa56f4d7d4933c3e969bdf02f3fa698213eb8c8adec"},
        {.dataset = "imdb", .name = "train-texts", .part = train, .path = "imdb/imdb_train_10000.bin.gz",
         .sha256 = "f7b667ff6b19caa58f21841805c7b99813882b9147ebe4c8547a2f1cb77476ad"},
        {.dataset = "imdb", .name = "words", .part = train, .path = "imdb/imdb_words_10000.txt",
         .sha256 = "cd882d39df9eab26f747df168a8222dcdeebf4b91635b3ce07d882bd007998b1"},
        {.dataset = "imdb", .name = "test-texts", .part = test, .path = "imdb/imdb_test_10000.bin.gz",
         .sha256 = "b7fb61b5625b202fe933136c994b5be65e74149e26b946b722fa575394a8a8dd"},
        {.dataset = "reuters", .name = "train-texts", .part = train, .path = "reuters/reuters_train_10000.bin.gz",
         .sha256 = "60f0f4d24b50e728ce0a9f3caedfe950d2ecedaed68f2005dd692b7499a1a8f2"},
        {.dataset = "reuters", .name = "words", .part = train, .path = "reuters/reuters_words_10000.txt",
         .sha256 = "aa83a2d24eb50b269acb006115dd85c2164308147f96da05d0b42095a1e3ae8d"},
        {.dataset = "reuters", .name = "test-texts", .part = test, .path = "reuters/reuters_test_10000.bin.gz",
         .sha256 = "fc3d13f99ec2ec2971fd53f35d32140416d35f8b599949d7bb23b77588452711"},
    };
}

}  // namespace

std::span<const DataFile> data_files() {
    static const auto files = list_files();
    return files;
}

std::vector<const DataFile*> data_files(std::string_view dataset, DataFile::Part part) {
    std::vector<const DataFile*> found;
    for (const auto& file : data_files())
        if (file.dataset == dataset && file.part == part) found.push_back(&file);
    return found;
}

}  // namespace nabla
