#pragma once
// The decode stage: bytes in any charset become valid UTF-8 in NFC.

#include <memory>

#include "pipeline/document/document.h"

namespace winnow::stage {

struct Decode {
  static constexpr std::string_view name = stage_names::decode;
  Limits limits{};

  /// The page as text, and whether it is HTML or a text dump; starts the page's clock.
  /// Drops: empty, too_large, not_html, undecodable.  Cost: linear in bytes.  Thread-safe.
  Result<Decoded> operator()(Page&& in) const;
};

}  // namespace winnow::stage
