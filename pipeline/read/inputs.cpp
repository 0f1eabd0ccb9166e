// Reads inputs one after the other. A failure of one becomes one Drop that names it.

#include <sys/stat.h>
#include <xxhash.h>

#include "pipeline/read/formats.h"
#include "pipeline/read/paths.h"

namespace winnow::read {

class Inputs::State {
 public:
  State(std::vector<std::string> inputs, ReadOptions options)
      : paths_(std::move(inputs), options.every_file, options.left_out), options_(std::move(options)) {}

  std::optional<Result<Page>> next() {
    for (;;) {
      if (!current_) {
        const auto entry = paths_.next();
        if (!entry) return std::nullopt;
        begin(entry->path);
        if (auto problem = open(*entry)) return *problem;
      }
      if (auto page = read_on()) return page;
      close();
    }
  }

  bool skip_input() {
    const auto entry = paths_.next();
    if (entry) done_bytes_ += begin(entry->path);
    return entry.has_value();
  }

  Skipped skipped() const {
    Skipped sum = skipped_in_done_;
    add(paths_.skipped(), sum);
    if (current_) add(current_->skipped(), sum);
    return sum;
  }

  std::size_t begun = 0, unopened = 0;
  std::uint64_t digest = 0;
  std::uint64_t bytes_read() const noexcept { return done_bytes_ + (stream_ ? stream_->disk_read() : 0); }

 private:
  static void add(const Skipped& more, Skipped& sum) {
    for (const auto& [ending, count] : more) sum[ending] += count;
  }

  /// Notes an input; its size on disk if that can be known.
  std::uint64_t begin(const std::string& path) {
    ++begun;
    struct stat info {};
    if (stat(path.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) info = {};
    const std::int64_t about[] = {info.st_size, info.st_mtim.tv_sec, info.st_mtim.tv_nsec};
    digest = XXH3_64bits_withSeed(path.data(), path.size(), digest);
    digest = XXH3_64bits_withSeed(about, sizeof about, digest);
    return static_cast<std::uint64_t>(info.st_size);
  }

  /// Makes current_; a Drop if that fails.
  std::optional<Drop> open(const Paths::Entry& entry) {
    path_ = entry.path;
    if (!entry.problem.empty()) return unopened_drop(entry.problem);
    try {
      auto stream = open_stream();
      stream_ = stream.get();
      current_ = read_by_content(std::move(stream), path_, options_);
      return std::nullopt;
    } catch (const NotOpened& e) {
      return unopened_drop(e.what());
    } catch (const StreamError& e) {
      stream_ = nullptr;
      return unreadable({.file = path_, .offset = e.offset}, e.what());
    }
  }

  std::unique_ptr<Stream> open_stream() {
    try {
      return std::make_unique<Stream>(path_, options_.stop_asked);
    } catch (const StreamError& e) {
      ++unopened;
      throw NotOpened(e.what() + advice_on(path_));
    }
  }

  struct NotOpened : std::runtime_error {
    using std::runtime_error::runtime_error;
  };

  /// What somebody who gives an address or a page in the place of a file wants to know.
  static std::string advice_on(const std::string& path) {
    if (path.starts_with("http://") || path.starts_with("https://"))
      return "; pages are not fetched: curl -s " + path + " | winnow clean --url " + path + " -";
    if (path.find('<') != std::string::npos) return "; a page itself is given on standard input: winnow clean -";
    return {};
  }

  Drop unopened_drop(const std::string& why) const {
    Drop drop = unreadable({.file = path_}, why);
    drop.reason = Reason::unreadable;
    return drop;
  }

  std::optional<Result<Page>> read_on() {
    try {
      return current_->next();
    } catch (const StreamError& e) {
      Drop drop = unreadable({.file = path_, .offset = e.offset}, e.what());
      close();
      return drop;
    }
  }

  void close() {
    if (stream_) done_bytes_ += stream_->disk_read();
    if (current_) add(current_->skipped(), skipped_in_done_);
    stream_ = nullptr;
    current_.reset();
  }

  Paths paths_;
  ReadOptions options_;
  std::string path_;
  std::unique_ptr<Reader> current_;
  const Stream* stream_ = nullptr;  ///< of current_
  std::uint64_t done_bytes_ = 0;    ///< of inputs before the current one
  Skipped skipped_in_done_;         ///< likewise
};

Inputs::Inputs(std::vector<std::string> inputs, ReadOptions options)
    : state_(std::make_unique<State>(std::move(inputs), std::move(options))) {}
Inputs::~Inputs() = default;

std::optional<Result<Page>> Inputs::next() { return state_->next(); }
bool Inputs::skip_input() { return state_->skip_input(); }
std::uint64_t Inputs::digest() const noexcept { return state_->digest; }
Skipped Inputs::skipped() const { return state_->skipped(); }
std::size_t Inputs::begun() const noexcept { return state_->begun; }
std::size_t Inputs::unopened() const noexcept { return state_->unopened; }
std::uint64_t Inputs::bytes_read() const noexcept { return state_->bytes_read(); }

}  // namespace winnow::read
