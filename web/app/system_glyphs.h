#pragma once

struct ImFontLoader;

namespace nabla {

/// A last source for Dear ImGui's fonts: characters that no face of ours has, as in the learner's own names in any script, come
/// from the system. It lacks what the platform cannot draw.
const ImFontLoader& system_glyphs();

}  // namespace nabla
