#pragma once
#include <string>
#include <string_view>

#include "core/session/session.h"

namespace nabla {

/// A scene may also be this: its runs then say something else than what Keras logs of an epoch.
class OwnRuns {
public:
    virtual ~OwnRuns() = default;
    /// What a kept run reached, in a few words beside its name; empty: the last epoch's metric.
    virtual std::string run_result(const Session& session, const KeptRun& run) const = 0;
    /// False for a step where curves over epochs would contradict the figure; they are left out then.
    virtual bool wants_curves(std::string_view step) const = 0;
};

}  // namespace nabla
