#include "lessons/plain_probe.h"

namespace nabla::lessons {
namespace {

bool one_ended(const Model& model) { return model.inputs().size() == 1 && model.outputs().size() == 1; }

bool shown(const Session& session, const Model* model) {
    const auto data = session.dataset();
    return model && one_ended(*model) && session.experiment().dataset.inputs.empty() && (!data || plain(*model, *data));
}

}  // namespace

bool plain(const Model& model, const Dataset& data) { return one_ended(model) && data.inputs.empty() && data.targets.empty(); }

Model* plain_probe(Session& session) {
    Model* model = session.probe();
    return shown(session, model) ? model : nullptr;
}

const Model* plain_probe(const Session& session) {
    const Model* model = session.probe();
    return shown(session, model) ? model : nullptr;
}

}  // namespace nabla::lessons
