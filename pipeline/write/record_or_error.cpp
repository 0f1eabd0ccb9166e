#include "pipeline/write/record_or_error.h"

#include "pipeline/write/json_record.h"
#include "pipeline/write/writer.h"

namespace winnow::write {

void append_record_or_error(const Outcome& outcome, std::string& out) {
  if (outcome) {
    static const std::unique_ptr<const Writer> writer = make_writer({});
    writer->append(*outcome, out);
    return;
  }
  const Drop& drop = outcome.error();
  JsonObject error(out);
  error.text("id", drop.id);
  error.text("url", drop.url);
  if (drop.source.line > 0) error.number("line", drop.source.line);
  error.text("error", name(drop.reason));
  error.text("stage", drop.stage);
  error.text("detail", drop.detail);
  error.end();
  out += '\n';
}

}  // namespace winnow::write
