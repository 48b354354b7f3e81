package dev.agentpool.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is wrong in a list of models, each with the place: {@code providers.X.models[0].id …}. */
final class CatalogCheck {
  /** As the control plane has them (spec control-plane 2). */
  private static final Set<String> SOURCES =
      Set.of("cli_detected", "config", "default", "observed", "unknown");

  private static final Set<String> CONFIDENCES =
      Set.of(
          "official",
          "local_cli",
          "local_config",
          "provider_warning",
          "observed",
          "user_configured",
          "unknown");

  private static final List<String> TEXTS =
      List.of(
          "default_model",
          "smoke_model",
          "model_arg",
          "model_selection",
          "default_initial_prompt_mode",
          "read_only_mode_arg",
          "forward_separator",
          "reasoning_effort_arg",
          "reasoning_effort_config_key",
          "service_tier_config_key",
          "catalog_completeness",
          "date",
          "listed_by");

  private final Set<String> known;
  private final List<String> errors = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  /**
   * @param known the ids of the CLIs that there are
   */
  CatalogCheck(Set<String> known) {
    this.known = Set.copyOf(known);
  }

  List<String> errors() {
    return List.copyOf(errors);
  }

  List<String> warnings() {
    return List.copyOf(warnings);
  }

  void document(@Nullable Object document) {
    if (!(document instanceof Map<?, ?> root)) {
      errors.add("the root must be an object");
    } else if (!root.containsKey("providers")) {
      errors.add("providers is missing: an object with a member for each agent CLI");
    } else if (root.get("providers") instanceof Map<?, ?> providers) {
      providers.forEach((id, said) -> provider(String.valueOf(id), said));
    } else {
      errors.add("providers must be an object");
    }
  }

  private void provider(String id, @Nullable Object said) {
    String at = "providers." + id;
    if (id.isBlank()) {
      errors.add("providers has an empty id");
      return;
    }
    if (!known.contains(id)) {
      warnings.add(at + " is no agent CLI that agentpool knows, and is passed over");
    }
    if (!(said instanceof Map<?, ?> provider)) {
      errors.add(at + " must be an object");
      return;
    }
    for (String member : TEXTS) {
      if (provider.containsKey(member) && !(provider.get(member) instanceof String)) {
        errors.add(at + "." + member + " must be a string");
      }
    }
    for (String member : List.of("submit_keys", "quirks")) {
      texts(at + "." + member, provider.get(member), provider.containsKey(member));
    }
    if (provider.get("models") instanceof List<?> models) {
      for (int i = 0; i < models.size(); i++) {
        model(at + ".models[" + i + "]", models.get(i));
      }
    } else if (provider.containsKey("models")) {
      errors.add(at + ".models must be an array of objects");
    }
  }

  private void model(String at, @Nullable Object said) {
    if (!(said instanceof Map<?, ?> model)) {
      errors.add(at + " must be an object");
      return;
    }
    if (!(model.get("id") instanceof String id) || id.isBlank()) {
      errors.add(at + ".id must be a non-empty string");
    }
    if (model.containsKey("display_name") && !(model.get("display_name") instanceof String)) {
      errors.add(at + ".display_name must be a string");
    }
    oneOf(at + ".source", model, "source", SOURCES);
    oneOf(at + ".confidence", model, "confidence", CONFIDENCES);
    texts(at + ".aliases", model.get("aliases"), model.containsKey("aliases"));
    if (model.get("metadata") instanceof Map<?, ?> metadata) {
      reasoning(at + ".metadata.reasoning", metadata);
    } else if (model.containsKey("metadata")) {
      errors.add(at + ".metadata must be an object");
    }
  }

  private void oneOf(String at, Map<?, ?> model, String member, Set<String> words) {
    Object said = model.get(member);
    if (model.containsKey(member) && !(said instanceof String word && words.contains(word))) {
      errors.add(at + " must be one of " + String.join(", ", words.stream().sorted().toList()));
    }
  }

  private void reasoning(String at, Map<?, ?> metadata) {
    if (!metadata.containsKey("reasoning")) {
      return;
    }
    if (!(metadata.get("reasoning") instanceof Map<?, ?> reasoning)) {
      errors.add(at + " must be an object");
      return;
    }
    if (reasoning.containsKey("supported")) {
      if (!(reasoning.get("supported") instanceof List<?> list)) {
        errors.add(at + ".supported must be an array");
      } else if (!list.stream().allMatch(String.class::isInstance)) {
        errors.add(at + ": supported values must be strings");
      }
    }
    if (reasoning.containsKey("default") && !(reasoning.get("default") instanceof String)) {
      errors.add(at + ": default must be a string");
    }
  }

  private void texts(String at, @Nullable Object said, boolean there) {
    if (there
        && !(said instanceof List<?> list && list.stream().allMatch(String.class::isInstance))) {
      errors.add(at + " must be an array of strings");
    }
  }
}
