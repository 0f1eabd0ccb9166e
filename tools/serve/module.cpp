// Runs `winnow serve` once its options are read.
//
// Each connection has a thread that reads and writes. A gate lets as many threads clean at once as there
// are jobs, lets some wait, and answers the rest with 429. SIGTERM and SIGINT end the server once the
// requests in flight are answered. SIGHUP loads the rules again and keeps the old ones when the new ones
// do not load.

#include "tools/serve/module.h"

#include <httplib.h>
#include <pthread.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>

#include <charconv>
#include <csignal>
#include <fstream>
#include <thread>

#include "pipeline/base/text.h"
#include "tools/errors.h"
#include "tools/installed_rules.h"
#include "tools/serve/request_checks.h"
#include "tools/serve/server.h"

namespace winnow::tools {
namespace {

struct Address {
  std::string host;
  int port = 0;
};

/// "127.0.0.1:8321", "[::1]:8321". Throws UsageError.
Address address_of(const std::string& listen) {
  const std::size_t colon = listen.rfind(':');
  Address address;
  if (colon != std::string::npos) {
    address.host = listen.substr(0, colon);
    if (address.host.starts_with('[') && address.host.ends_with(']'))
      address.host = address.host.substr(1, address.host.size() - 2);
    const char* end = listen.data() + listen.size();
    const auto [at, error] = std::from_chars(listen.data() + colon + 1, end, address.port);
    if (error == std::errc() && at == end && !address.host.empty() && address.port >= 0 && address.port < 65536)
      return address;
  }
  throw UsageError("--listen " + listen + ": not HOST:PORT");
}

std::string read_token(const std::string& file) {
  constexpr mode_t kOthers = S_IRWXG | S_IRWXO;
  struct stat info {};
  if (stat(file.c_str(), &info) == 0 && S_ISREG(info.st_mode) && (info.st_mode & kOthers) != 0)
    throw UsageError(file + ": others can read it; chmod 600 " + file);
  std::ifstream in(file);
  std::string token;
  if (!std::getline(in, token)) throw FileError(file + ": cannot read a token from it");
  token = std::string(trim(token));
  if (token.size() < 16) throw UsageError(file + ": a token of fewer than 16 characters is too easy to guess");
  return token;
}

/// The signals that the program acts on. Every thread blocks them, and one thread takes them.
sigset_t block_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int number : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&signals, number);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signals;
}

/// Acts on signals until one ends the server.
void watch_signals(const sigset_t& signals, serve::Service& service, serve::Server& server) {
  for (int number = 0; sigwait(&signals, &number) == 0;) {
    if (number != SIGHUP) {
      spdlog::info("stopping: no new pages");
      service.drain(std::chrono::seconds(30));
      return server.end();
    }
    try {
      service.reload();
      spdlog::info("rules loaded again");
    } catch (const std::exception& error) {
      spdlog::error("the old rules stay: {}", error.what());
    }
  }
}

serve::Bounds bounds_of(const ServeOptions& options) {
  return {.silence = std::chrono::seconds(options.idle_s),
          .request = std::chrono::seconds(options.request_s),
          .untaken_bytes = options.service.max_body_bytes};
}

/// Listens at the address and fills in its port if that is 0. Throws FileError.
void bind(Address& address, const ServeOptions& options, httplib::Server& server) {
  int fd = -1;
  server.set_socket_options([&fd](socket_t created) {
    // Not SO_REUSEPORT, httplib's default: a second server must not take half of the requests.
    const int yes = 1;
    setsockopt(created, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    fd = created;
  });
  if (address.port == 0) address.port = server.bind_to_any_port(address.host);
  else if (!server.bind_to_port(address.host, address.port)) address.port = -1;
  // httplib lets five connections wait to be accepted; a second listen() allows more.
  if (address.port < 0 || listen(fd, SOMAXCONN) != 0) throw FileError(options.listen + ": cannot listen there");
}

int serve(ServeOptions options) {
  Address address = address_of(options.listen);
  if (!options.token_file.empty()) options.service.token = read_token(options.token_file);
  else if (!serve::is_loopback(address.host))
    throw UsageError("--listen " + options.listen + ": only with --token-file, for others can reach it");
  options.service.on_loopback = serve::is_loopback(address.host);
  const std::size_t processors = std::max(1u, std::thread::hardware_concurrency());
  options.service.jobs = options.jobs ? options.jobs : processors;
  options.service.rules = rules_folders(options.rules);

  spdlog::set_default_logger(spdlog::stderr_color_mt("winnow"));
  const sigset_t signals = block_signals();
  serve::Service service(options.service);
  serve::Server server(bounds_of(options));
  server.new_task_queue = [threads = options.connections] { return new httplib::ThreadPool(threads); };
  server.set_tcp_nodelay(true);
  service.add_to(server);
  bind(address, options, server);
  spdlog::info("listening on {}:{}", address.host, address.port);
  std::thread watcher([&] { watch_signals(signals, service, server); });
  const bool ended_well = server.listen_after_bind();
  pthread_kill(watcher.native_handle(), SIGTERM);  // for the case that no signal ended it
  watcher.join();
  return ended_well ? kDone : kNotOpened;
}

}  // namespace
}  // namespace winnow::tools

extern "C" int winnow_serve(const winnow::tools::ServeOptions& options) { return winnow::tools::serve(options); }
