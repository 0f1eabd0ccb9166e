#include "tools/batch/clean_options.h"

#include <xxhash.h>

#include <bit>
#include <type_traits>

#include "pipeline/base/hash.h"
#include "pipeline/write/json_record.h"

namespace winnow::tools {
namespace {

std::uint64_t number_of(float value) noexcept { return std::bit_cast<std::uint32_t>(value); }
template <class E>
requires std::is_enum_v<E> std::uint64_t number_of(E value)
noexcept { return static_cast<std::uint64_t>(value); }

/// Writes the options that the records depend on as the members of a JSON object.
class NoteOptions {
 public:
  explicit NoteOptions(write::JsonObject& object) : object_(object) {}

  void operator()(const OptionRow& row, const std::string& text) const {
    if (row.effect == Effect::value) object_.text(row.name, text);
    if (row.effect == Effect::presence) object_.truth(row.name, !text.empty());
  }
  template <class T>
  void operator()(const OptionRow& row, const T& value) const {
    if (row.effect == Effect::value) note(row.name, value);
  }
  template <class T>
  void operator()(const OptionRow& row, const T& value, Choices<T>) const {
    if constexpr (std::is_same_v<T, std::string>) (*this)(row, value);
    else if (row.effect == Effect::value) object_.number(row.name, number_of(value));
  }

 private:
  void note(std::string_view name, bool on) const { object_.truth(name, on); }
  void note(std::string_view name, std::size_t number) const { object_.number(name, number); }
  void note(std::string_view name, const std::vector<std::string>& texts) const { object_.texts(name, texts); }
  void note(std::string_view name, std::optional<std::size_t> number) const {
    if (number) object_.number(name, *number);
  }

  write::JsonObject& object_;
};

}  // namespace

Choices<write::Format> format_choices() {
  static const std::vector<Choice<write::Format>> choices = [] {
    std::vector<Choice<write::Format>> out;
    for (const write::FormatRow& row : write::formats()) out.push_back({row.name, row.format});
    return out;
  }();
  return choices;
}

std::string fingerprint_of(const CleanOptions& options) {
  std::string all;
  write::JsonObject object(all);
  object.text("version", version());
  for_each_option(options, NoteOptions(object));
  object.end();
  return hex(XXH3_64bits(all.data(), all.size()));
}

}  // namespace winnow::tools
