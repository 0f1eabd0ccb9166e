#include "pipeline/choose/features.h"

#include <algorithm>
#include <utility>

#include "pipeline/choose/feature_sinks.h"
#include "pipeline/choose/line_features.h"
#include "pipeline/choose/text_features.h"
#include "pipeline/choose/title_features.h"
#include "pipeline/choose/tree_features.h"

namespace winnow {
namespace {

using namespace features;

/// The features of one block, without those of its page, which are the same for all.
template <class Sink>
void put_block(Sink& out, const Facts& f, std::size_t b) {
  put_text(out, f, b);
  put_learned_words(out, f, b);
  put_position(out, f, b);
  put_title(out, f, b);
  put_neighbour(out, f, b, -1, "previous_");
  put_neighbour(out, f, b, +1, "next_");
  put_neighbour(out, f, b, -2, "previous2_");
  put_neighbour(out, f, b, +2, "next2_");
  put_window(out, f, b, 3, "window3_");
  put_window(out, f, b, 8, "window8_");
  put_window(out, f, b, 20, "window20_");
  if (!f.has_tree()) {
    put_line(out, f, b);
    put_line_context(out, f, b);
    return;
  }
  put_heading(out, f, b);
  put_markup(out, f, b);
  put_ancestors(out, f, b);
  put_learned_classes(out, f, b);
  put_subtrees(out, f, b);
  put_containers(out, f, b);
  put_title_distance(out, f, b);
  put_title_facts(out, f, b);
  put_groups(out, f, b);
}

Facts note_facts(const Blocks& blocks, const LearnedWords& learned) {
  Facts facts{blocks, learned, note_page(blocks), {}};
  facts.profile = profile_page(blocks, facts.page);
  if (!facts.has_tree()) {
    facts.lines = note_lines(blocks, facts.page);
    facts.learned_before = sum_learned(facts.page, learned.text);
    return facts;
  }
  facts.tree = note_tree(blocks, facts.page);
  facts.title = note_title_facts(blocks, facts.page, facts.tree);
  facts.class_values = value_classes(blocks, learned.classes);
  note_subtrees(facts);
  return facts;
}

template <class Sink>
void put_whole_page(Sink& out, const Facts& f) {
  put_page(out, f);
  put_profile(out, f);
  if (f.has_tree()) put_page_elements(out, f);
}

/// Calls put(sink, facts) for a page of one block in one element, to read the names off.
template <class Put>
std::vector<std::string> read_names(bool is_html, Put put) {
  Blocks page;
  page.text = "x\n";
  page.blocks.push_back({.length = 1, .words = 1});
  if (is_html) {
    page.doc.dom.nodes = {{.end = 2, .tag = Tag::html}, {.end = 2, .tag = Tag::text}};
    page.elements.resize(2);
    page.blocks[0].first_node = 1;
    page.blocks[0].end_node = 2;
  }
  const LearnedWords none;
  NameSink names;
  put(names, note_facts(page, none));
  return names.names;
}

}  // namespace

const std::vector<std::string>& feature_names(bool is_html) {
  const auto put = [](NameSink& sink, const Facts& facts) {
    put_block(sink, facts, 0);
    put_whole_page(sink, facts);
  };
  static const std::vector<std::string> kHtml = read_names(true, put), kText = read_names(false, put);
  return is_html ? kHtml : kText;
}

const std::vector<std::string>& page_feature_names(bool is_html) {
  const auto put = [](NameSink& sink, const Facts& facts) { put_whole_page(sink, facts); };
  static const std::vector<std::string> kHtml = read_names(true, put), kText = read_names(false, put);
  return is_html ? kHtml : kText;
}

BlockWords words_of_blocks(const Blocks& page) {
  BlockWords words;
  const auto& nodes = page.doc.dom.nodes;
  for (const Block& block : page.blocks) {
    scan_text(page.text_of(block), words.text.emplace_back());
    auto& classes = words.classes.emplace_back();
    if (nodes.empty()) continue;
    std::uint32_t node = nodes[block.first_node].parent;
    for (int level = 0; level < kClassLevels && node != 0; ++level, node = nodes[node].parent)
      classes.insert(classes.end(), page.class_words.begin() + page.elements[node].first_word,
                     page.class_words.begin() + page.elements[node].end_word);
  }
  return words;
}

Features compute_features(const Blocks& page, const LearnedWords& learned) {
  Features all;
  all.blocks.columns = feature_names(!page.doc.dom.nodes.empty()).size();
  all.blocks.rows = page.blocks.size();
  const auto add_rows = [&](std::size_t, const FeatureBatch& batch) {
    for (std::size_t row = 0; row < batch.rows; ++row) {
      const std::vector<float> values = batch.row(row);
      all.blocks.values.insert(all.blocks.values.end(), values.begin(), values.end());
    }
    return true;
  };
  for_each_feature_batch(
      page, learned, [&](const FeatureMatrix& whole) { all.page = whole; }, add_rows);
  return all;
}

void for_each_feature_batch(const Blocks& page, const LearnedWords& learned,
                            const std::function<void(const FeatureMatrix&)>& begin,
                            const std::function<bool(std::size_t, const FeatureBatch&)>& use) {
  const Facts facts = note_facts(page, learned);
  PageSink page_sink;
  put_whole_page(page_sink, facts);
  const FeatureMatrix whole{.rows = 1, .columns = page_sink.values.size(), .values = std::move(page_sink.values)};
  begin(whole);

  FeatureBatch batch(feature_names(facts.has_tree()).size());
  batch.fill_last(whole.values);
  for (std::size_t from = 0; from < page.blocks.size(); from += batch.rows) {
    batch.rows = std::min(FeatureBatch::kRows, page.blocks.size() - from);
    for (std::size_t row = 0; row < batch.rows; ++row) {
      RowSink sink(batch, row);
      put_block(sink, facts, from + row);
    }
    if (!use(from, batch)) break;
  }
}

}  // namespace winnow
