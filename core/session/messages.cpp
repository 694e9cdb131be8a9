#include "core/session/messages.h"

#include <algorithm>

namespace nabla {
namespace {

/// {where}, {expected}, {received} and {advice} stand for the error's parts; what is missing leaves its sentence out.
struct Message {
    std::string_view code, ko, en;
};

constexpr Message messages[] = {
    // Reading JSON
    {"bad_json", "{where}: JSON으로 읽을 수 없어요. 그 앞의 쉼표, 따옴표, 괄호를 확인해 보세요.", "{where}: this is not valid JSON. Check the comma, quote or bracket before it."},
    {"duplicate_key", "같은 키가 두 번 있어요: {received}.", "A key appears twice: {received}."},
    {"wrong_type", "{where}: 값의 종류가 달라요. 필요한 값: {expected}. 받은 값: {received}.", "{where} must be {expected}, but it is {received}."},
    {"out_of_range", "{where}: 값이 범위를 벗어났어요. 필요한 값: {expected}. 받은 값: {received}.", "{where} must be {expected}, but it is {received}."},
    {"missing_key", "{where}: 값이 빠졌어요. 필요한 값: {expected}.", "{where} is missing. It must be {expected}."},
    {"unknown_key", "{where}: 모르는 키예요. 철자를 확인해 보세요.", "{where} is not a known key. Check its spelling."},
    {"unknown_name", "{where}: 모르는 이름이에요. 쓸 수 있는 이름: {expected}. 받은 이름: {received}.", "{where}: {received} is not known. Use {expected}."},
    {"unsupported", "{where}: 여기서는 바꿀 수 없는 설정이에요. 지우면 기본값을 써요.", "{where} cannot be changed here. Leave it out to use the default."},
    {"wrong_length", "{where}: 길이가 맞지 않아요. 필요한 길이: {expected}. 받은 길이: {received}.", "{where} has the wrong length. It needs {expected}, but got {received}."},
    {"wrong_order", "{where}: 순서가 맞지 않아요. 작은 값부터 적어 주세요.", "{where} is out of order. Write it in rising order."},
    {"duplicate", "{where}: 같은 것이 두 번 있어요: {received}.", "{where}: {received}."},
    {"conflict", "{where}: 다른 설정과 함께 쓸 수 없어요. 둘 가운데 하나를 빼 주세요.", "{where} conflicts with another setting. Leave one of the two out."},
    {"needs_one_output", "{where}: 출력이 하나인 모델에만 쓸 수 있어요. 이 설정을 빼 주세요.", "{where} is for models with one output. Leave it out."},
    // The model and its data
    {"empty_model", "모델에 층이 없어요. 밀집층을 하나 더해 보세요.", "The model has no layer. Add a Dense layer."},
    {"duplicate_name", "{where}: 같은 이름이 두 번 있어요: {received}.", "{where}: a name is used twice: {received}."},
    {"layer_input", "{where}: 앞 층의 출력이 이 층에 맞지 않아요. 필요한 모양: {expected}. 받은 모양: {received}.", "{where}: the layer before does not fit. It needs {expected}, but gets {received}."},
    {"initializer_shape", "{where}: 가중치의 모양이 맞지 않아요. 필요한 모양: {expected}. 받은 것: {received}.", "{where}: the weights given do not fit. It needs {expected}, but got {received}."},
    {"wrong_shape", "{where}: 모양이 맞지 않아요. 필요한 모양: {expected}. 받은 모양: {received}.", "{where} has the wrong shape. It needs {expected}, but got {received}."},
    {"reserved_name", "{where}: 검증 기록과 이름이 겹쳐요: {received}. 층의 이름을 바꿔 주세요.", "{where}: {received} would be mixed up with validation. Rename that layer."},
    {"cycle", "{where}: 층이 빙 돌아 자기 자신에게 이어져요. 한 방향으로 이어 주세요.", "{where}: the layers form a circle. Connect them in one direction."},
    {"too_many_parameters", "매개변수가 너무 많아요: {received}. {expected}까지 만들 수 있어요. 유닛 수를 줄여 보세요.", "The model has too many parameters: {received}. It can have {expected}. Use fewer units."},
    {"too_many_layers", "층이 너무 많아요. {expected}까지 쓸 수 있어요.", "The model has too many layers. It can have {expected}."},
    {"layer_too_large", "{where} 층의 출력이 메모리에 들어가지 않아요: {received}. 유닛이나 필터를 줄여 보세요.", "The output of layer {where} does not fit in memory: {received}. Use fewer units or filters."},
    {"wrong_output_shape", "{where}: 출력층이 샘플마다 한 줄의 수를 내야 해요. 지금 모양: {received}. 마지막 밀집층 앞에 Flatten 층을 넣어 보세요.", "{where}: The output layer must give one row of numbers a sample. It gives {received}. Put a Flatten layer before the last Dense layer."},
    {"wrong_units", "{where}: 출력층의 유닛 수가 데이터와 맞지 않아요. 필요한 수: {expected}. 지금 수: {received}.", "{where}: The output layer does not fit the data. It needs {expected}, but has {received}."},
    {"wrong_output_activation", "{where}: 출력층의 활성화 함수가 손실 함수와 맞지 않아요. 필요한 함수: {expected}. 지금 함수: {received}.", "{where}: The output activation does not fit the loss. It must be {expected}. It is {received}."},
    {"loss_needs_classes", "{where}: 이 데이터의 타깃은 클래스가 아니라 잰 수예요. {received} 대신 평균 제곱 오차 같은 손실을 골라 보세요.", "{where}: These targets are measured numbers, not classes. Choose a loss such as mean squared error, not {received}."},
    {"loss_needs_numbers", "{where}: 타깃이 원-핫 인코딩이에요. categorical_crossentropy를 쓰거나 to_categorical을 꺼 주세요.", "{where}: The targets are one-hot. Use categorical_crossentropy, or turn to_categorical off."},
    {"loss_needs_one_hot", "{where}: 타깃이 클래스 번호예요. sparse_categorical_crossentropy를 쓰거나 to_categorical을 켜 주세요.", "{where}: The targets are class numbers. Use sparse_categorical_crossentropy, or turn to_categorical on."},
    {"loss_needs_two_classes", "{where}: {received} 손실은 두 클래스만 가려요. sparse_categorical_crossentropy를 써 보세요.", "{where}: {received} tells two classes apart. Use sparse_categorical_crossentropy."},
    {"metric_needs_classes", "{where}: 타깃이 잰 수라서 정확도를 셀 수 없어요. mae를 써 보세요.", "{where}: The targets are measured numbers, so there is no accuracy to count. Use mae."},
    {"metric_needs_numbers", "{where}: 타깃이 원-핫 인코딩이에요. 평가 지표로 accuracy를 써 보세요.", "{where}: The targets are one-hot. Use accuracy as the metric."},
    {"metric_needs_one_hot", "{where}: 타깃이 클래스 번호예요. 평가 지표로 accuracy를 써 보세요.", "{where}: The targets are class numbers. Use accuracy as the metric."},
    {"batch_too_large", "배치 크기 {received}의 계산이 메모리에 들어가지 않아요. 배치를 줄여 보세요.", "A batch of {received} does not fit in memory. Choose a smaller one."},
    {"monitor_not_logged", "{where}: 지켜볼 수가 기록되지 않아요. 지켜볼 수 있는 것: {expected}. 받은 이름: {received}.", "{where}: {received} is never logged. It can be {expected}."},
    {"unknown_word", "{where} 층에 없는 낱말 번호가 들어왔어요. 필요한 값: {expected}. 받은 값: {received}.", "Layer {where} got a word that it has no row for. It needs {expected}, but got {received}."},
    {"bad_pattern", "{where}: 파일 이름을 채울 수 없어요. 쓸 수 있는 꼴: {expected}. 받은 것: {received}.", "{where}: this name cannot be filled in. Use {expected}, not {received}."},
    {"too_few_rows", "{where}: 샘플이 모자라요. 샘플을 늘리거나 이 값을 줄여 보세요.", "{where}: there are too few rows. Use more rows or a smaller value."},
    {"no_training_rows", "훈련할 샘플이 남지 않아요. 검증 비율을 줄여 보세요.", "No rows are left to train on. Use a smaller validation split."},
    {"no_words", "이 데이터에는 낱말이 없어요. imdb나 reuters를 골라 보세요.", "This data set has no words. Choose imdb or reuters."},
    {"no_test_rows", "이 데이터에는 테스트 세트가 없어요.", "This data set has no test rows."},
    // Files
    {"missing_file", "{where}: 파일을 찾을 수 없어요.", "{where}: the file is not there."},
    {"empty_file", "{where}: 파일이 비어 있어요.", "{where}: the file is empty."},
    {"truncated_file", "{where}: 파일이 중간에 끊겼어요. 다시 받아 보세요.", "{where}: the file is cut short. Fetch it again."},
    {"damaged_file", "{where}: 파일이 손상됐어요. 다시 받아 보세요.", "{where}: the file is damaged. Fetch it again."},
    {"wrong_checksum", "{where}: 파일의 내용이 알려진 것과 달라요. 다시 받아 보세요.", "{where}: the file is not the one that is known. Fetch it again."},
    {"wrong_format", "{where}: 파일의 형식이 달라요. 필요한 형식: {expected}. 받은 형식: {received}.", "{where}: the file has another format. It needs {expected}, but got {received}."},
    {"count_mismatch", "{where}: 개수가 맞지 않아요. 필요한 개수: {expected}. 받은 개수: {received}.", "{where}: the counts do not agree. It needs {expected}, but got {received}."},
    {"bad_label", "{where}: 라벨이 범위를 벗어났어요. 필요한 값: {expected}. 받은 값: {received}.", "{where}: a label is out of range. It needs {expected}, but got {received}."},
    {"row_length", "{where}: 열의 개수가 맞지 않아요. 필요한 개수: {expected}. 받은 개수: {received}.", "{where}: the row has the wrong number of columns. It needs {expected}, but got {received}."},
    {"missing_column", "{where}: 열이 없어요. 필요한 열: {expected}.", "{where}: a column is missing. It needs {expected}."},
    {"duplicate_column", "{where}: 같은 이름의 열이 두 번 있어요: {received}.", "{where}: a column name appears twice: {received}."},
    {"bad_line", "{where}: 칸의 수나 따옴표가 맞지 않아요. 그 줄의 쉼표와 따옴표를 확인해 주세요.", "{where}: the fields or quotes do not fit. Check that line's commas and quotes."},
    {"missing_value", "{where}: 값이 비어 있어요. 값을 채우거나, 그 행이나 열을 빼 주세요.", "{where}: a value is missing. Fill it in, or leave that row or column out."},
    {"no_rows", "{where}: 첫 줄 아래에 행이 없어요. 첫 줄은 열 이름이고, 그 아래에 값이 있어야 해요.", "{where}: there are no rows below the first line. The first line names the columns; values stand below it."},
    {"no_whole_rows", "{where}: 행마다 빈칸이 있어요. 빈칸이 있는 열을 빼 주세요.", "{where}: every row lacks a value. Leave out columns with missing values."},
    {"no_inputs", "{where}: 예측에 쓸 열이 없어요. 수나 몇 가지 이름이 적힌 열이 타깃 말고도 있어야 해요.", "{where}: there is nothing to predict from. Besides the target it needs a column of numbers or of a few names."},
    {"no_target", "{where}: 예측할 열이 없어요. 수나 몇 가지 이름이 적힌 열이 하나 더 있어야 해요.", "{where}: there is no column to predict. Add one that holds numbers or a few names."},
    {"own_file", "{where}: 직접 연 표인데 이 기기에는 없어요. ‘가져가기’에서 그 파일을 다시 열어 주세요.", "{where} is a table of your own that this device does not have. Open the file again under Take along."},
    {"not_a_number", "{where}: 수가 아니에요: {received}.", "{where}: this is not a number: {received}."},
    {"too_large", "{where}: 너무 커요. 한도: {expected}.", "{where} is too large. The limit is {expected}."},
    {"data_failed", "데이터를 받지 못했어요. 연결을 확인하고 다시 시도해 보세요.", "The data could not be fetched. Check the connection and try again."},
    // The page
    {"unknown_control", "지금은 없는 조작이에요: {where}.", "There is no such control now: {where}."},
    {"control_disabled", "지금은 쓸 수 없는 조작이에요: {where}.", "This control is off now: {where}."},
    {"unreadable_number", "‘{received}’을 읽을 수 없어요. 수를 적거나 0.5 * 0.3 + 0.1처럼 +, -, *, /와 괄호로 계산을 적어 주세요.",
     "‘{received}’ cannot be read. Type a number, or a calculation with +, -, *, / and parentheses such as 0.5 * 0.3 + 0.1."},
    {"unknown_lesson", "이런 레슨은 없어요: {received}.", "There is no such lesson: {received}."},
    {"unknown_step", "이런 단계는 없어요: {received}.", "There is no such step: {received}."},
    {"unknown_run", "이런 실행은 없어요: {received}.", "There is no such run: {received}."},
    {"unknown_call", "이런 명령은 없어요: {received}.", "There is no such call: {received}."},
    {"bad_share", "링크가 잘렸거나 다른 판에서 만든 것이에요. 링크 없이 레슨을 열어 보세요.", "The link was cut or made by another edition. Open the lesson without it."},
    {"bad_base64", "{where}: 글자가 잘렸거나 바뀌었어요. 다시 복사해 보세요.", "{where}: the text was cut or changed. Copy it again."},
    {"cancelled", "실험이 바뀌거나 처음으로 돌아가서 기다리던 일을 그만두었어요.", "The experiment was changed or reset, so what was awaited was given up."},
    {"no_run", "아직 데이터가 오지 않았어요. 잠시 뒤에 다시 시도해 보세요.", "The data have not arrived yet. Try again in a moment."},
    {"no_lessons", "레슨이 없어요.", "There are no lessons."},
    {"out_of_memory", "메모리가 모자라요. 유닛 수, 배치 크기, 샘플 수를 줄여 보세요.", "There is not enough memory. Use fewer units, a smaller batch or fewer rows."},
    {"internal", "{where}: 예상하지 못한 오류가 났어요. 자세히: {received}.", "{where}: something unexpected went wrong. Details: {received}."},
    // What a run's numbers mean
    {"diverged_output", "발산했어요. {received}에서 {where} 층의 출력이 처음으로 수의 범위를 넘었어요. {advice}",
     "Training diverged. At {received}, layer {where} was the first to put out a number that is not finite. {advice}"},
    {"diverged_weights", "발산했어요. {received}의 갱신에서 {where} 층의 가중치가 수의 범위를 넘었어요. {advice}",
     "Training diverged. At {received}, the update made weights of layer {where} not finite. {advice}"},
    {"diverged_loss", "발산했어요. {received}에서 손실이 수의 범위를 넘었어요. {advice}",
     "Training diverged. At {received}, the loss was no longer finite. {advice}"},
    {"exploded", "손실이 폭발했어요. {received}까지 손실이 처음보다 훨씬 커졌고, 가중치가 가장 커진 곳은 {where} 층이에요. {advice}",
     "The loss exploded. By {received} it was far above its start, with the largest weight in layer {where}. {advice}"},
    {"stuck_at_chance", "찍는 것보다 나아지지 않아요. 손실이 {received}에 멈춰 있어요. {advice}",
     "The answers are no better than chance. The loss stays at {received}. {advice}"},
};

const Message* find(std::string_view code) {
    const auto it = std::find_if(std::begin(messages), std::end(messages), [&](const Message& m) { return m.code == code; });
    return it == std::end(messages) ? nullptr : it;
}

void replace_all(std::string& text, std::string_view what, std::string_view with) {
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size())) text.replace(at, what.size(), with);
}

/// `parts`: the error in the pattern's language.
std::string filled(std::string_view pattern, const ErrorInfo& parts) {
    std::string text(pattern);
    if (parts.where.empty() && text.starts_with("{where}: ")) text.erase(0, std::string_view("{where}: ").size());
    replace_all(text, "{where}", parts.where);
    replace_all(text, "{expected}", parts.expected);
    replace_all(text, "{received}", parts.received);
    replace_all(text, "{advice}", parts.advice);
    return text;
}

struct Phrase {
    std::string_view en, ko;
};

constexpr Phrase whole_phrases[] = {
    {"true or false", "참 또는 거짓"}, {"a text", "글자"}, {"a list", "목록"}, {"a list of texts", "글자의 목록"}, {"a list of numbers", "수의 목록"},
    {"a list of layers", "층의 목록"}, {"a list of callbacks", "콜백의 목록"}, {"a list of metrics", "평가 지표의 목록"}, {"an object, {...}", "객체 {...}"},
    {"valid JSON", "올바른 JSON"}, {"nothing", "없음"}, {"text in UTF-8", "UTF-8 글자"}, {"another encoding", "다른 인코딩"}, {"at least one column besides the targets", "타깃 말고 다른 열"},
    {"Lower the learning rate.", "학습률을 줄여 보세요."},
    {"Lower the learning rate, or standardize the data.", "학습률을 줄이거나 데이터를 표준화해 보세요."},
    {"Lower the learning rate, or rescale the data to 0–1.", "학습률을 줄이거나 데이터를 0~1로 바꿔 보세요."},
    {"Change the learning rate or the activation function; then train again.", "학습률이나 활성화 함수를 바꾸고 다시 훈련해 보세요."},
    {"Change the learning rate or the activation function, or standardize the data; then train again.", "학습률이나 활성화 함수를 바꾸거나 데이터를 표준화하고 다시 훈련해 보세요."},
    {"Change the learning rate or the activation function, or rescale the data to 0–1; then train again.", "학습률이나 활성화 함수를 바꾸거나 데이터를 0~1로 바꾸고 다시 훈련해 보세요."},
};

/// "3, and more" after the phrase: a number's range.
std::string korean_range(std::string_view rest) {
    const auto pair = [&](std::string_view from, std::string_view to) -> std::pair<std::string, std::string> {
        const auto middle = rest.find(to);
        if (!rest.starts_with(from) || middle == std::string_view::npos) return {};
        return {std::string(rest.substr(from.size(), middle - from.size())), std::string(rest.substr(middle + to.size()))};
    };
    if (const auto [low, high] = pair(" from ", " to "); !low.empty()) return low + " 이상 " + high + " 이하의 ";
    if (const auto [low, high] = pair(" above ", " and below "); !low.empty()) return low + " 초과 " + high + " 미만의 ";
    if (const auto [low, high] = pair(" above ", " and of at most "); !low.empty()) return low + " 초과 " + high + " 이하의 ";
    if (const auto [low, high] = pair(" of at least ", " and below "); !low.empty()) return low + " 이상 " + high + " 미만의 ";
    for (const auto& [en, ko] : {Phrase{" above ", " 초과의 "}, Phrase{" of at least ", " 이상의 "}, Phrase{" of at most ", " 이하의 "}, Phrase{" below ", " 미만의 "}})
        if (rest.starts_with(en)) return std::string(rest.substr(en.size())) + std::string(ko);
    return std::string(rest);
}

/// 'own.csv, line 5, column "age"' as Korean says it.
std::string korean_place(const std::string& where) {
    const auto line = where.find(", line ");
    if (line == std::string::npos) return where;
    const auto number = line + std::string_view(", line ").size();
    const auto end = std::min(where.find(", ", number), where.size());
    auto text = where.substr(0, line) + ", " + where.substr(number, end - number) + "번째 줄";
    constexpr std::string_view column = ", column ";
    if (where.compare(end, column.size(), column) == 0) return text + " " + where.substr(end + column.size()) + " 열";
    return text + where.substr(end);
}

}  // namespace

std::string korean_phrase(std::string_view english) {
    for (const auto& phrase : whole_phrases)
        if (english == phrase.en) return std::string(phrase.ko);
    for (const auto& [en, ko] : {Phrase{"a whole number", "정수"}, Phrase{"a number", "수"}})
        if (english.starts_with(en)) return korean_range(english.substr(en.size())) + std::string(ko);
    if (english.starts_with("epoch ")) {  // "epoch 1, batch 12"
        const auto comma = english.find(", batch ");
        if (comma != std::string_view::npos) return std::string(english.substr(6, comma - 6)) + "에포크의 " + std::string(english.substr(comma + 8)) + "번째 배치";
    }
    std::string text(english);
    if (text.ends_with(" twice")) text.resize(text.size() - std::string_view(" twice").size());  // the sentence says it
    if (text.starts_with("at most ") && text.ends_with(" columns")) return "열 " + text.substr(8, text.size() - 16) + "개";
    if (text.starts_with("at most ") && text.ends_with(" cells")) return "칸 " + text.substr(8, text.size() - 14) + "개";
    if (text.starts_with("one of: ")) text.erase(0, 8);
    replace_all(text, " or ", ", ");
    return text;
}

bool has_message(std::string_view code) { return find(code) != nullptr; }

Text message_of(const ErrorInfo& error) {
    const auto* message = find(error.code);
    if (!message) return {"문제가 생겼어요: " + error.where + " " + error.received, Error(error).what()};
    ErrorInfo korean = error;
    korean.where = korean_place(error.where);
    for (std::string* part : {&korean.expected, &korean.received, &korean.advice}) *part = korean_phrase(*part);
    return {filled(message->ko, korean), filled(message->en, error)};
}

}  // namespace nabla
