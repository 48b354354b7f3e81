package dev.agentpool.provider.acp;

import dev.agentpool.protocol.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The models that a conversation can be held with, as its agent says when it begins.
 *
 * @param current null when it does not say
 * @param option the configuration option that chooses one; null when a request of its own does
 */
record AcpModels(List<String> known, @Nullable String current, @Nullable String option) {
  AcpModels {
    known = List.copyOf(known);
  }

  static AcpModels of(JsonNode opened) {
    JsonNode models = opened.path("models");
    if (models.isObject()) {
      return new AcpModels(
          names(models.path("availableModels"), "modelId"), text(models, "currentModelId"), null);
    }
    for (JsonNode option : opened.path("configOptions")) {
      if (Json.text(option, "category", "").equals("model")) {
        return new AcpModels(
            names(option.path("options"), "value"),
            text(option, "currentValue"),
            text(option, "id"));
      }
    }
    return new AcpModels(List.of(), null, null);
  }

  private static List<String> names(JsonNode list, String member) {
    List<String> names = new ArrayList<>();
    list.forEach(one -> names.add(Json.text(one, member, "")));
    return names;
  }

  private static @Nullable String text(JsonNode object, String member) {
    String text = Json.text(object, member, "");
    return text.isEmpty() ? null : text;
  }
}
