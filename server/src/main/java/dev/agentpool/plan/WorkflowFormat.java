package dev.agentpool.plan;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** The languages a workflow may be written in. */
public enum WorkflowFormat {
  YAML,
  JSON,
  TOML;

  /** Throws {@link InvalidPlan} that names the choices. */
  public static WorkflowFormat named(String text) {
    return Choices.named(
        "format", text, values(), format -> format.name().toLowerCase(Locale.ROOT));
  }

  /** By the end of the file's name; empty for other files. */
  public static Optional<WorkflowFormat> of(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    if (name.endsWith(".yaml") || name.endsWith(".yml")) {
      return Optional.of(YAML);
    }
    if (name.endsWith(".json")) {
      return Optional.of(JSON);
    }
    return name.endsWith(".toml") ? Optional.of(TOML) : Optional.empty();
  }
}
