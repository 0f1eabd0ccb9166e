#include "pipeline/rulepack/dropped_labels.h"

#include <gtest/gtest.h>

#include "pipeline/document/blocks.h"
#include "pipeline/rulepack/cues.h"
#include "tests/support/temp_folder.h"

namespace winnow {
namespace {

/// A page of one block in a <p> in an <aside> of the class group `share`.
Blocks page_in_shared_aside() {
  Blocks page;
  page.doc.dom.nodes = {
      {.end = 3, .tag = Tag::html}, {.end = 3, .tag = Tag::aside}, {.parent = 1, .end = 3, .tag = Tag::p}};
  page.elements.resize(3);
  page.elements[1].class_groups = bit(ClassGroup::share);
  page.blocks.push_back({.node = 2});
  return page;
}

Label label_of(const TempFolder& folder, const Blocks& page) {
  return load_dropped_labels({folder.path()})->label_of(page, page.blocks[0]);
}

TEST(DroppedLabels, AskTheBlockFirstAndThenTheNearestElement) {
  const TempFolder folder;
  folder.write(
      "news/labels.yaml",
      "blocks:\n  - {cue: [byline, date], label: byline}\n  - {kind: caption, label: caption}\n"
      "elements:\n  - {tag: aside, label: related}\n  - {class: share, label: share}\n  - {tag: p, label: promo}\n");
  Blocks page = page_in_shared_aside();
  EXPECT_EQ(label_of(folder, page), Label::promo) << "the nearest element counts";
  page.doc.dom.nodes[2].tag = Tag::div;
  EXPECT_EQ(label_of(folder, page), Label::related) << "of one element the first entry counts";
  page.blocks[0].kind = Kind::caption;
  EXPECT_EQ(label_of(folder, page), Label::caption);
  page.blocks[0].cues = bit(Cue::date);
  EXPECT_EQ(label_of(folder, page), Label::byline);
}

TEST(DroppedLabels, AreAskedOfLaterPacksFirst) {
  const TempFolder first, second, without;
  first.write("news/labels.yaml", "elements:\n  - {class: share, label: share}\n  - {tag: aside, label: related}\n");
  second.write("news/labels.yaml", "elements:\n  - {tag: aside, label: ad}\n");
  const Blocks page = page_in_shared_aside();
  const auto labels = load_dropped_labels({first.path(), second.path(), without.path()});
  EXPECT_EQ(labels->label_of(page, page.blocks[0]), Label::ad);
  EXPECT_EQ(label_of(without, page), Label::boilerplate);
}

TEST(DroppedLabels, RefuseWhatCannotFit) {
  struct Case {
    std::string_view yaml, what;
  };
  for (const auto& [yaml, what] : {
           Case{"blocks:\n  - {cue: shares, label: share}\n", "did you mean 'share'"},
           Case{"blocks:\n  - {cue: share, label: shared}\n", "did you mean 'share'"},
           Case{"blocks:\n  - {label: share}\n", "labels.yaml:2:"},
           Case{"blocks:\n  - {cue: share, kind: caption, label: share}\n", "one of 'cue' and 'kind'"},
           Case{"elements:\n  - {tag: asides, label: related}\n", "no element 'asides'"},
           Case{"elements:\n  - {class: nav}\n", "label"},
           Case{"element: []\n", "did you mean 'elements'"},
       }) {
    const TempFolder folder;
    folder.write("news/labels.yaml", std::string(yaml));
    try {
      load_dropped_labels({folder.path()});
      ADD_FAILURE() << "not refused: " << yaml;
    } catch (const RuleError& error) {
      EXPECT_NE(std::string(error.what()).find(what), std::string::npos) << error.what();
    }
  }
}

}  // namespace
}  // namespace winnow
