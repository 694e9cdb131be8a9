#pragma once
#include "core/session/session.h"

namespace nabla::lessons {

// Figures that put a row straight into a network and read its answer show networks of one input, which takes all columns in their
// order, and of one output, which is compared with all of y.

bool plain(const Model& model, const Dataset& data);
/// The session's probe if it is such a network, else null: there is nothing to show.
Model* plain_probe(Session& session);
const Model* plain_probe(const Session& session);

}  // namespace nabla::lessons
