#pragma once
// The writers, one for each format.

#include <memory>

#include "pipeline/write/columns.h"
#include "pipeline/write/writer.h"

namespace winnow::write {

/// `whole`: no field was asked for by name, so blocks, markups and carried members go out too.
std::unique_ptr<Writer> make_json_lines(std::vector<Column> columns, bool whole);
std::unique_ptr<Writer> make_csv(std::vector<Column> columns);
std::unique_ptr<Writer> make_plain(std::string Article::*body);
std::unique_ptr<Writer> make_html();
std::unique_ptr<Writer> make_tei();

}  // namespace winnow::write
