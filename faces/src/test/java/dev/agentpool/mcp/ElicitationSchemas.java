package dev.agentpool.mcp;

import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The schemas of the conformance suite's tools, as the suite gives them. */
final class ElicitationSchemas {
  static final Map<String, Object> USER =
      read(
          """
          {"type": "object", "properties": {
            "username": {"type": "string", "description": "User's response"},
            "email": {"type": "string", "description": "User's email address"}},
           "required": ["username", "email"]}
          """);
  static final Map<String, Object> DEFAULTS =
      read(
          """
          {"type": "object", "properties": {
            "name": {"type": "string", "default": "John Doe"},
            "age": {"type": "integer", "default": 30},
            "score": {"type": "number", "default": 95.5},
            "status": {"type": "string", "enum": ["active", "inactive", "pending"],
                       "default": "active"},
            "verified": {"type": "boolean", "default": true}}}
          """);
  static final Map<String, Object> ENUMS =
      read(
          """
          {"type": "object", "properties": {
            "untitledSingle": {"type": "string", "enum": ["option1", "option2", "option3"]},
            "titledSingle": {"type": "string", "oneOf": [
              {"const": "value1", "title": "First Option"},
              {"const": "value2", "title": "Second Option"},
              {"const": "value3", "title": "Third Option"}]},
            "legacyEnum": {"type": "string", "enum": ["opt1", "opt2", "opt3"],
              "enumNames": ["Option One", "Option Two", "Option Three"]},
            "untitledMulti": {"type": "array", "items": {
              "type": "string", "enum": ["option1", "option2", "option3"]}},
            "titledMulti": {"type": "array", "items": {"anyOf": [
              {"const": "value1", "title": "First Choice"},
              {"const": "value2", "title": "Second Choice"},
              {"const": "value3", "title": "Third Choice"}]}}}}
          """);
  static final Map<String, Object> DRAFT_2020 =
      read(
          """
          {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
           "$defs": {"address": {"type": "object", "properties": {
             "street": {"type": "string"}, "city": {"type": "string"}}}},
           "properties": {"name": {"type": "string"}, "address": {"$ref": "#/$defs/address"}},
           "additionalProperties": false}
          """);

  private ElicitationSchemas() {}

  private static Map<String, Object> read(String json) {
    return JsonMapper.builder().build().readValue(json, new TypeReference<>() {});
  }
}
