package dev.agentpool.mcp;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A prompt that a person may choose in the client.
 *
 * @param arguments what it can be given, in the order to ask for it
 * @param getter called once a get, on a virtual thread
 */
public record McpPrompt(
    String name,
    @Nullable String title,
    @Nullable String description,
    List<Argument> arguments,
    Getter getter) {

  public McpPrompt {
    arguments = List.copyOf(arguments);
  }

  /** One thing that a prompt can be given. */
  public record Argument(String name, @Nullable String description, boolean required) {}

  /** One thing that is said. */
  public record Message(boolean byAssistant, McpContent content) {
    public static Message user(String text) {
      return new Message(false, new McpContent.Text(text));
    }
  }

  /** Renders the prompt. */
  @FunctionalInterface
  public interface Getter {
    /**
     * The messages.
     *
     * @param arguments all required ones, no unknown ones
     * @throws McpRefused when it cannot be rendered; the message goes to the client
     */
    List<Message> get(Map<String, String> arguments) throws Exception;
  }
}
