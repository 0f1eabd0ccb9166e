#pragma once
// Names of closed lists, all of one list at once.

#include <string>
#include <vector>

namespace winnow {

/// The names of all reasons for a drop, in the order of Reason.
std::vector<std::string> reason_names();

}  // namespace winnow
