/** @type {Record<string, string>} */
export const korean = {
  // Getting about
  skips: '바로가기', skipToText: '본문으로', skipToControls: '조작판으로', skipToFigure: '그림으로',
  reading: '읽기', stage: '그림과 실험', controls: '조작판', views: '보기', notes: '알림',
  brand: 'Nabla, 모든 레슨', lessons: '레슨', steps: '단계', pager: '단계 이동', back: '이전', next: '다음', nextLesson: '다음 레슨', previousLesson: '이전 레슨',
  tabRead: '읽기', tabFigure: '그림', tabExperiment: '실험',
  toLanguage: 'EN', toLanguageName: 'EN, English', toDark: '어두운 화면', toLight: '밝은 화면', fold: '글 접기', unfold: '글 펼치기',
  showControls: '조작판을 HTML로 보기', hideControls: '조작판 숨기기', licenses: '라이선스', close: '닫기',
  canvas: '{lesson}: {step}. 그림과 조작판',
  task: '할 일', taskDone: '마친 할 일', stepCount: '{at} / {of}', stepDone: '마침', minutes: '{n}분', stepsDone: '{n} / {of}단계',
  continue: '이어서 하기', start: '시작하기', again: '다시 보기',
  hint: '힌트', showHint: '힌트 보기', nextHint: '다음 힌트', hintOffered: '힌트가 준비됐어요.', share: '이 상태로 열리는 링크 복사', keras: '같은 실험을 Keras 코드로',
  resetLesson: '이 레슨 처음부터', lessonReset: '레슨을 처음부터 다시 시작해요. 지난 실행은 그대로 있어요.', progressOpened: '파일에 있던 진행 상황으로 바꿨어요.', notProgress: '진행 상황이 담긴 파일이 아니에요. 여기에서 받은 파일을 골라 주세요.', takeBack: '되돌리기',
  copy: '복사', copied: '복사했어요.', copyFailed: '복사하지 못했어요. 글을 골라 직접 복사해 주세요.',
  // Controls
  groupRun: '훈련', groupData: '데이터', groupModel: '모델', groupOptimizer: '옵티마이저', groupFit: '훈련 설정', groupFigure: '그림', groupView: '보기', runs: '지난 실행', showRun: '{name} 곡선 보이기', nameOfRun: '{name}의 이름', restoreRun: '이 설정으로 되돌리기',
  noControls: '지금은 조작할 것이 없어요.',
  notInRange: '{min}부터 {max} 사이의 수를 적어 주세요.', numberOrSum: '수나 0.5 * 0.3 같은 계산을 적고 Enter를 누르세요.', notWhole: '{min}부터 {max} 사이의 정수를 적어 주세요.',
  // Training, aloud
  liveTraining: '훈련을 시작해요. {epochs}에포크예요.', liveContinue: '훈련을 이어서 해요.', liveLoading: '데이터를 받고 있어요.',
  liveEpoch: '{epochs}에포크 가운데 {epoch}에포크를 마쳤어요. {numbers}.', livePaused: '멈췄어요. {epoch}에포크 {batch}번째 배치예요.',
  liveDone: '훈련이 끝났어요. {epoch}에포크. {numbers}.', liveReset: '초기 가중치로 돌아왔어요.', liveTask: '할 일을 마쳤어요. {task}',
  liveEvaluated: '테스트 결과. {numbers}.', liveStep: '{lesson}, {at}단계. {title}',
  loss: '손실', accuracy: '정확도', mae: '평균 절대 오차', mse: '평균 제곱 오차', val: '검증', metric: '{name} {value}',
  // Loading
  loading: '불러오는 중', loadingBytes: '불러오는 중 {done} / {total} MB', starting: '준비하는 중', ready: '준비됐어요.',
  variantFast: 'wasm-fast: 완화 SIMD와 스레드 {threads}개로 훈련해요.', variantPlain: 'wasm: SIMD로, 스레드 하나로 훈련해요.',
  whyPlainForced: '주소의 variant가 정했어요.', whyPlainBuild: '이 사이트가 기본으로 정했어요.', whyPlainIsolation: '이 호스트가 스레드에 필요한 헤더를 보내지 않아요.',
  whyPlainBrowser: '이 브라우저에 완화 SIMD나 스레드가 없어요.', whyPlainFallback: '빠른 판이 이 기기에서 시험을 통과하지 못했어요.',
  // What can go wrong
  reload: '새로고침', tryAgain: '다시 시도', dismiss: '알겠어요', details: '자세히',
  noWebgl: '그림을 그릴 수 없어요', noWebglWhy: '이 브라우저에서 WebGL2가 꺼져 있어요. 그림과 실험은 WebGL2로 그려요.',
  noWebglDo: '브라우저 설정에서 하드웨어 가속을 켜고 새로고침해 주세요. 그래도 안 되면 새 Chrome, Edge, Firefox, Safari에서 열어 주세요.',
  noSimd: '훈련 코드를 실행할 수 없어요', noSimdWhy: '이 브라우저에는 WebAssembly SIMD나 예외 처리가 없어요. 신경망은 이 둘로 훈련해요.',
  noSimdDo: 'Chrome 95, Edge 95, Firefox 100, Safari 16.4보다 새 브라우저에서 열어 주세요.',
  noFiles: '파일을 받지 못했어요', noFilesWhy: '{file} 파일이 오지 않았어요.', noFilesDo: '인터넷 연결을 확인하고 다시 시도해 주세요.',
  offline: '처음에는 인터넷이 필요해요', offlineWhy: '지금은 연결이 끊겨 있고, 이 기기에 저장해 둔 사이트가 없어요.', offlineDo: '연결한 뒤 한 번 열면 다음부터는 연결 없이도 열려요.',
  badModule: '프로그램을 시작하지 못했어요', badModuleWhy: '훈련 코드를 불러왔지만 시작하는 중에 멈췄어요.', badModuleDo: '새로고침해 주세요. 되풀이되면 주소 끝에 ?variant=wasm을 붙여 보세요.',
  badTest: '계산이 맞지 않아요', badTestWhy: '이 브라우저의 {variant} 판이 계산 시험을 통과하지 못했어요. 틀린 수를 보여 드리지 않으려고 멈췄어요.', badTestDo: '주소에서 variant를 지우거나 브라우저를 업데이트해 주세요.',
  crashed: '프로그램이 멈췄어요', crashedWhy: '예상하지 못한 오류가 났어요. 저장된 진행 상황은 그대로 있어요.', crashedDo: '새로고침하면 이어서 할 수 있어요.',
  contextLost: '그림을 잠시 잃었어요', contextLostWhy: '기기가 그래픽 메모리를 가져갔어요. 훈련은 그대로예요.', contextLostDo: '곧 다시 그려요. 오래 걸리면 새로고침해 주세요.',
  storageFull: '브라우저의 저장 공간이 가득 찼어요. 이 탭을 닫을 때까지는 모두 남아 있어요. 파일로 받아 두면 나중에 이어서 할 수 있어요.',
  storageOff: '이 브라우저에는 진행 상황을 저장할 수 없어요. 파일로 받아 두면 나중에 이어서 할 수 있어요.', storageBad: '저장된 진행 상황을 읽지 못했어요. 처음부터 시작해요.',
  saveProgress: '진행 상황 파일로 받기', openProgress: '진행 상황 파일 열기',
  badLink: '링크의 설정을 열지 못해서 처음 상태로 열었어요.', unknownPlace: '링크가 가리키는 레슨이나 단계가 없어요.', noTexts: '본문을 받지 못했어요.',
  // Data
  dataNote: '데이터', generated: '생성한 데이터', generatedWhy: '실제 데이터가 없어서 만든 것이에요. 여기 나오는 수는 실제 데이터의 결과가 아니에요.', terms: '이용 조건',
  // Numbers typed over the figure
  editHint: 'Enter로 정하고 Esc로 취소해요.',
  // Taking things along
  take: '가져가기', takeLink: '이 상태의 링크', takeLinkHint: '이 단계와 지금의 설정이 그대로 열려요.', classLink: '수업용: 설정 숨기기와 잠그기', classLinkHint: '링크를 연 사람은 잠근 설정을 바꿀 수 없고, 숨긴 설정은 보지 못해요. 설정 하나만 고르려면 주소에 lock=fit.epochs처럼 적어 주세요.', classFree: '자유', classLocked: '잠금', classHidden: '숨김', takeCode: 'Keras 코드', takeExperiment: '실험', takeModel: '모델',
  takeExperimentHint: 'JSON 하나가 링크, 조작판, 명령줄 도구의 파일이에요. 고친 뒤 적용할 수 있어요.', apply: '적용', applied: '적용했어요.', download: '파일로 받기',
  takeModelHint: 'TensorFlow.js 형식이에요. model.json과 weights.bin을 함께 골라 열어요.', saveModel: '모델 받기', openModel: '모델 열기', opened: '열었어요.',
  takePredict: '예측', takePredictHint: '한 줄에 샘플 하나, 쉼표로 나눈 수를 적어요.', predict: '예측하기', takeThreads: '스레드', takeThreadsHint: '스레드 수는 속도만 바꾸고 결과는 바꾸지 않아요.',
  trainThreads: '스레드 {n}개로 훈련', takeProgress: '진행 상황', takeProgressHint: '파일로 옮길 수 있어요. 이 레슨을 처음부터 하면 마침 표시와 바꾼 설정이 지워지고, 실행 기록은 남아요.',
  badJson: 'JSON으로 읽을 수 없어요. 쉼표, 따옴표, 괄호를 확인해 보세요. ({why})',
  badNumbers: '{line}번째 줄에서 수를 읽지 못했어요.',
};
