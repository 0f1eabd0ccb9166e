// winnow serve: the cleaner over HTTP, on loopback by default. This file declares its options; the server
// itself is in the module that this file loads.

#include <dlfcn.h>

#include <system_error>

#include "tools/commands/command.h"
#include "tools/commands/options.h"
#include "tools/serve/module.h"

namespace winnow::tools {
namespace {

namespace fs = std::filesystem;

/// The module next to the executable or, installed, in the prefix's library folder.
fs::path module_file() {
  std::error_code failed;
  const fs::path beside = fs::read_symlink("/proc/self/exe", failed).parent_path();
  const fs::path file = beside / "winnow-serve.so";
  return fs::exists(file, failed) ? file : beside.parent_path() / WINNOW_MODULE_DIR / file.filename();
}

/// Loads the module for the rest of the process. Throws FileError.
decltype(&winnow_serve) load_module() {
  void* const module = dlopen(module_file().c_str(), RTLD_NOW | RTLD_LOCAL);
  void* const function = module ? dlsym(module, "winnow_serve") : nullptr;
  if (!function) throw FileError(std::string("serve cannot be loaded: ") + dlerror());
  return reinterpret_cast<decltype(&winnow_serve)>(function);
}

}  // namespace

Action set_up_serve(CLI::App& app) {
  const auto o = std::make_shared<ServeOptions>();
  app.footer(
      "POST /v1/clean takes a page, a JSON record, or JSON lines; GET /v1/openapi.json describes all.\n\n"
      "Example:\n  curl --data-binary @page.html -H 'Content-Type: text/html' "
      "'http://127.0.0.1:8321/v1/clean?url=https://a.example/1'");
  app.add_option("--listen", o->listen, "Address; port 0 takes a free one")
      ->capture_default_str()
      ->type_name("HOST:PORT");
  app.add_option("--token-file", o->token_file, "File with the token that requests must bear")->type_name("FILE");
  app.add_option("--jobs", o->jobs, "Pages cleaned at once; 0: one for each processor")->capture_default_str();
  app.add_option("--queue", o->service.queue, "Pages that may wait; more are answered with 429")->capture_default_str();
  app.add_option("--queue-timeout-ms", o->service.timeout_ms, "How long a page may wait")->capture_default_str();
  app.add_option("--connections", o->connections, "Connections served at once")
      ->capture_default_str()
      ->check(CLI::PositiveNumber);
  app.add_option("--max-body-bytes", o->service.max_body_bytes,
                 "Larger requests are answered with 413; of JSON lines, each may be as long")
      ->capture_default_str();
  app.add_option("--max-memory", o->service.max_memory,
                 "Bytes of all requests held at once; others are answered with 503; 512M, 2G")
      ->transform(CLI::AsSizeValue(false))
      ->default_str("512M");
  app.add_option("--idle-seconds", o->idle_s, "Silence after which a connection is closed")
      ->capture_default_str()
      ->check(CLI::PositiveNumber);
  app.add_option("--request-seconds", o->request_s,
                 "Time in which a request, or each of its JSON lines, must have come")
      ->capture_default_str()
      ->check(CLI::PositiveNumber);
  add_cleaning_options(app, o->service.clean);
  add_rules_option(app, o->rules);
  return [o] { return load_module()(*o); };
}

}  // namespace winnow::tools
