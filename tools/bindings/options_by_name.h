#pragma once
// Options by name, for the interfaces of other languages.

#include <cstddef>
#include <string_view>

#include "winnow/winnow.h"

namespace winnow::tools {

/// Sets the number or switch (0: off) of that name; returns false if there is none. winnow/c.h lists the
/// names.
bool set_option(Options& options, std::string_view name, std::size_t value) noexcept;

}  // namespace winnow::tools
