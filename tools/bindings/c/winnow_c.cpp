// The C interface over Cleaner. Every function catches what is thrown below it: an exception must
// not cross into C.

#include <exception>
#include <new>
#include <string>
#include <string_view>
#include <utility>

#include "pipeline/write/fields.h"
#include "pipeline/write/record_or_error.h"
#include "tools/bindings/options_by_name.h"
#include "tools/installed_rules.h"
#include "winnow/c.h"
#include "winnow/winnow.h"

struct winnow_options {
  winnow::Options options;
};

struct winnow_cleaner {
  winnow::Cleaner clean;
};

struct winnow_result {
  winnow::Outcome outcome;
  std::string json;  ///< made at the first call that needs it
};

namespace {

using winnow::Article;

thread_local std::string last_error;

/// Keeps the message of the exception being handled. Never throws; without memory the message is cut.
void keep_error() noexcept {
  try {
    try {
      throw;
    } catch (const std::exception& e) {
      last_error = e.what();
    } catch (...) {
      last_error = "unknown error";
    }
  } catch (...) {
    last_error.clear();
  }
}

void keep_error(std::string_view message, std::string_view name) noexcept {
  try {
    last_error = std::string(message) + ": '" + std::string(name) + "'";
  } catch (...) {
    last_error.clear();
  }
}

/// Returns the result of `make`, or NULL after it keeps the message of the exception.
template <class Make>
auto guarded(const Make& make) noexcept -> decltype(make()) {
  try {
    return make();
  } catch (...) {
    keep_error();
    return nullptr;
  }
}

/// Returns the field's value if it is a T; null if no field of that name holds a T.
template <class T>
const T* find_value(const Article& article, std::string_view name) {
  const winnow::write::Field* field = winnow::write::find_field(name);
  if (!field) return nullptr;
  const winnow::write::Value value = field->value(article);
  const T* const* found = std::get_if<const T*>(&value);
  return found ? *found : nullptr;
}

const char* or_null(const std::string& text) noexcept { return text.empty() ? nullptr : text.c_str(); }

const char* drop_field(const winnow::Drop& drop, std::string_view field) noexcept {
  // Names of reasons and stages are string literals and so end in NUL.
  if (field == "error") return winnow::name(drop.reason).data();
  if (field == "stage") return drop.stage.data();
  if (field == "detail") return or_null(drop.detail);
  if (field == "url") return or_null(drop.url);
  return nullptr;
}

}  // namespace

const char* winnow_version(void) { return winnow::version().data(); }

const char* winnow_last_error(void) { return last_error.c_str(); }

winnow_options* winnow_options_new(void) {
  return guarded([] { return new winnow_options{}; });
}

int winnow_options_set(winnow_options* options, const char* name, size_t value) {
  if (options && name && winnow::tools::set_option(options->options, name, value)) return 0;
  keep_error("no such option", name ? name : "");
  return -1;
}

void winnow_options_free(winnow_options* options) { delete options; }

winnow_cleaner* winnow_cleaner_new(const char* rules_folder, const winnow_options* options) {
  return guarded([&] {
    const auto folder = rules_folder ? std::filesystem::path(rules_folder)
                                     : winnow::tools::rules_beside(reinterpret_cast<const void*>(&winnow_version));
    return new winnow_cleaner{
        winnow::Cleaner(winnow::load_rules(folder), options ? options->options : winnow::Options{})};
  });
}

void winnow_cleaner_free(winnow_cleaner* cleaner) { delete cleaner; }

winnow_result* winnow_clean(const winnow_cleaner* cleaner, const char* bytes, size_t length, const char* url,
                            const char* content_type) {
  if (!cleaner || (!bytes && length > 0)) {
    keep_error("winnow_clean() was given NULL", cleaner ? "bytes" : "cleaner");
    return nullptr;
  }
  return guarded([&] {
    winnow::Page page{.url = url ? url : "", .content_type = content_type ? content_type : ""};
    if (length > 0) page.bytes.assign(bytes, length);
    return new winnow_result{cleaner->clean(std::move(page)), {}};
  });
}

void winnow_result_free(winnow_result* result) { delete result; }

int winnow_result_kept(const winnow_result* result) { return result && result->outcome ? 1 : 0; }

const char* winnow_result_json(winnow_result* result) {
  if (!result) return nullptr;
  return guarded([&] {
    if (result->json.empty()) {
      winnow::write::append_record_or_error(result->outcome, result->json);
      result->json.pop_back();  // the line's end
    }
    return result->json.c_str();
  });
}

const char* winnow_result_text(const winnow_result* result, const char* field) {
  if (!result || !field) return nullptr;
  if (!result->outcome) return drop_field(result->outcome.error(), field);
  if (const auto* text = find_value<std::string>(*result->outcome, field)) return or_null(*text);
  keep_error("no such field", field);
  return nullptr;
}

const char* winnow_result_item(const winnow_result* result, const char* field, size_t index) {
  if (!result || !field || !result->outcome) return nullptr;
  if (const auto* items = find_value<std::vector<std::string>>(*result->outcome, field))
    return index < items->size() ? (*items)[index].c_str() : nullptr;
  keep_error("no such list", field);
  return nullptr;
}

float winnow_result_confidence(const winnow_result* result) {
  return result && result->outcome ? result->outcome->confidence : 0;
}
