#include "pipeline/rulepack/rules.h"
namespace winnow { void Rules::name_rule(std::uint16_t, BlockReport&) const {} }
