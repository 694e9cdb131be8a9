#include "core/json.h"

#include <cmath>

template class nlohmann::basic_json<nlohmann::ordered_map>;

nabla::Json nabla::finite_json(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }
