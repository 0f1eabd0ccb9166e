#include "tools/commands/command.h"

namespace winnow::tools {

void add_rules_option(CLI::App& app, std::vector<std::string>& folders) {
  app.add_option("--rules", folders,
                 "Folder of rule packs in place of the built-in ones; repeat it to lay one over another")
      ->check(CLI::Validator(CLI::ExistingDirectory).description(""))
      ->type_name("DIR")
      ->allow_extra_args(false);
}

}  // namespace winnow::tools
