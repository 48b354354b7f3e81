package dev.agentpool.rest;

import dev.agentpool.answer.Json;
import dev.agentpool.budget.Money;
import dev.agentpool.settings.SettingKey;
import dev.agentpool.settings.SettingKeys;
import tools.jackson.databind.node.ObjectNode;

/** Every setting as a member that may be there, for the document. */
final class SettingsSchema {
  private SettingsSchema() {}

  static ObjectNode all() {
    ObjectNode schema = Json.ANSWERS.createObjectNode().put("type", "object");
    ObjectNode members = schema.putObject("properties");
    for (SettingKey<?> key : SettingKeys.all()) {
      members.set(key.name(), type(key.expected()).put("description", key.meaning()));
    }
    return schema.put("additionalProperties", false);
  }

  private static ObjectNode type(String expected) {
    ObjectNode type = Json.ANSWERS.createObjectNode();
    if (expected.startsWith("one of ")) {
      for (String choice : expected.substring(7).split(", ")) {
        type.withArrayProperty("enum").add(choice);
      }
      return type;
    }
    if (expected.startsWith("a list")) {
      type.put("type", "array").putObject("items").put("type", "string");
      return type;
    }
    if (expected.startsWith("a duration")) {
      type.putArray("anyOf").addObject().put("type", "number");
      type.withArrayProperty("anyOf").addObject().put("type", "string");
      return type;
    }
    if (expected.equals(Money.CAP)) {
      return type.put("type", "number");
    }
    return type.put(
        "type",
        switch (expected.split(",")[0]) {
          case "text" -> "string";
          case "true or false" -> "boolean";
          case "a table" -> "object";
          default -> "integer";
        });
  }
}
