#include "pipeline/base/hash.h"

namespace winnow {

std::string hex(std::uint64_t hash) {
  std::string digits(16, '0');
  for (auto at = digits.rbegin(); at != digits.rend(); ++at, hash >>= 4) *at = "0123456789abcdef"[hash & 15];
  return digits;
}

}  // namespace winnow
