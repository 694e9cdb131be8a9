// Data sets of the desktop window: from the disk, or the generated stand-ins.
#ifndef __EMSCRIPTEN__

#include "web/platform.h"

namespace nabla::platform {
namespace {

class NoData : public DataProvider {
public:
    RawProgress poll(const RawRequest&) override { return {.state = RawProgress::State::missing}; }
    void retry(const RawRequest&) override {}
};

}  // namespace

std::unique_ptr<DataProvider> make_data_provider() { return std::make_unique<NoData>(); }

}  // namespace nabla::platform

#endif
