#pragma once
// What one record of a pipe or an HTTP request is answered with: its record, or the error.

#include <string>

#include "winnow/winnow.h"

namespace winnow::write {

/// Appends one line of JSON: the record, or {"id", "url", "line", "error", "stage", "detail"},
/// where `error` is the Drop's reason and `line`, from 1, is missing where there is none.
void append_record_or_error(const Outcome& outcome, std::string& out);

}  // namespace winnow::write
