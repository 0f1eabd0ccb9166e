#pragma once
// Winnow's public C++ interface: give it pages, get exactly one Outcome a page.
//
//   winnow::Cleaner clean(winnow::load_rules("rules"));
//   winnow::Outcome out = clean({.url = url, .bytes = html});
//   if (out) std::cout << out->text; else std::cerr << name(out.error().reason);

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "winnow/result.h"
#include "winnow/times.h"

namespace winnow {

/// What the bytes of a page are. `automatic` looks at the content type and the bytes.
enum class Input : std::uint8_t { automatic, html, text };

/// One input: a page as a scraper left it.
/// What somebody who already knows a page says of it, a data set's own columns for example. It outranks what is found in
/// the page. Values as they were written: dates in any form that pages use, several authors or tags in one string.
struct Stated {
  std::string title{}, date{}, language{};
  std::vector<std::string> authors{}, tags{};
};

struct Page {
  std::string id{};            ///< names the record; may be empty
  std::string url{};           ///< absolute address it was fetched from; may be empty
  std::string content_type{};  ///< HTTP header value, "text/html; charset=x"; may be empty
  std::string bytes{};         ///< the body, in any encoding
  Input input = Input::automatic;
  std::string crawled{};  ///< when it was fetched, ISO 8601; may be empty
  std::string carry{};    ///< members of a JSON object that go into the record untouched
  Source source{};
  Stated stated{};
};

/// What a block of text is on its page: its shape.
enum class Kind : std::uint8_t { paragraph, heading, list_item, quote, code, table_cell, caption };
inline constexpr std::size_t kKindCount = 7;
std::string_view name(Kind kind) noexcept;

/// What a block of text does on its page. Only `body`, `heading` and `lead` are article text.
enum class Label : std::uint8_t {
  body,
  heading,
  lead,
  title,
  byline,
  date,
  caption,
  credit,
  related,
  navigation,
  breadcrumb,
  footer,
  share,
  promo,
  ad,
  cookie,
  comment,
  widget,
  legal,
  boilerplate  ///< the score turned it away and no rule says what it is
};
inline constexpr std::size_t kLabelCount = 20;
std::string_view name(Label label) noexcept;

/// One block of the page and the verdict on it, in reading order. `Options::blocks` asks for them.
struct BlockReport {
  Kind kind{};
  Label label{};
  bool kept = false;
  float score = 0;        ///< the model's probability that the block is content, 0 to 1
  std::string rule{};     ///< id of the rule that decided; empty: the score did
  std::string rule_at{};  ///< "news/cues.yaml:12" of that rule
  std::string path{};     ///< "main>article.post>p"; empty for text dumps
  std::size_t words = 0;
  std::vector<std::pair<std::string, float>> terms{};  ///< feature and its log-odds, largest first
  std::string text{};
};

/// One candidate for a metadata field and where it was found. `Options::candidates` asks for them.
struct Candidate {
  std::string field{}, value{}, evidence{};
  float rank = 0;
  bool won = false;
};

/// What a page says about itself. All strings are UTF-8 in NFC; an absent field is an empty string or
/// list, never a guess.
struct Metadata {
  std::string canonical_url{};
  std::string type{};  ///< article, listing, forum, product, documentation, service, collection
  std::string title{};
  std::vector<std::string> authors{};
  std::string date{}, date_modified{};  ///< ISO 8601, with time and offset where the page has them
  std::string language{};               ///< BCP 47
  float language_score = 0;             ///< 0 to 1
  std::string site_name{}, description{}, image{};
  std::vector<std::string> tags{}, categories{};
  std::string agency{};  ///< credited source: "Reuters"
  std::string license{};
  std::optional<bool> paywalled{};
  std::string next_page{};
  std::string single_page{};            ///< address of the whole article on one page, where a site's rules find one
  std::vector<Candidate> candidates{};  ///< on request
};

/// Output: clean text and what the page says about itself.
struct Article : Metadata {
  std::string id{}, url{};
  float confidence = 0;                   ///< expected word F1 of `text`, 0 to 1
  std::string text{};                     ///< blocks separated by one blank line, list items and table rows by '\n'
  std::string text_from{};                ///< "json-ld" where the page shows no article and its data has one; else ""
  std::string markdown{}, html{}, tei{};  ///< on request
  std::vector<BlockReport> blocks{};      ///< on request
  std::vector<std::string> comments{};    ///< on request
  std::vector<std::string> rules_hit{};   ///< ids of the block and site rules that matched
  std::string carry{};                    ///< Page::carry
  Source source{};
};

/// Exactly one for each page read.
using Outcome = Result<Article>;

/// Bounds on one page. Peak memory of a run is about
/// jobs * max_tree_bytes + in_flight * (page + article).
struct Limits {
  std::size_t max_bytes = 16u << 20;       ///< larger pages become Drop{too_large}
  std::size_t max_tree_bytes = 64u << 20;  ///< parse memory; beyond it Drop{too_large}
  std::size_t max_depth = 512;             ///< nesting; deeper elements are flattened
  std::size_t max_time_ms = 1000;          ///< processor time for all stages; beyond it Drop{too_slow}
};

/// What else to keep in the text that is not article text by itself.
struct Keep {
  bool captions = false, comments = false, links = false, images = false, bylines = false;
  bool tables = true;  ///< false: leaves out data tables, which are text by themselves
};

/// Whether the lines of text dumps were wrapped at some width, so that a paragraph is several of them.
enum class Wrapped : std::uint8_t { automatic, yes, no };

/// How to clean and what to return.
struct Options {
  Limits limits{};
  Keep keep{};
  bool markdown = false, html = false, tei = false;  ///< fill these members of Article
  bool blocks = false;                               ///< fill Article::blocks, with terms; of 100,000 at most
  bool candidates = false;                           ///< fill Article::candidates
  std::size_t min_words = 0;                         ///< fewer: Drop{too_short}
  std::vector<std::string> languages{};              ///< none: all; others: Drop{wrong_language}
  bool articles_only = false;                        ///< other page types: Drop{not_article}
  /// β of the F-score that the choice of blocks maximises: how many times as much recall counts as
  /// precision. 0.5 leaves out what is doubtful, 2 keeps it.
  float recall_weight = 1;
  Wrapped wrapped = Wrapped::automatic;  ///< automatic: looks at each dump
};

/// A set-up that cannot work: "rules/news/cues.yaml:12:3: unknown key 'wehn'; did you mean 'when'?"
struct RuleError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Rules;  ///< compiled rule packs; immutable, shared between threads

/// The packs of a folder laid out like rules/, and of each later one over it. Throws RuleError.
std::shared_ptr<const Rules> load_rules(const std::vector<std::filesystem::path>& folders);
inline std::shared_ptr<const Rules> load_rules(const std::filesystem::path& folder) {
  return load_rules(std::vector{folder});
}

/// Cleans one page at a time on the caller's thread. Thread-safe: share one instance.
class Cleaner {
 public:
  explicit Cleaner(std::shared_ptr<const Rules> rules, Options options = {});
  ~Cleaner();
  Cleaner(Cleaner&&) noexcept;
  Cleaner& operator=(Cleaner&&) noexcept;

  /// Never throws for what is in the page; std::bad_alloc aside.
  Outcome operator()(Page page) const;

  const Options& options() const noexcept;

  struct Stages;  ///< internal: the stages in order, for run() and the benchmarks
  const Stages& stages() const noexcept { return *stages_; }

 private:
  std::unique_ptr<const Stages> stages_;
};

using Read = std::function<std::optional<Result<Page>>()>;  ///< nullopt: end of input
using Write = std::function<void(std::size_t, Outcome&&)>;  ///< page number from 0, in order

/// How a run uses the machine.
struct RunOptions {
  std::size_t jobs = 0;       ///< threads; 0: one for each processor
  std::size_t in_flight = 0;  ///< pages read but not yet written; 0: 8 for each job
};

/// Counts for one run; read == kept + dropped, always.
struct Counts {
  std::size_t read = 0, kept = 0, dropped = 0;
  Times times{};
};

/// Cleans many pages in parallel through the flow graph (flow.cpp); `write` gets them in input
/// order. `read` and `write` are each called from one thread at a time. Stops reading when `stop`
/// is requested or `read` throws, and writes what was read. Stops both when `write` throws.
/// Rethrows the first exception of the two.
Counts run(const Cleaner& cleaner, const Read& read, const Write& write, RunOptions options = {},
           std::stop_token stop = {});

/// The library's version, "0.1.0".
std::string_view version() noexcept;

}  // namespace winnow
