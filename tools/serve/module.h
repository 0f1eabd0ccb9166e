#pragma once
// `winnow serve` is a module of its own, winnow-serve.so, which the program loads for that command alone,
// because cpp-httplib and OpenSSL took a third of the time that any other command needs to start.

#include <string>
#include <vector>

#include "tools/serve/service.h"

namespace winnow::tools {

struct ServeOptions {
  std::string listen = "127.0.0.1:8321", token_file;
  std::size_t jobs = 0, connections = 256;
  std::size_t idle_s = 5, request_s = 30;
  serve::ServiceOptions service;
  std::vector<std::string> rules;
};

}  // namespace winnow::tools

/// Serves until a signal ends it; returns the exit status. Throws UsageError, FileError or RuleError.
extern "C" int winnow_serve(const winnow::tools::ServeOptions& options);
