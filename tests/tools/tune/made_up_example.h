#pragma once
// A labelled page for tests of `tune`.

#include <string>

#include "tests/support/support.h"
#include "tools/evaluate/align.h"
#include "tools/tune/examples.h"

namespace winnow::testing {

/// A page of twelve paragraphs that are content and a box below them that is not.
inline tools::Example made_up_example(const std::string& subject, const Cleaner& cleaner) {
  tools::Example example;
  std::string paragraphs, reference;
  for (int i = 0; i < 12; ++i) {
    const std::string text = "The " + subject + " of number " + std::to_string(i) +
                             " opened on Sunday, after nine years of repairs, and many people came to see it.";
    paragraphs += "<p>" + text + "</p>";
    reference += text + "\n";
  }
  std::string cards;
  for (int i = 0; i < 10; ++i)
    cards += "<div><h3>More " + subject + " " + std::to_string(i) +
             "</h3><p>The council talked about it, the market and the new " +
             "bus line, and nobody in the valley could say what it would cost.</p></div>";
  example.page.truth = {.id = subject,
                        .url = {},
                        .type = "article",
                        .language = {},
                        .charset = {},
                        .corpus = "made-up",
                        .text = reference,
                        .flags = {}};
  example.page.blocks = *run_until_choose(
      cleaner.stages(), {.bytes = "<title>" + subject + "</title><body><div id=page><div class=story>" + paragraphs +
                                  "</div><div class=more>" + cards + "</div></div>",
                         .input = Input::html});
  example.page.content = tools::align_blocks(example.page.blocks, reference);
  return example;
}

}  // namespace winnow::testing
