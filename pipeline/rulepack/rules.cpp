#include "pipeline/rulepack/rules.h"

#include "pipeline/label/block_rules.h"

namespace winnow {

std::string_view Rules::rule_id(std::uint16_t rule) const { return blocks->names.at(rule).id; }

void Rules::name_rule(std::uint16_t rule, BlockReport& report) const {
  report.rule = blocks->names.at(rule).id;
  report.rule_at = blocks->names.at(rule).place;
}

}  // namespace winnow
