#pragma once
// One reader for each form of input, over a stream that is open already.

#include <memory>
#include <string>

#include "pipeline/read/reader.h"
#include "pipeline/read/stream.h"

namespace winnow::read {

/// A file that is one page. Its readers throw StreamError where the input breaks off.
std::unique_ptr<Reader> read_page_file(std::unique_ptr<Stream> stream, const std::string& path, Input input,
                                       const ReadOptions& options);

/// A file with a JSON object a line: html or text, and what is known of the page.
std::unique_ptr<Reader> read_json_lines(std::unique_ptr<Stream> stream, const std::string& path,
                                        const ReadOptions& options);

/// A WARC file: responses and resources are pages, conversions (WET) are text dumps.
std::unique_ptr<Reader> read_warc(std::unique_ptr<Stream> stream, const std::string& path, const ReadOptions& options);

/// A tar archive of files in any of these forms. Throws StreamError, also here.
std::unique_ptr<Reader> read_tar(std::unique_ptr<Stream> stream, const std::string& path, const ReadOptions& options);

/// The reader for what a stream holds, by `options.form`, its first bytes, and its name.
std::unique_ptr<Reader> read_by_content(std::unique_ptr<Stream> stream, const std::string& path,
                                        const ReadOptions& options);

/// The Drop of an input that cannot be read: reason malformed_record, stage "read".
Drop unreadable(Source source, std::string detail);

}  // namespace winnow::read
