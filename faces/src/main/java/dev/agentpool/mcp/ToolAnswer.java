package dev.agentpool.mcp;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a tool answers.
 *
 * @param text for the model
 * @param structured the same as data that Jackson can write as an object (a map, a record, a JSON
 *     node); needed when the tool has an output schema and the answer is no error
 * @param isError the work failed or was refused; the text says why and what to do
 * @param more content after the text
 * @param code of a refusal, stable and for programs; empty when there is none
 */
public record ToolAnswer(
    String text, @Nullable Object structured, boolean isError, List<McpContent> more, String code) {

  public ToolAnswer {
    Objects.requireNonNull(text, "text is null");
    more = List.copyOf(more);
  }

  public ToolAnswer(String text, @Nullable Object structured, boolean isError) {
    this(text, structured, isError, List.of());
  }

  public ToolAnswer(
      String text, @Nullable Object structured, boolean isError, List<McpContent> more) {
    this(text, structured, isError, more, "");
  }

  /** A refusal; its code stands behind the text too, for models. */
  public static ToolAnswer refused(String text, String code) {
    return new ToolAnswer(text, null, true, List.of(new McpContent.Text("code: " + code)), code);
  }

  /** Text only. */
  public static ToolAnswer text(String text) {
    return new ToolAnswer(text, null, false);
  }

  /** Text, and the same as data. */
  public static ToolAnswer of(String text, Object structured) {
    return new ToolAnswer(text, structured, false);
  }

  /** A failure or a refusal. */
  public static ToolAnswer error(String text) {
    return new ToolAnswer(text, null, true);
  }
}
