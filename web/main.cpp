#include "web/app/app.h"
#include "web/platform.h"

int main(int, char**) {
    // Never destroyed by a tab, which keeps calling it after main has returned.
    static nabla::App app;
    if (!app.init()) return 1;
    nabla::platform::run(app);
    return 0;
}
