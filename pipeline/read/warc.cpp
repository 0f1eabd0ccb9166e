// WARC 1.0 and 1.1 (https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/):
// `response` and `resource` records are pages, `conversion` records (WET) are text dumps, all other
// types are passed over. A record's place is that of the gzip member it stands in, so that one seek
// finds it again. Between records that cannot be read the next "WARC/" line is looked for, behind a
// broken gzip member the next member.

#include <charconv>
#include <utility>

#include "pipeline/base/text.h"
#include "pipeline/read/formats.h"
#include "pipeline/read/http.h"

namespace winnow::read {
namespace {

constexpr std::size_t kMaxHeaderBytes = 64 << 10;

/// "<urn:uuid:…>" and wget's "<http://…>" without their brackets.
std::string_view without_brackets(std::string_view value) noexcept {
  if (value.starts_with('<') && value.ends_with('>')) value = value.substr(1, value.size() - 2);
  return value;
}

std::string_view media_type_of(std::string_view content_type) noexcept {
  return trim(content_type.substr(0, content_type.find(';')));
}

/// True for the media types that may hold a page; none at all may be anything.
bool may_be_page(std::string_view content_type) noexcept {
  const std::string type = fold_case(media_type_of(content_type));
  return type.empty() || type == "text/html" || type == "text/plain" || type.ends_with("/xhtml+xml") ||
         type == "application/octet-stream" || type.find('/') == std::string::npos;
}

class Warc : public Reader {
 public:
  Warc(std::unique_ptr<Stream> stream, const std::string& path, const ReadOptions& options)
      : stream_(std::move(stream)), path_(path), options_(options) {}

  std::optional<Result<Page>> next() override {
    source_ = here();
    try {
      if (broken_ahead_) throw StreamError(*std::exchange(broken_ahead_, std::nullopt));
      while (skip_blank_lines()) {
        source_ = here();
        if (auto problem = read_headers()) return *problem;
        if (auto page = read_record()) return page;
        source_ = here();
      }
      return std::nullopt;
    } catch (const StreamError& error) {
      if (!stream_->skip_broken_member()) throw;
      return unreadable(source_, error.what());
    }
  }

 private:
  Source here() const { return {.file = path_, .offset = stream_->disk_offset()}; }

  /// Where the next record begins; what is wrong with it, if something is, waits for its turn.
  std::uint64_t end_of_record() {
    try {
      if (!skip_blank_lines()) return stream_->disk_read();
    } catch (const StreamError& error) {
      broken_ahead_ = error;
    }
    return stream_->disk_offset();
  }

  /// False at the end of the file.
  bool skip_blank_lines() {
    for (;;) {
      const std::string_view ahead = stream_->peek(1);
      if (ahead.empty()) return false;
      if (ahead[0] != '\r' && ahead[0] != '\n') return true;
      stream_->skip(1);
    }
  }

  /// Fills headers_ and left_; a Drop if there is no record here.
  std::optional<Drop> read_headers() {
    bool too_long = false;
    stream_->read_line(line_, kMaxHeaderBytes, too_long);
    if (!line_.starts_with("WARC/")) return resynchronise("not a WARC record");
    headers_.clear();
    while (stream_->read_line(line_, kMaxHeaderBytes, too_long) && !line_.empty()) {
      headers_.append(line_).append("\n");
      if (headers_.size() > kMaxHeaderBytes) return resynchronise("a WARC header without end");
    }
    const std::string_view length = header("content-length");
    const auto [end, error] = std::from_chars(length.data(), length.data() + length.size(), left_);
    if (error != std::errc{} || end != length.data() + length.size())
      return resynchronise("a WARC record without Content-Length");
    return std::nullopt;
  }

  /// Moves to the next line that begins a record.
  Drop resynchronise(const std::string& problem) {
    bool too_long = false;
    while (!stream_->peek(5).empty() && !stream_->peek(5).starts_with("WARC/"))
      stream_->read_line(line_, kMaxHeaderBytes, too_long);
    return unreadable(source_, problem);
  }

  std::string_view header(std::string_view name) const noexcept { return Headers(headers_).value(name); }

  /// The page of the record whose headers were read; nullopt if it is of another type.
  std::optional<Result<Page>> read_record() {
    const std::string type = fold_case(header("warc-type"));
    const std::string_view content_type = media_type_of(header("content-type"));
    const bool is_response = type == "response";
    const bool is_http = is_response && (content_type.empty() || fold_case(content_type) == "application/http");
    const bool is_body = is_response && !is_http && may_be_page(content_type);  // its writer left HTTP's header out
    const bool is_text = type == "conversion";
    // wget keeps its manifest, arguments and log as resources of its own scheme.
    const bool is_resource =
        type == "resource" && !without_brackets(header("warc-target-uri")).starts_with("metadata:");
    if (!is_http && !is_body && !is_text && !is_resource) {
      skip_rest();
      return std::nullopt;
    }
    Page page = described_page();
    page.content_type = std::string(header("content-type"));
    const std::size_t wanted = options_.max_bytes + 1 + (is_http ? kMaxHeaderBytes : 0);
    if (auto cut = read_block(wanted)) return *cut;
    page.source = source_;
    if (is_http) return page_of_response(std::move(page));
    page.bytes = std::exchange(block_, {});
    if (is_text) page.input = Input::text;
    if (!may_be_page(page.content_type)) return verdict(page, Reason::not_html, page.content_type);
    return page;
  }

  Page described_page() const {
    return {.id = std::string(without_brackets(header("warc-record-id"))),
            .url = std::string(without_brackets(header("warc-target-uri"))),
            .crawled = std::string(header("warc-date"))};
  }

  Result<Page> page_of_response(Page&& page) {
    const HttpResponse response = parse_http(block_);
    if (response.status == 0 && trim(block_).starts_with('<')) {  // HTTP/0.9 had no header
      page.content_type.clear();
      page.bytes = std::exchange(block_, {});
      return std::move(page);
    }
    if (response.status == 0) {
      Drop drop = unreadable(page.source, "a response without an HTTP status line");
      drop.id = page.id;
      drop.url = page.url;
      return drop;
    }
    if (response.status < 200 || response.status > 299)
      return verdict(page, Reason::not_article, "HTTP status " + std::to_string(response.status));
    page.content_type = std::string(response.headers.value("content-type"));
    if (!may_be_page(page.content_type)) return verdict(page, Reason::not_html, page.content_type);
    Body body = decode_body(response, options_.max_bytes);
    if (!body.problem.empty()) return verdict(page, Reason::undecodable, body.problem);
    if (body.bytes.empty()) return verdict(page, Reason::empty, "a response without a body");
    page.bytes = std::move(body.bytes);
    return std::move(page);
  }

  static Drop verdict(const Page& page, Reason reason, std::string detail) {
    return {.reason = reason,
            .stage = stage_names::read,
            .detail = std::move(detail),
            .id = page.id,
            .url = page.url,
            .source = page.source};
  }

  /// Reads up to `wanted` bytes of the record's block, passes over the rest, and notes its length
  /// on disk. A Drop if the file ends before the record does.
  std::optional<Drop> read_block(std::size_t wanted) {
    block_.clear();
    const std::size_t take = std::min<std::uint64_t>(left_, wanted);
    stream_->read(block_, take);
    left_ -= block_.size();
    const bool whole = block_.size() == take && skip_rest();
    source_.length = end_of_record() - source_.offset;
    if (whole) return std::nullopt;
    return unreadable(source_, "the file ends within a record");
  }

  bool skip_rest() {
    while (left_ > 0) {
      const std::size_t step = std::min<std::uint64_t>(left_, stream_->peek(1).size());
      if (step == 0) return false;
      stream_->skip(step);
      left_ -= step;
    }
    return true;
  }

  std::unique_ptr<Stream> stream_;
  std::string path_;
  ReadOptions options_;
  std::string line_, headers_, block_;
  std::uint64_t left_ = 0;  ///< bytes of the record's block not yet read
  Source source_;
  std::optional<StreamError> broken_ahead_;  ///< what came up behind the record that was read
};

}  // namespace

std::unique_ptr<Reader> read_warc(std::unique_ptr<Stream> stream, const std::string& path, const ReadOptions& options) {
  return std::make_unique<Warc>(std::move(stream), path, options);
}

}  // namespace winnow::read
