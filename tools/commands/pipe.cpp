// winnow pipe: a crawler's child process. It reads JSON lines on standard input and writes one line for
// each on standard output, in order and at once.
//
// One thread reads, some clean, one writes. A crawler that waits for each answer gets it although nothing
// more arrives, and a crawler that sends many lines keeps all processors busy. The queues between the
// threads are bounded, so nothing more is read from a crawler that stops reading. The flow graph is not
// used here, because its source must not wait for input.

#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <exception>
#include <future>
#include <thread>

#include "pipeline/read/json_record.h"
#include "pipeline/write/record_or_error.h"
#include "tools/batch/output_file.h"
#include "tools/commands/command.h"
#include "tools/commands/options.h"
#include "tools/installed_rules.h"
#include "tools/json_lines/bounded_queue.h"
#include "tools/json_lines/line_splitter.h"
#include "winnow/winnow.h"

namespace winnow::tools {
namespace {

constexpr const char* kAbout =
    R"(Each line of input is {"id", "url", "html" | "text", "content_type"}; each line of output is
its record, or {"id", "error", "stage", "detail"} where there is none. Blank lines are passed over.
Ends at the end of its input, and when its parent process is gone.

Example:
  printf '{"id":"1","html":"<p>…</p>"}\n' | winnow pipe)";

struct PipeOptions {
  std::size_t jobs = 0;
  read::ReadOptions read;
  Options clean;
  std::vector<std::string> rules;
};

/// Standard input, read as it arrives.
class Input {
 public:
  /// Returns the bytes that have arrived; empty at the end of the input, and when the parent is gone or
  /// `stop` is set. While nothing arrives, it checks the latter two once a second. Valid until the next call.
  template <class Stop>
  std::string_view next(const Stop& stop) {
    const ssize_t got = wait(stop) ? ::read(STDIN_FILENO, buffer_.data(), buffer_.size()) : 0;
    if (got < 0) throw FileError(std::string("standard input: cannot read: ") + std::strerror(errno));
    return {buffer_.data(), static_cast<std::size_t>(got)};
  }

 private:
  /// True once there is something to read, including the end of the input.
  template <class Stop>
  bool wait(const Stop& stop) {
    pollfd input{.fd = STDIN_FILENO, .events = POLLIN, .revents = 0};
    while (!stop() && getppid() == parent_)
      if (poll(&input, 1, 1000) > 0) return true;
    return false;
  }

  const pid_t parent_ = getppid();
  std::vector<char> buffer_ = std::vector<char>(64 << 10);
};

class PipeRun {
 public:
  explicit PipeRun(const PipeOptions& options)
      : options_(options),
        jobs_(options.jobs ? options.jobs : std::max(1u, std::thread::hardware_concurrency())),
        cleaner_(load_rules(rules_folders(options.rules)), options.clean),
        work_(8 * jobs_),
        answers_(8 * jobs_) {}

  int operator()() {
    {
      std::vector<std::jthread> threads;
      for (std::size_t i = 0; i < jobs_; ++i) threads.emplace_back([this] { clean(); });
      threads.emplace_back([this] { write(); });
      read();
    }
    if (failure_) std::rethrow_exception(failure_);
    return kDone;
  }

 private:
  using Work = std::packaged_task<std::string(read::JsonRecordParser&)>;

  /// Passes on lines until there are no more or nobody reads the answers.
  void read() {
    const auto close = [this] { work_.close(), answers_.close(); };
    try {
      // A JSON string takes up to six bytes a character: \u0001.
      LineSplitter lines(6 * options_.read.max_bytes + (64 << 10),
                         [this](Line&& line) { return hand_out(std::move(line)); });
      for (std::string_view bytes; !(bytes = input_.next([this] { return answers_.closed(); })).empty();)
        if (!lines.add(bytes)) break;
      lines.end();
    } catch (...) {
      close();
      throw;
    }
    close();
  }

  /// Returns false when nobody reads the answers.
  bool hand_out(Line&& line) {
    Work work([this, line = std::move(line)](read::JsonRecordParser& parse) mutable { return answer(parse, line); });
    return answers_.push(work.get_future()) && work_.push(std::move(work));
  }

  void clean() {
    read::JsonRecordParser parse(options_.read);
    while (std::optional<Work> work = work_.pop()) (*work)(parse);
  }

  std::string answer(read::JsonRecordParser& parse, Line& line) const {
    Result<Page> page = page_of(line, parse);
    std::string out;
    write::append_record_or_error(page ? cleaner_(std::move(*page)) : Outcome(std::move(page).error()), out);
    return out;
  }

  void write() {
    try {
      while (auto next = answers_.pop()) {
        output_.buffer() += next->get();
        output_.flush();
      }
    } catch (...) {
      failure_ = std::current_exception();
      answers_.close();
      work_.close();
    }
  }

  Input input_;  // first, because it notes the parent process
  const PipeOptions& options_;
  const std::size_t jobs_;
  const Cleaner cleaner_;
  BoundedQueue<Work> work_;
  BoundedQueue<std::future<std::string>> answers_;
  Output output_{""};
  std::exception_ptr failure_;
};

}  // namespace

Action set_up_pipe(CLI::App& app) {
  const auto options = std::make_shared<PipeOptions>();
  app.footer(kAbout);
  app.add_option("--jobs", options->jobs, "Threads; 0: one for each processor")->capture_default_str();
  app.add_flag("--carry", options->read.carry, "Add the unknown fields of the input");
  add_cleaning_options(app, options->clean);
  add_rules_option(app, options->rules);
  return [options] {
    options->read.max_bytes = options->clean.limits.max_bytes;
    return PipeRun(*options)();
  };
}

}  // namespace winnow::tools
