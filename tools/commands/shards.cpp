// winnow shards: lists the work of a run in parts and what is done, for the script that starts the parts.

#include <iostream>

#include "pipeline/write/json_record.h"
#include "tools/batch/shards.h"
#include "tools/commands/command.h"
#include "tools/commands/options.h"

namespace winnow::tools {
namespace {

constexpr const char* kAbout =
    R"(Prints a line of JSON for each input file of `winnow clean -o DIR/ --shard I/N INPUT…`:
{"part": I, "input": …, "done": true or false}. A shard is done when its marker
is there; whether its input has changed since is for `winnow clean --resume` to see.)";

struct ShardsOptions {
  std::vector<std::string> inputs;
  std::string from, output;
  std::size_t parts = 1;
  bool every_file = false;
};

int print_shards(ShardsOptions& options) {
  if (!options.from.empty())
    for (std::string& line : lines_of_file(options.from)) options.inputs.push_back(std::move(line));
  const ShardFolder folder(options.output, "", {});
  const std::vector<Shard> shards = list_shards(options.inputs, options.every_file, {}).files;
  for (std::size_t i = 0; i < shards.size(); ++i) {
    std::string line;
    write::JsonObject object(line);
    object.number("part", i % options.parts + 1);
    object.text("input", shards[i].input);
    object.truth("done", folder.is_marked(shards[i]));
    object.end();
    std::cout << line << '\n';
  }
  return kDone;
}

}  // namespace

Action set_up_shards(CLI::App& app) {
  const auto options = std::make_shared<ShardsOptions>();
  app.footer(kAbout);
  app.add_option("INPUT", options->inputs, "Files, folders or globs, as they are given to `winnow clean`");
  app.add_option("--from", options->from, "File with an input on each line")->type_name("FILE");
  app.add_flag("--all-files", options->every_file, "As for `winnow clean`");
  app.add_option("-o,--output", options->output, "The folder of the run")->type_name("DIR")->required();
  app.add_option("--parts", options->parts, "N of --shard I/N")->check(CLI::PositiveNumber)->capture_default_str();
  return [options] { return print_shards(*options); };
}

}  // namespace winnow::tools
