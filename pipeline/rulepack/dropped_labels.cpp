#include "pipeline/rulepack/dropped_labels.h"

#include "pipeline/document/blocks.h"
#include "pipeline/rulepack/closed_lists.h"
#include "pipeline/rulepack/cues.h"

namespace winnow {
namespace {

Label label_in(const Yaml& entry) { return static_cast<Label>(entry.at("label").one_of(names_of<Label>(kLabelCount))); }

/// Refuses an entry that has both keys or neither: it would be unclear what it fits.
void check_one_of(const Yaml& entry, std::string_view one, std::string_view other) {
  entry.keys({one, other, "label"});
  if (entry.has(one) == entry.has(other))
    entry.fail("one of '" + std::string(one) + "' and '" + std::string(other) + "' says what the label is for");
}

Tag tag_in(const Yaml& yaml) {
  const Tag tag = tag_from_name(yaml.text());
  if (tag == Tag::unknown) yaml.fail("no element '" + yaml.text() + "'");
  return tag;
}

}  // namespace

Label DroppedLabels::label_of(const Blocks& page, const Block& block) const noexcept {
  for (const ByBlock& entry : by_block_)
    if ((block.cues & entry.cues) || (1u << static_cast<unsigned>(block.kind) & entry.kinds)) return entry.label;
  if (page.elements.empty()) return Label::boilerplate;
  const auto& nodes = page.doc.dom.nodes;
  for (std::uint32_t node = block.node; node != 0; node = nodes[node].parent)
    for (const ByElement& entry : by_element_)
      if (entry.tag == nodes[node].tag || (page.elements[node].class_groups & entry.class_groups)) return entry.label;
  return Label::boilerplate;
}

void DroppedLabels::load(const std::filesystem::path& path) {
  const Yaml file = Yaml::load(path);
  file.keys({"blocks", "elements"});
  std::vector<ByBlock> blocks;
  std::vector<ByElement> elements;
  if (file.has("blocks"))
    for (const Yaml& item : file.at("blocks").items()) {
      check_one_of(item, "cue", "kind");
      ByBlock entry{.label = label_in(item)};
      if (item.has("cue")) entry.cues = read_bits(item.at("cue"), names_of<Cue>(kCueCount));
      if (item.has("kind")) entry.kinds = read_bits(item.at("kind"), names_of<Kind>(kKindCount));
      blocks.push_back(entry);
    }
  if (file.has("elements"))
    for (const Yaml& item : file.at("elements").items()) {
      check_one_of(item, "tag", "class");
      ByElement entry{.tag = {}, .label = label_in(item)};
      if (item.has("tag")) entry.tag = tag_in(item.at("tag"));
      if (item.has("class")) entry.class_groups = read_bits(item.at("class"), names_of<ClassGroup>(kClassGroupCount));
      elements.push_back(entry);
    }
  by_block_.insert(by_block_.begin(), blocks.begin(), blocks.end());
  by_element_.insert(by_element_.begin(), elements.begin(), elements.end());
}

std::shared_ptr<const DroppedLabels> load_dropped_labels(const std::vector<std::filesystem::path>& folders) {
  auto labels = std::make_shared<DroppedLabels>();
  for (const std::filesystem::path& folder : folders)
    if (const auto file = folder / "news" / "labels.yaml"; std::filesystem::exists(file)) labels->load(file);
  return labels;
}

}  // namespace winnow
