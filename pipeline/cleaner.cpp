#include "pipeline/cleaner.h"

#include "pipeline/rules.h"

namespace winnow {

Cleaner::Cleaner(std::shared_ptr<const Rules> rules, Options options)
    : stages_(std::make_unique<const Stages>(Stages{
          .options = options,
          .decode = {.limits = options.limits},
          .parse = {.limits = options.limits, .rules = rules->blocks},
          .segment = {.classes = rules->classes},
          .describe = {.rules = rules->metadata, .sites = rules->blocks, .candidates = options.candidates},
          .label = {.cues = rules->cues, .rules = rules->blocks},
          .choose = {.models = rules->models, .keep = options.keep, .terms = options.blocks, .recall_weight = options.recall_weight},
          .compose = {.rules = rules->blocks, .options = options},
          .filter = {.options = options}})) {}
Cleaner::~Cleaner() = default;
Cleaner::Cleaner(Cleaner&&) noexcept = default;
Cleaner& Cleaner::operator=(Cleaner&&) noexcept = default;

const Options& Cleaner::options() const noexcept { return stages_->options; }

Outcome Cleaner::operator()(Page page) const {
  const Stages& s = *stages_;
  Drop origin{.id = page.id, .url = page.url, .source = page.source};
  Outcome out =
      run_stage(s.filter, run_stage(s.compose, run_stage(s.choose, run_until_choose(s, std::move(page)))));
  if (!out) {
    Drop& drop = out.error();
    drop.id = std::move(origin.id);
    drop.url = std::move(origin.url);
    drop.source = std::move(origin.source);
  }
  return out;
}

Result<Blocks> run_until_choose(const Cleaner::Stages& s, Page&& page) {
  return run_stage(
      s.label,
      run_stage(s.describe,
                run_stage(s.segment, run_stage(s.parse, run_stage(s.decode, Result<Page>(std::move(page)))))));
}

}  // namespace winnow
