#include "core/kernels/matrix.h"
#include "tests/bench/work.h"

namespace nabla::bench {
namespace {

class Product final : public Work {
public:
    Product(const Json& what)
        : m_(what.at("m")), n_(what.at("n")), k_(what.at("k")), form_(what.at("form")), pool_(what.value("threads", 1)),
          a_(values(m_ * k_)), b_(values(k_ * n_)), out_(static_cast<std::size_t>(m_ * n_)) {}

    void run() override {
        const MatrixView a = form_[0] == 'T' ? transposed(a_.data(), m_) : rows_of(a_.data(), k_);
        const MatrixView b = form_[1] == 'T' ? transposed(b_.data(), k_) : rows_of(b_.data(), n_);
        multiply(pool_, m_, n_, k_, a, b, out_.data());
    }
    double flops() const override { return 2.0 * static_cast<double>(m_ * n_ * k_); }

private:
    static std::vector<float> values(std::int64_t count) {
        std::vector<float> made(static_cast<std::size_t>(count));
        for (std::size_t i = 0; i < made.size(); ++i) made[i] = static_cast<float>(i * 7919 % 1000) / 1000 - 0.5f;
        return made;
    }

    std::int64_t m_, n_, k_;
    std::string form_;
    ThreadPool pool_;
    std::vector<float> a_, b_, out_;
};

}  // namespace

std::unique_ptr<Work> make_product(const Json& what) { return std::make_unique<Product>(what); }

}  // namespace nabla::bench
