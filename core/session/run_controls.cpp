#include "core/session/run_controls.h"

#include "core/session/control_groups.h"

namespace nabla {
namespace {

using State = Session::State;

Control run_button(std::string id, Text label, Text hint, bool enabled) {
    auto control = button(std::move(id), "run", std::move(label), std::move(hint));
    control.enabled = enabled;
    return control;
}

Control train_or_pause(State state) {
    switch (state) {
        case State::training: return run_button("run.pause", {"멈추기", "Pause"}, {"다음 배치 앞에서 멈춰요.", "Stops in front of the next batch."}, true);
        case State::loading: return run_button("run.pause", {"기다리지 않기", "Stop waiting"}, {"데이터가 와도 훈련을 시작하지 않아요.", "Training does not begin when the data arrive."}, true);
        case State::paused: return run_button("run.train", {"이어서 훈련", "Continue"}, {"멈춘 곳에서 훈련을 이어 가요.", "Continues where training stopped."}, true);
        case State::done:
        case State::diverged: return run_button("run.train", {"다시 훈련", "Train again"}, {"같은 시드로 처음부터 훈련해요.", "Trains afresh from the same seed."}, true);
        case State::failed: return run_button("run.train", {"다시 시도", "Try again"}, {"한 번 더 시도해요.", "Tries once more."}, true);
        case State::idle: break;
    }
    return run_button("run.train", {"훈련 시작", "Train"}, {"정한 에포크만큼 훈련해요.", "Trains for the epochs set below."}, true);
}

}  // namespace

std::vector<Control> run_controls(const Session& session) {
    const auto state = session.state();
    const bool rests = state != State::training && state != State::loading;
    const bool begun = !session.untrained() || !session.view().batch_points.empty();
    return {train_or_pause(state),
            run_button("run.step_batch", {"한 배치", "1 batch"}, {"배치 하나만큼만 훈련해요.", "Trains on one batch alone."}, rests),
            run_button("run.step_epoch", {"한 에포크", "1 epoch"}, {"에포크 하나만큼만 훈련해요.", "Trains for one epoch alone."}, rests),
            run_button("run.reset", {"처음으로", "Reset"}, {"같은 초기 가중치로 돌아가요.", "Goes back to the same initial weights."}, begun),
            run_button("run.evaluate", {"테스트 평가", "Evaluate"}, {"테스트 세트로 손실과 평가 지표를 재요.", "Measures loss and metrics on the test rows."}, rests),
            run_button("edit.undo", {"실행 취소", "Undo"}, {"바로 앞의 변경을 되돌려요.", "Takes the last change back."}, session.can_undo()),
            run_button("edit.redo", {"다시 실행", "Redo"}, {"되돌린 변경을 다시 해요.", "Makes the change again."}, session.can_redo())};
}

bool press_run_control(Session& session, std::string_view id) {
    if (id == "run.train") session.train();
    else if (id == "run.pause") session.pause();
    else if (id == "run.step_batch") session.step_batch();
    else if (id == "run.step_epoch") session.step_epoch();
    else if (id == "run.reset") session.reset();
    else if (id == "run.evaluate") session.evaluate();
    else if (id == "edit.undo") session.undo();
    else if (id == "edit.redo") session.redo();
    else return false;
    return true;
}

}  // namespace nabla
