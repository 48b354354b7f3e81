package dev.agentpool.plan;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

  /** The text as plain maps, lists and scalars. Throws {@link InvalidPlan} with the line. */
  public @Nullable Object read(String text) {
    return PlainText.read(text, this);
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
