#include "pipeline/rulepack/rules.h"

#include <cassert>

namespace winnow {

void Rules::name_rule(std::uint16_t, BlockReport&) const {
  assert(false && "no block rules are loaded yet, so no block names one");
}

}  // namespace winnow
