// A program for node sees the machine's environment variables; Emscripten's own are made up.
Module['preRun'] = () => {
    if (typeof ENV !== 'undefined') Object.assign(ENV, process.env);
};
