#pragma once
// The HTTP interface: the answer of each path. Nothing in a request names a file or a rule.

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <string>

#include "pipeline/read/reader.h"
#include "tools/serve/gate.h"
#include "tools/serve/memory_budget.h"
#include "tools/serve/metrics.h"
#include "winnow/winnow.h"

namespace httplib {
class ContentReader;
class Server;
struct Request;
struct Response;
}  // namespace httplib

namespace winnow::serve {

struct ServiceOptions {
  std::vector<std::filesystem::path> rules{};
  Options clean{};
  std::string token{};                     ///< that requests must carry; empty: none is needed
  std::size_t jobs = 1;                    ///< pages cleaned at once
  std::size_t queue = 64;                  ///< pages that may wait to be cleaned
  std::size_t timeout_ms = 10'000;         ///< for which a page may wait
  std::size_t max_body_bytes = 32u << 20;  ///< of a request that does not hold JSON lines
  std::size_t max_memory = 512u << 20;     ///< of all bodies that are held at once
  bool on_loopback = true;                 ///< only names of this machine are answered to
};

/// Answers requests; thread-safe.
class Service {
 public:
  /// Loads the rules. Throws RuleError.
  explicit Service(ServiceOptions options);

  /// Adds the routes and the check of the token. `server` must serve Connections and not outlive this.
  void add_to(httplib::Server& server);

  /// Loads the rules again and uses them for the pages that follow. Throws RuleError and keeps the old ones.
  void reload();

  /// Accepts no more pages and waits until those in flight are cleaned, for `patience` at most.
  void drain(std::chrono::seconds patience);

 private:
  struct Loaded;  ///< the rules and a cleaner that uses them

  std::shared_ptr<const Loaded> loaded() const;
  std::shared_ptr<const Loaded> load() const;
  Outcome clean(const Cleaner& cleaner, Result<Page>&& page);
  bool is_allowed(const httplib::Request& request) const;
  void check(const httplib::Request& request, httplib::Response& response) const;
  void answer_clean(const httplib::Request& request, httplib::Response& response, const httplib::ContentReader& read);
  void answer_page(Result<Page>&& page, httplib::Response& response);
  void answer_lines(httplib::Response& response, const httplib::ContentReader& read);
  std::string answer_line(const Cleaner& cleaner, Result<Page>&& page);
  Result<Page> page_of_json(std::string& body) const;

  const ServiceOptions options_;
  const read::ReadOptions read_options_;
  Gate gate_;
  MemoryBudget memory_;
  Metrics metrics_;
  std::atomic<bool> draining_ = false;
  std::atomic<std::size_t> in_flight_ = 0;  ///< requests that are being cleaned
  mutable std::mutex loaded_mutex_;
  std::shared_ptr<const Loaded> loaded_;
};

/// The description of the interface, OpenAPI 3.1 in JSON.
const std::string& openapi();

}  // namespace winnow::serve
