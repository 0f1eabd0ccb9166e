#include "pipeline/rulepack/rules.h"

#include "pipeline/label/block_rules.h"

namespace winnow {

void Rules::name_rule(std::uint16_t rule, BlockReport& report) const {
  report.rule = blocks->rules.at(rule).id;
  report.rule_at = blocks->rules.at(rule).place;
}

}  // namespace winnow
