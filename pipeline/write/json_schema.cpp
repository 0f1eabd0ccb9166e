#include "pipeline/write/json_schema.h"

#include "pipeline/base/names.h"
#include "pipeline/write/fields.h"
#include "pipeline/write/json_record.h"
#include "pipeline/write/writer.h"

namespace winnow::write {
namespace {

std::string_view type_of(FieldKind kind) noexcept {
  switch (kind) {
    case FieldKind::text:
      break;
    case FieldKind::texts:
    case FieldKind::blocks:
      return "array";
    case FieldKind::fraction:
      return "number";
    case FieldKind::truth:
      return "boolean";
    case FieldKind::number:
      return "integer";
  }
  return "string";
}

bool is_list(FieldKind kind) noexcept { return kind == FieldKind::texts || kind == FieldKind::blocks; }

/// The members of a block of `blocks`, each always there.
struct BlockMember {
  std::string_view name, type, about;
};
constexpr BlockMember kBlockMembers[] = {
    {"kind", "string", "paragraph, heading, list_item, quote, code, table_cell or caption."},
    {"label", "string", "What the block does on its page: body, navigation, related, …"},
    {"kept", "boolean", "Whether it is part of the text."},
    {"score", "number", "How likely it is content, 0 to 1."},
    {"rule", "string?", "Id of the rule that decided; null: the score did."},
    {"rule_at", "string?", "File and line of that rule."},
    {"path", "string?", "Elements around it; null for text dumps."},
    {"terms", "object", "Features by their log-odds, the largest first."},
    {"text", "string", "Its text."},
};

void append_type(std::string_view type, JsonObject& schema) {
  if (type.ends_with('?')) schema.texts("type", {std::string(type.substr(0, type.size() - 1)), "null"});
  else schema.text("type", type);
}

void append_block_schema(std::string& out) {
  JsonObject block(out);
  block.text("type", "object");
  JsonObject properties(block.key("properties"));
  std::vector<std::string> required;
  for (const BlockMember& member : kBlockMembers) {
    JsonObject schema(properties.key(member.name));
    append_type(member.type, schema);
    schema.text("description", member.about);
    schema.end();
    required.emplace_back(member.name);
  }
  properties.end();
  block.texts("required", required);
  block.end();
}

void append_schema(const Field& field, std::string& out) {
  JsonObject schema(out);
  const std::string type(type_of(field.kind));
  if (field.can_be_null && !is_list(field.kind)) schema.texts("type", {type, "null"});
  else schema.text("type", type);
  if (field.kind == FieldKind::blocks) {
    append_block_schema(schema.key("items"));
  } else if (is_list(field.kind)) {
    JsonObject items(schema.key("items"));
    items.text("type", "string");
    items.end();
  }
  if (field.kind == FieldKind::fraction) {
    schema.number("minimum", 0);
    schema.number("maximum", 1);
  }
  schema.text("description",
              std::string(field.about) + (field.unit.empty() ? "" : " " + std::string(field.unit) + "."));
  schema.end();
}

/// A line of --drops or --errors (append_drop() in writer.cpp).
void append_drop_schema(std::string& out) {
  JsonObject drop(out);
  drop.text("type", "object");
  JsonObject properties(drop.key("properties"));
  std::vector<std::string> required;
  for (const DropMember& member : drop_members()) {
    JsonObject schema(properties.key(member.name));
    append_type(member.is_number ? "integer" : "string?", schema);
    if (member.name == std::string_view("reason")) schema.texts("enum", reason_names());
    schema.text("description", member.about);
    schema.end();
    required.emplace_back(member.name);
  }
  properties.end();
  drop.texts("required", required);
  drop.truth("additionalProperties", false);
  drop.end();
}

}  // namespace

void append_record_schema(std::string& out) {
  std::vector<std::string> required;
  JsonObject record(out);
  record.text("type", "object");
  JsonObject properties(record.key("properties"));
  for (const Field& field : fields()) {
    if (field.presence == Presence::if_named) continue;
    append_schema(field, properties.key(field.name));
    if (field.presence == Presence::always) required.emplace_back(field.name);
  }
  properties.end();
  record.texts("required", required);
  record.truth("additionalProperties", false);
  record.end();
}

std::vector<std::string_view> schema_names() { return {"record", "drop", "error", "blocks"}; }

std::string json_schema(std::string_view name) {
  std::string body;
  if (name == "record") append_record_schema(body);
  else if (name == "drop" || name == "error") append_drop_schema(body);
  else if (name == "blocks") append_block_schema(body);
  else return {};
  if (name == "blocks") body = R"({"type":"array","items":)" + body + "}";
  return R"({"$schema":"https://json-schema.org/draft/2020-12/schema","title":"Winnow: )" + std::string(name) + "\"," +
         body.substr(1) + "\n";
}

}  // namespace winnow::write
