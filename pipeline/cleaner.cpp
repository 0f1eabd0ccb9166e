#include "pipeline/cleaner.h"

#include <array>
#include <type_traits>

#include "pipeline/base/text.h"
#include "pipeline/rules.h"

namespace winnow {

Cleaner::Cleaner(std::shared_ptr<const Rules> rules, Options options)
    : stages_(std::make_unique<const Stages>(Stages{
          .options = options,
          .decode = {.limits = options.limits},
          .parse = {.limits = options.limits, .rules = rules->blocks},
          .segment = {.classes = rules->classes, .inlines = rules->inlines, .wrapped = options.wrapped},
          .describe =
              {.rules = rules->metadata, .sites = rules->blocks, .cues = rules->cues, .candidates = options.candidates},
          .label = {.cues = rules->cues, .rules = rules->blocks},
          .choose = {.models = rules->models,
                     .dropped_labels = rules->dropped_labels,
                     .page_verdicts = rules->page_verdicts,
                     .keep = options.keep,
                     .terms = options.blocks,
                     .recall_weight = options.recall_weight},
          .compose = {.rules = rules->blocks, .inlines = rules->inlines, .options = options},
          .filter = {.options = options}})) {}
Cleaner::~Cleaner() = default;
Cleaner::Cleaner(Cleaner&&) noexcept = default;
Cleaner& Cleaner::operator=(Cleaner&&) noexcept = default;

const Options& Cleaner::options() const noexcept { return stages_->options; }

Outcome Cleaner::operator()(Page page) const {
  const Drop origin = origin_of(page);
  Outcome out = run_stages<0, kStageCount>(*stages_, Result<Page>(std::move(page)));
  fill_origin(out, origin);
  return out;
}

namespace {

using InOrder = decltype(std::declval<const Cleaner::Stages&>().in_order());

/// Where a stage stands in the order.
template <class Stage>
constexpr std::size_t kPlaceOf = []<class... S>(std::type_identity<std::tuple<const S&...>>) {
  constexpr bool kIs[] = {std::is_same_v<S, Stage>...};
  std::size_t place = 0;
  while (!kIs[place]) ++place;
  return place;
}(std::type_identity<InOrder>{});

}  // namespace

Result<Blocks> run_until_choose(const Cleaner::Stages& stages, Page&& page) {
  return run_stages<0, kPlaceOf<stage::Choose>>(stages, Result<Page>(std::move(page)));
}

Result<Blocks> run_until_choose(const Cleaner::Stages& stages, Document&& parsed) {
  return run_stages<kPlaceOf<stage::Segment>, kPlaceOf<stage::Choose>>(stages, Result<Document>(std::move(parsed)));
}

Drop origin_of(const Page& page) {
  Drop origin{.id = page.id, .url = page.url, .source = page.source};
  make_valid_utf8(origin);
  return origin;
}

void make_valid_utf8(Drop& drop) {
  for (std::string* text : {&drop.id, &drop.url, &drop.source.file, &drop.detail}) make_valid_utf8(*text);
}

void fill_origin(Outcome& outcome, const Drop& origin) {
  if (outcome) return;
  Drop& drop = outcome.error();
  drop.id = origin.id;
  drop.url = origin.url;
  drop.source = origin.source;
}

std::string_view Times::stage_name(std::size_t stage) noexcept {
  static constexpr auto kNames = []<class... S>(std::type_identity<std::tuple<const S&...>>) {
    return std::array<std::string_view, sizeof...(S)>{S::name...};
  }(std::type_identity<InOrder>{});
  return kNames[stage];
}

}  // namespace winnow
