#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/experiment/named.h"

namespace nabla::lessons::optimizers {

/// An update rule as the drawer shows it: Keras's class with what makes it another rule, and a rate to begin with.
struct Rule {
    std::string id;            // "momentum"
    std::string name;          // "SGD, momentum 0.9"
    Named named;               // without learning_rate
    double share = 1;          // of a ground's rate for plain gradient descent; 0: `rate` as it is
    double rate = 0;
    int series = 0;            // of the theme's colours, in every step of the lesson and in the panel
    bool dashed = false;       // there are more rules than colours; kin that walk side by side (Adam, AdamW) differ in hue
};
const std::vector<Rule>& rules();
const Rule& find_rule(std::string_view id);
/// The rule of an optimizer as it is set, whatever its rate; null: none of them.
const Rule* rule_of(const Named& optimizer);
Named at_rate(Named rule, double rate);
Named sgd(double rate, double momentum = 0, bool nesterov = false);

}  // namespace nabla::lessons::optimizers
