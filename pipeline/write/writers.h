#pragma once
// The writers, one for each format.

#include <memory>

#include "pipeline/write/writer.h"

namespace winnow::write {

std::unique_ptr<Writer> make_json_lines();
std::unique_ptr<Writer> make_plain(std::string Article::*body);

}  // namespace winnow::write
