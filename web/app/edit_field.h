#pragma once
#include <functional>
#include <string>

#include "core/json.h"
#include "lessons/kit/ui.h"

namespace nabla {

/// Where no page lays a field over the canvas (the desktop window): the same request answered with a field of our own.
class EditField {
public:
    void open(EditRequest request);
    bool is_open() const { return open_; }
    /// Calls done(id, value) on Enter or when the focus goes; Escape forgets it.
    void draw(Ui& ui, const std::function<void(const std::string& id, const Json& value)>& done);

private:
    EditRequest request_;
    std::string text_;
    bool open_ = false, fresh_ = false;
};

/// A number (or a calculation) within the request's bounds, or any text where it has none; null for what cannot be read.
Json edited_value(const EditRequest& request, const std::string& text);

}  // namespace nabla
