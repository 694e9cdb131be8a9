#pragma once
#include <string_view>

#include "core/text.h"

/// The canvas's own words, both languages side by side. Lessons bring theirs in their texts.
namespace nabla::words {

inline const Text epoch{"에포크", "epoch"};
inline const Text batch{"배치", "batch"};
inline const Text validating{"검증 중", "validating"};
inline const Text left{"남음", "left"};
inline const Text samples_per_second{"샘플/초", "samples/s"};
inline const Text threads{"스레드", "threads"};
inline const Text ready{"훈련할 준비가 됐어요.", "Ready to train."};
inline const Text finished{"훈련을 마쳤어요.", "Training has finished."};
inline const Text diverged{"발산해서 멈췄어요.", "Stopped: it diverged."};
inline const Text failed{"멈췄어요.", "Stopped."};
inline const Text looking_back{"되돌아본 에포크", "Back at epoch"};
inline const Text loading_data{"데이터를 불러오는 중이에요.", "Loading the data."};
inline const Text generated{"생성된 데이터", "generated data"};
inline const Text generated_hint{"원본 데이터를 찾지 못해 만들어 낸 데이터예요. 점수를 실제 데이터의 것과 비교하지 마세요.",
                                 "The real data could not be found, so these were made up. Do not compare scores with those of the real set."};

inline const Text loss{"손실", "Loss"};
inline const Text accuracy{"정확도", "Accuracy"};
inline const Text mae{"평균 절대 오차", "Mean absolute error"};
inline const Text mse{"평균 제곱 오차", "Mean squared error"};
inline const Text training_series{"훈련", "train"};
inline const Text validation_series{"검증", "validation"};
inline const Text test{"테스트", "test"};
inline const Text smoothing{"평활", "Smoothing"};
inline const Text hint_smoothing{"배치마다 흔들리는 선을 지수 이동 평균으로 부드럽게 보여 줘요. 훈련에는 영향이 없어요.",
                                 "Shows the batch-by-batch line as an exponential moving average. Training is not touched."};
inline const Text log_scale{"로그 눈금", "Log scale"};
inline const Text all{"전체 보기", "Show all"};
inline const Text no_curve{"훈련을 시작하면 곡선이 그려져요.", "Curves appear once you train."};

inline const Text experiment{"실험", "Experiment"};
inline const Text in_figure{"이 단계는 그림에서 해요.", "This step takes place in the figure."};
inline const Text group_figure{"그림", "Figure"};
inline const Text group_data{"데이터", "Data"};
inline const Text group_model{"모델", "Model"};
inline const Text group_optimizer{"옵티마이저", "Optimizer"};
inline const Text group_fit{"훈련", "Training"};
inline const Text all_controls{"모든 설정", "All controls"};
inline const Text step_controls{"이 단계의 설정만", "This step's controls only"};
inline const Text runs{"지난 실행", "Runs"};
inline const Text show_run{"보이기", "Show"};
inline const Text hide_run{"숨기기", "Hide"};
inline const Text other_axes{"데이터나 손실이 달라 이 그래프에는 그리지 않아요.", "Other data or another loss: not drawn on these axes."};
inline const Text restore_run{"이 실험으로 되돌리기", "Restore this experiment"};
inline const Text rename{"이름 바꾸기", "Rename"};

inline const Text hint{"힌트", "Hint"};
inline const Text keras{"Keras 코드", "In Keras"};
inline const Text hint_keras{"지금 실험을 Keras 코드로 보여 줘요.", "Shows the present experiment as Keras code."};
inline const Text next{"다음", "Next"}, next_lesson{"다음 레슨", "Next lesson"};
inline const Text back{"이전", "Back"};

/// "val_accuracy" -> accuracy, "main_accuracy" -> main accuracy. The Keras name itself for what has no words.
Text metric(std::string_view keras_name);
/// "validation accuracy", "Test main accuracy": with whose it is before it.
Text metric_of(const Text& whose, std::string_view keras_name);

}  // namespace nabla::words
