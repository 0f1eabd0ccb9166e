// The description that GET /v1/openapi.json returns. Schemas of OpenAPI 3.1 are plain JSON Schema, so the
// tests check answers against them. The schema of a record is made from the table of its fields.

#include "pipeline/write/json_schema.h"
#include "tools/serve/service.h"

namespace winnow::serve {
namespace {

constexpr std::string_view kBeforeRecord = R"json({
  "openapi": "3.1.0",
  "info": {"title": "Winnow", "version": "1", "description": "Articles out of news pages."},
  "security": [{}, {"token": []}],
  "paths": {
    "/v1/clean": {
      "post": {
        "operationId": "clean",
        "summary": "Cleans one page, or many as JSON lines",
        "description": "Without chunks a body must say its Content-Length; it may be gzip.",
        "parameters": [
          {"name": "url", "in": "query", "schema": {"type": "string"}, "description": "Address of a page sent as it is"}
        ],
        "requestBody": {
          "required": true,
          "content": {
            "text/html": {"schema": {"type": "string", "contentMediaType": "text/html"}},
            "text/plain": {"schema": {"type": "string"}},
            "application/json": {"schema": {"$ref": "#/components/schemas/Page"}},
            "application/x-ndjson": {"schema": {"type": "string", "description": "A Page a line"}}
          }
        },
        "responses": {
          "200": {
            "description": "The record; for JSON lines a Record or an Error for each line, in order, as they come",
            "content": {
              "application/json": {"schema": {"$ref": "#/components/schemas/Record"}},
              "application/x-ndjson": {"schema": {"type": "string"}}
            }
          },
          "400": {"description": "No request, or no JSON record", "$ref": "#/components/responses/Error"},
          "401": {"description": "Without the token", "$ref": "#/components/responses/Error"},
          "408": {"description": "Sent too slowly", "$ref": "#/components/responses/Error"},
          "411": {"description": "Neither Content-Length nor chunks", "$ref": "#/components/responses/Error"},
          "413": {"description": "Too large", "$ref": "#/components/responses/Error"},
          "415": {"description": "A form, or packed in an unknown way", "$ref": "#/components/responses/Error"},
          "422": {"description": "A page without an article", "$ref": "#/components/responses/Error"},
          "429": {"description": "Too many pages are waiting: see Retry-After", "$ref": "#/components/responses/Error"},
          "431": {"description": "Headers too large", "$ref": "#/components/responses/Error"},
          "503": {"description": "About to end: see Retry-After", "$ref": "#/components/responses/Error"}
        }
      }
    },
    "/v1/rules": {
      "get": {
        "operationId": "rules",
        "summary": "The version, and a fingerprint of the rules",
        "responses": {
          "200": {"description": "Both", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Rules"}}}}
        }
      }
    },
    "/v1/openapi.json": {
      "get": {
        "operationId": "openapi",
        "summary": "This description",
        "responses": {"200": {"description": "It", "content": {"application/json": {"schema": {"type": "object"}}}}}
      }
    },
    "/healthz": {
      "get": {
        "operationId": "health",
        "summary": "Whether pages are taken; needs no token",
        "security": [],
        "responses": {
          "200": {"description": "They are", "content": {"text/plain": {"schema": {"type": "string"}}}},
          "503": {"$ref": "#/components/responses/Error"}
        }
      }
    },
    "/metrics": {
      "get": {
        "operationId": "metrics",
        "summary": "Counters for Prometheus",
        "responses": {"200": {"description": "Format 0.0.4", "content": {"text/plain": {"schema": {"type": "string"}}}}}
      }
    }
  },
  "components": {
    "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
    "responses": {
      "Error": {
        "description": "What is wrong",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
      }
    },
    "schemas": {
      "Page": {
        "type": "object",
        "properties": {
          "id": {"type": "string"}, "url": {"type": "string"}, "html": {"type": "string"},
          "text": {"type": "string", "description": "In place of html: a text dump"},
          "content_type": {"type": "string"}, "headers": {"type": "object"}, "date": {"type": "string"}
        },
        "anyOf": [{"required": ["html"]}, {"required": ["text"]}]
      }, "Record": )json";

constexpr std::string_view kBehindRecord = R"json(,
      "Error": {
        "type": "object",
        "properties": {
          "id": {"type": ["string", "null"]}, "url": {"type": ["string", "null"]}, "line": {"type": "integer"},
          "error": {"type": "string"}, "stage": {"type": ["string", "null"]}, "detail": {"type": ["string", "null"]}
        },
        "required": ["error"],
        "additionalProperties": false
      },
      "Rules": {
        "type": "object",
        "properties": {"version": {"type": "string"}, "rules": {"type": "string"}},
        "required": ["version", "rules"]
      }
    }
  }
}
)json";

}  // namespace

const std::string& openapi() {
  static const std::string description = [] {
    std::string out(kBeforeRecord);
    write::append_record_schema(out);
    return out.append(kBehindRecord);
  }();
  return description;
}

}  // namespace winnow::serve
