// The description that GET /v1/openapi.json gives.

#include "tools/serve/service.h"

namespace winnow::serve {

std::string_view openapi() noexcept {
  return R"json({
  "openapi": "3.0.3",
  "info": {"title": "Winnow", "version": "1", "description": "Articles out of news pages."},
  "paths": {
    "/v1/clean": {
      "post": {
        "summary": "Cleans one page, or many as JSON lines",
        "parameters": [{"name": "url", "in": "query", "schema": {"type": "string"}, "description": "Address of a page sent as it is"}],
        "requestBody": {
          "required": true,
          "content": {
            "text/html": {"schema": {"type": "string", "format": "binary"}},
            "text/plain": {"schema": {"type": "string", "format": "binary"}},
            "application/json": {"schema": {"$ref": "#/components/schemas/Page"}},
            "application/x-ndjson": {"schema": {"type": "string", "description": "A Page a line"}}
          }
        },
        "responses": {
          "200": {
            "description": "The record; for JSON lines a Record or an Error for each line, in order",
            "content": {
              "application/json": {"schema": {"$ref": "#/components/schemas/Record"}},
              "application/x-ndjson": {"schema": {"type": "string"}}
            }
          },
          "400": {"$ref": "#/components/responses/Error"},
          "401": {"$ref": "#/components/responses/Error"},
          "413": {"$ref": "#/components/responses/Error"},
          "422": {"$ref": "#/components/responses/Error"},
          "429": {"$ref": "#/components/responses/Error"}
        }
      }
    },
    "/v1/rules": {"get": {"summary": "The version and the fingerprint of the rules", "responses": {"200": {"description": "JSON"}}}},
    "/v1/openapi.json": {"get": {"summary": "This description", "responses": {"200": {"description": "JSON"}}}},
    "/healthz": {"get": {"summary": "Says ok; needs no token", "responses": {"200": {"description": "Text"}}}},
    "/metrics": {"get": {"summary": "Counters for Prometheus", "responses": {"200": {"description": "Text"}}}}
  },
  "components": {
    "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
    "responses": {
      "Error": {"description": "No record: a bad record (400), no token (401), too large (413), a page without an article (422), too busy (429, with Retry-After)",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}}
    },
    "schemas": {
      "Page": {
        "type": "object",
        "properties": {"id": {"type": "string"}, "url": {"type": "string"}, "html": {"type": "string"}, "text": {"type": "string"},
                       "content_type": {"type": "string"}, "date": {"type": "string"}}
      },
      "Record": {
        "type": "object",
        "properties": {"id": {"type": "string", "nullable": true}, "url": {"type": "string", "nullable": true},
                       "title": {"type": "string", "nullable": true}, "authors": {"type": "array", "items": {"type": "string"}},
                       "date": {"type": "string", "nullable": true}, "language": {"type": "string", "nullable": true},
                       "confidence": {"type": "number"}, "text": {"type": "string"}},
        "additionalProperties": true
      },
      "Error": {
        "type": "object",
        "properties": {"id": {"type": "string", "nullable": true}, "error": {"type": "string"}, "stage": {"type": "string"}, "detail": {"type": "string"}}
      }
    }
  }
}
)json";
}

}  // namespace winnow::serve
