// winnow explain: why each block of a page was kept or dropped.

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>

#include "pipeline/read/reader.h"
#include "tools/batch/clean_options.h"
#include "tools/batch/output_file.h"
#include "tools/commands/command.h"
#include "tools/commands/options.h"
#include "tools/explain/explanation.h"
#include "tools/installed_rules.h"

namespace winnow::tools {
namespace {

constexpr const char* kExamples = R"(Examples:
  winnow explain page.html                      each block with its verdict and the reason
  winnow explain --html why.html page.html      the same as a page for the browser
  winnow explain --against mine page.html       what the rules of folder mine would change
  winnow explain --json page.html | jq '.blocks[] | select(.rule == "dump-tail")')";

struct ExplainOptions {
  std::vector<std::string> inputs, rules, against;
  std::string html;
  bool json = false, full = false;
  read::ReadOptions read;
  Options clean{.blocks = true, .candidates = true};
};

void add_options(CLI::App& app, ExplainOptions& o) {
  app.footer(kExamples);
  app.add_option("INPUT", o.inputs, "Files, folders or globs; - is standard input")->required();
  auto* json = app.add_flag("--json", o.json, "A line of JSON for each page");
  app.add_option("--html", o.html, "Write one page of HTML for the first input")->type_name("FILE")->excludes(json);
  app.add_flag("--full", o.full, "The whole text of each block");
  app.add_option("--against", o.against, "Folder of rules laid over the others: show what it would change")
      ->check(CLI::Validator(CLI::ExistingDirectory).description(""))
      ->type_name("DIR")
      ->allow_extra_args(false);
  add_choice(app, "--input", o.read.form, Choices<read::Form>(kForms), "What the inputs are; auto looks at each one");
  app.add_option("--charset", o.read.charset, "What an HTTP header would say of single pages");
  app.add_option("--url", o.read.url, "Address of single pages");
  add_rules_option(app, o.rules);
}

/// Returns the columns of the terminal; 100 if standard output is not a terminal.
std::size_t columns() noexcept {
  winsize size{};
  return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 100;
}

/// https://no-color.org: any value but an empty one turns colours off.
bool wants_colour() noexcept {
  const char* no_color = std::getenv("NO_COLOR");
  return isatty(STDOUT_FILENO) == 1 && (!no_color || !*no_color);
}

/// Runs both sets of rules over one page after the other.
class Explainer {
 public:
  explicit Explainer(const ExplainOptions& o) : folders_(rules_folders(o.rules)) {
    cleaner_.emplace(load_rules(folders_), o.clean);
    if (o.against.empty()) return;
    folders_.insert(folders_.end(), o.against.begin(), o.against.end());
    other_.emplace(load_rules(folders_), o.clean);
  }

  const std::vector<std::filesystem::path>& folders() const noexcept { return folders_; }

  Explanation operator()(Result<Page>&& page) const {
    if (!page) return {std::move(page).error(), {}};
    std::optional<Outcome> against;
    if (other_) against = (*other_)(*page);
    return {(*cleaner_)(std::move(*page)), std::move(against)};
  }

 private:
  std::vector<std::filesystem::path> folders_;
  std::optional<Cleaner> cleaner_, other_;
};

int explain(ExplainOptions& o) {
  o.read.max_bytes = o.clean.limits.max_bytes;
  const Explainer explain_page(o);
  const TextForm form{.colour = wants_colour(), .columns = o.full ? 0 : columns()};
  read::Inputs inputs(o.inputs, o.read);
  Output output(o.html);
  bool all_read = true;
  while (auto page = inputs.next()) {
    all_read = all_read && page->has_value();
    const Explanation explanation = explain_page(std::move(*page));
    if (!o.html.empty()) {
      output.buffer() += html_of(explanation, explain_page.folders());
      break;
    }
    if (o.json) append_json(explanation, output.buffer());
    else append_text(explanation, form, output.buffer());
    output.flush_if_full();
  }
  output.close();
  if (inputs.unopened() > 0) return kNotOpened;
  return all_read ? kDone : kSomeUnread;
}

}  // namespace

Action set_up_explain(CLI::App& app) {
  const auto options = std::make_shared<ExplainOptions>();
  add_options(app, *options);
  return [options] { return explain(*options); };
}

}  // namespace winnow::tools
