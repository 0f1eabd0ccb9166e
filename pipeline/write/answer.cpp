#include "pipeline/write/answer.h"

#include "pipeline/write/json_record.h"
#include "pipeline/write/writer.h"

namespace winnow::tools {

void append_answer(const Outcome& outcome, std::string& out) {
  if (outcome) {
    static const std::unique_ptr<const write::Writer> writer = write::make_writer({});
    writer->append(*outcome, out);
    return;
  }
  const Drop& drop = outcome.error();
  write::JsonObject error(out);
  error.text("id", drop.id);
  error.text("url", drop.url);
  if (drop.source.line > 0) error.number("line", drop.source.line);
  error.text("error", name(drop.reason));
  error.text("stage", drop.stage);
  error.text("detail", drop.detail);
  error.end();
  out += '\n';
}

}  // namespace winnow::tools
