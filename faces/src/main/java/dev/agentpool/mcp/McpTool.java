package dev.agentpool.mcp;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A tool that a desk offers (spec section 9).
 *
 * @param name letters, digits, {@code _ - . /}; at most 128
 * @param title for people
 * @param description for the model
 * @param inputSchema JSON Schema 2020-12 of the arguments; {@code type} is {@code object}.
 *     Arguments that {@code properties} does not name are refused, whatever it says of additional
 *     ones
 * @param outputSchema JSON Schema of the structured answer, of {@code type} {@code object} too;
 *     null when answers are text only
 * @param hints what a client may assume
 * @param handler does the work; called on a virtual thread of its own
 * @param wrong what to answer when the arguments do not fit the schema
 */
public record McpTool(
    String name,
    String title,
    String description,
    Map<String, Object> inputSchema,
    @Nullable Map<String, Object> outputSchema,
    ToolHints hints,
    ToolHandler handler,
    WrongArguments wrong) {

  /** One that tells wrong arguments as every other refusal. */
  public McpTool(
      String name,
      String title,
      String description,
      Map<String, Object> inputSchema,
      @Nullable Map<String, Object> outputSchema,
      ToolHints hints,
      ToolHandler handler) {
    this(
        name,
        title,
        description,
        inputSchema,
        outputSchema,
        hints,
        handler,
        message -> ToolAnswer.refused(message, "invalid"));
  }

  public McpTool {
    Objects.requireNonNull(hints, "hints is null");
    Objects.requireNonNull(handler, "handler is null");
    if (!name.matches("[A-Za-z0-9_./-]{1,128}")) {
      throw new IllegalArgumentException("'" + name + "' is no name for an MCP tool");
    }
    if (!"object".equals(inputSchema.get("type"))) {
      throw new IllegalArgumentException("the input schema of " + name + " is not of type object");
    }
    if (outputSchema != null && !"object".equals(outputSchema.get("type"))) {
      throw new IllegalArgumentException("the output schema of " + name + " is not of type object");
    }
  }

  /** Tells a client that its arguments do not fit. */
  @FunctionalInterface
  public interface WrongArguments {
    ToolAnswer told(String message);
  }

  /** Does a tool's work. */
  @FunctionalInterface
  public interface ToolHandler {
    /**
     * Answers a call. What it throws is given to the client as an answer that is an error, with the
     * exception's message, never as an error of the protocol.
     */
    ToolAnswer call(ToolCall call) throws Exception;
  }

  /**
   * What a client may assume of a tool.
   *
   * @param readOnly changes nothing
   * @param idempotent a second call with the same arguments changes nothing more
   * @param destructive may take something away
   * @param openWorld touches more than this pool
   */
  public record ToolHints(
      boolean readOnly, boolean idempotent, boolean destructive, boolean openWorld) {
    public static final ToolHints READS = new ToolHints(true, true, false, false);
    public static final ToolHints WRITES = new ToolHints(false, false, false, false);
    public static final ToolHints WRITES_ONCE = new ToolHints(false, true, false, false);
    public static final ToolHints DESTROYS = new ToolHints(false, false, true, false);
  }
}
