#include "tools/batch/drop_reasons.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "pipeline/write/writer.h"

namespace winnow::tools {
namespace {

constexpr std::size_t kMostDetails = 1000;

/// "12,574"
std::string grouped(std::uint64_t number) {
  std::string out = std::to_string(number);
  for (std::size_t at = out.size(); at > 3; at -= 3) out.insert(at - 3, ",");
  return out;
}

/// The option that asks for pages of one kind; "" if none does.
std::string_view option_of(Reason reason) noexcept {
  switch (reason) {
    case Reason::wrong_language:
      return "--language";
    case Reason::too_short:
      return "--min-words";
    case Reason::not_article:
      return "--articles-only";
    case Reason::too_large:
      return "--max-bytes";
    default:
      return {};
  }
}

}  // namespace

void DropReasons::note(const Drop& drop) {
  if (pages_++ == 0) first_ = write::message_of(drop);
  OfReason& of = reasons_[drop.reason];
  ++of.pages;
  of.by_option &= drop.stage == stage_names::filter || drop.reason == Reason::too_large;
  if (const auto known = of.details.find(drop.detail); known != of.details.end()) ++known->second;
  else if (of.details.size() < kMostDetails) of.details.emplace(drop.detail, 1);
}

std::string DropReasons::by_reason() const {
  std::vector<std::pair<Reason, const OfReason*>> sorted;
  for (const auto& [reason, of] : reasons_) sorted.emplace_back(reason, &of);
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.second->pages > b.second->pages; });
  std::string out;
  for (const auto& [reason, of] : sorted) {
    out += (out.empty() ? "" : ", ") + grouped(of->pages) + " " + std::string(name(reason));
    const auto common = std::max_element(of->details.begin(), of->details.end(),
                                         [](const auto& a, const auto& b) { return a.second < b.second; });
    if (common != of->details.end() && !common->first.empty() && common->second * 2 >= of->pages)
      out += " (" + common->first + (common->second < of->pages ? ", …)" : ")");
  }
  return out;
}

std::string DropReasons::option_behind_all() const {
  if (reasons_.size() != 1 || !reasons_.begin()->second.by_option) return {};
  return std::string(option_of(reasons_.begin()->first));
}

}  // namespace winnow::tools
