/** @type {Record<string, string>} */
export const english = {
  // Getting about
  skips: 'Skip', skipToText: 'To the text', skipToControls: 'To the controls', skipToFigure: 'To the figure',
  reading: 'Reading', stage: 'Figure and experiment', controls: 'Controls', views: 'View', notes: 'Notices',
  brand: 'Nabla, all lessons', lessons: 'Lessons', steps: 'Steps', pager: 'Go to a step', back: 'Back', next: 'Next', nextLesson: 'Next lesson', previousLesson: 'Previous lesson',
  tabRead: 'Read', tabFigure: 'Figure', tabExperiment: 'Experiment',
  toLanguage: '한국어', toLanguageName: '한국어', toDark: 'Dark theme', toLight: 'Light theme', fold: 'Fold the text', unfold: 'Unfold the text',
  showControls: 'Show the controls as HTML', hideControls: 'Hide the HTML controls', licenses: 'Licenses', close: 'Close',
  canvas: '{lesson}: {step}. Figure and controls',
  task: 'Task', taskDone: 'Task, done', stepCount: '{at} / {of}', stepDone: 'done', minutes: '{n} min', stepsDone: '{n} / {of} steps',
  continue: 'Continue', start: 'Start', again: 'Look again',
  hint: 'Hint', showHint: 'Show a hint', nextHint: 'Next hint', hintOffered: 'A hint is ready.', share: 'Copy the link to this state', keras: 'The same in Keras',
  resetLesson: 'Start this lesson afresh', lessonReset: 'The lesson starts afresh. Runs are kept.', progressOpened: 'The file\'s progress is here now.', notProgress: 'This file does not hold progress. Choose one that was saved here.', takeBack: 'Take it back',
  copy: 'Copy', copied: 'Copied.', copyFailed: 'It could not be copied. Select the text and copy it yourself.',
  // Controls
  groupRun: 'Training', groupData: 'Data', groupModel: 'Model', groupOptimizer: 'Optimizer', groupFit: 'Fit', groupFigure: 'Figure', groupView: 'View', runs: 'Runs', showRun: 'Show {name} in the plots', nameOfRun: 'Name of {name}', restoreRun: 'Restore its settings',
  noControls: 'There is nothing to set right now.',
  notInRange: 'Type a number from {min} to {max}.', numberOrSum: 'A number or a calculation such as 0.5 * 0.3; Enter sets it.', notWhole: 'Type a whole number from {min} to {max}.',
  // Training, aloud
  liveTraining: 'Training begins: {epochs} epochs.', liveContinue: 'Training continues.', liveLoading: 'Fetching the data.',
  liveEpoch: 'Epoch {epoch} of {epochs} is done. {numbers}.', livePaused: 'Paused in epoch {epoch}, batch {batch}.',
  liveDone: 'Training is done: {epoch} epochs. {numbers}.', liveReset: 'Back at the initial weights.', liveTask: 'Task done. {task}',
  liveEvaluated: 'On the test set: {numbers}.', liveStep: '{lesson}, step {at}. {title}',
  loss: 'loss', accuracy: 'accuracy', mae: 'mean absolute error', mse: 'mean squared error', val: 'validation', metric: '{name} {value}',
  // Loading
  loading: 'Loading', loadingBytes: 'Loading {done} / {total} MB', starting: 'Getting ready', ready: 'Ready.',
  variantFast: 'wasm-fast: trains with relaxed SIMD and {threads} threads.', variantPlain: 'wasm: trains with SIMD on one thread.',
  whyPlainForced: 'The address asks for it.', whyPlainBuild: 'This site prefers it.', whyPlainIsolation: 'This host does not send the headers that threads need.',
  whyPlainBrowser: 'This browser lacks relaxed SIMD or threads.', whyPlainFallback: 'The fast build failed its self-test on this device.',
  // What can go wrong
  reload: 'Reload', tryAgain: 'Try again', dismiss: 'Got it', details: 'Details',
  noWebgl: 'The figure cannot be drawn', noWebglWhy: 'WebGL2 is off in this browser. The figure and the experiment are drawn with it.',
  noWebglDo: 'Turn on hardware acceleration in the browser\'s settings and reload. If that does not help, use a current Chrome, Edge, Firefox or Safari.',
  noSimd: 'The training code cannot run', noSimdWhy: 'This browser lacks WebAssembly SIMD or exceptions. Networks are trained with both.',
  noSimdDo: 'Open the page in Chrome 95, Edge 95, Firefox 100, Safari 16.4 or newer.',
  noFiles: 'A file did not arrive', noFilesWhy: '{file} could not be fetched.', noFilesDo: 'Check the connection and try again.',
  offline: 'The first visit needs a connection', offlineWhy: 'You are offline, and this device has no copy of the site yet.', offlineDo: 'Connect and open the page once. After that it opens without a connection.',
  badModule: 'The program did not start', badModuleWhy: 'The training code arrived but stopped while starting.', badModuleDo: 'Reload the page. If it happens again, add ?variant=wasm to the address.',
  badTest: 'The numbers do not come out right', badTestWhy: 'The {variant} build failed its numeric self-test in this browser. It stopped rather than show wrong numbers.', badTestDo: 'Remove variant from the address, or update the browser.',
  crashed: 'The program stopped', crashedWhy: 'Something unexpected went wrong. Your saved progress is still there.', crashedDo: 'Reload the page to go on.',
  contextLost: 'The figure is gone for a moment', contextLostWhy: 'The device took the graphics memory away. Training is not affected.', contextLostDo: 'It will be drawn again shortly. If it is not, reload the page.',
  storageFull: 'The browser\'s storage is full. Everything stays until you close this tab. Save it as a file to go on later.',
  storageOff: 'This browser cannot store your progress. Save it as a file to go on later.', storageBad: 'The stored progress could not be read. Starting afresh.',
  saveProgress: 'Save progress as a file', openProgress: 'Open a progress file',
  badLink: 'The link\'s settings could not be opened. The step is shown at its start.', unknownPlace: 'The link names a lesson or step that does not exist.', noTexts: 'The text did not arrive.',
  // Data
  dataNote: 'Data', generated: 'Generated data', generatedWhy: 'Made because the real data are not there. The numbers here are not results on the real data.', terms: 'Terms',
  // Numbers typed over the figure
  editHint: 'Enter sets it, Esc cancels.',
  // Taking things along
  take: 'Take along', takeLink: 'Link to this state', takeLinkHint: 'It opens this step with exactly these settings.', classLink: 'For a class: hide or lock controls', classLinkHint: 'Whoever opens the link cannot change what is locked and does not see what is hidden. Name single controls in the address: lock=fit.epochs.', classFree: 'Free', classLocked: 'Locked', classHidden: 'Hidden', takeCode: 'Keras code', takeExperiment: 'Experiment', takeModel: 'Model',
  takeExperimentHint: 'One JSON is the link, the controls and the command line\'s file. Change it and apply.', apply: 'Apply', applied: 'Applied.', download: 'Save as a file',
  takeModelHint: 'In the TensorFlow.js format. To open one, choose model.json and weights.bin together.', saveModel: 'Save the model', openModel: 'Open a model', opened: 'Opened.',
  takePredict: 'Predict', takePredictHint: 'One sample a line, numbers separated by commas.', predict: 'Predict', takeThreads: 'Threads', takeThreadsHint: 'The number of threads changes the speed, never the result.',
  trainThreads: 'Train with {n} threads', takeProgress: 'Progress', takeProgressHint: 'Carry it over as a file. Starting the lesson afresh clears its done marks and changed settings; runs stay.',
  badJson: 'This is not valid JSON. Check commas, quotes and brackets. ({why})',
  badNumbers: 'Line {line} has something that is not a number.',
};
