#include "tools/bindings/options_by_name.h"

#include <string>

#include "tools/options_table.h"

namespace winnow::tools {
namespace {

/// Sets the option with a given name when a walk over the table reaches it.
class SetByName {
 public:
  SetByName(std::string_view name, std::size_t value) : name_(name), value_(value) {}

  bool found() const noexcept { return found_; }

  void operator()(const OptionRow& row, bool& on) {
    if (is_meant(row)) on = value_ != 0;
  }
  void operator()(const OptionRow& row, std::size_t& number) {
    if (is_meant(row)) number = value_;
  }
  void operator()(const OptionRow&, std::vector<std::string>&) {}  // neither a number nor a switch

  /// A choice is a switch for each of its names; off is the value that Options begin with.
  void operator()(const OptionRow& row, float& value, Choices<float> choices) {
    choose(row, value, choices, Options{}.recall_weight);
  }
  void operator()(const OptionRow& row, Wrapped& value, Choices<Wrapped> choices) {
    choose(row, value, choices, Options{}.wrapped);
  }

 private:
  template <class T>
  void choose(const OptionRow& row, T& value, Choices<T> choices, T otherwise) {
    for (const Choice<T>& choice : choices) {
      if (!is_switch_of(name_, row, choice.name)) continue;
      value = value_ != 0 ? choice.value : otherwise;
      found_ = true;
    }
  }

  bool is_meant(const OptionRow& row) {
    const bool meant = row.by_name && row.name == name_;
    found_ |= meant;
    return meant;
  }

  std::string_view name_;
  std::size_t value_;
  bool found_ = false;
};

}  // namespace

bool set_option(Options& options, std::string_view name, std::size_t value) noexcept {
  SetByName set(name, value);
  for_each_option(options, set);
  return set.found();
}

}  // namespace winnow::tools
