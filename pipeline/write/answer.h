#pragma once
// The answer to one record of a pipe or an HTTP request.

#include <string>

#include "winnow/winnow.h"

namespace winnow::tools {

/// Appends one line of JSON: the record, or {"id", "url", "line", "error", "stage", "detail"},
/// where `error` is the Drop's reason and `line`, from 1, is missing where there is none.
void append_answer(const Outcome& outcome, std::string& out);

}  // namespace winnow::tools
