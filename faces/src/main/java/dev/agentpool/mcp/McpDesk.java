package dev.agentpool.mcp;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one client's session sees. The lists are read anew for every request, so they may change;
 * who changes them tells the listeners. All methods may be called from several threads.
 */
public interface McpDesk extends AutoCloseable {

  /** The server's name, as the client is told. */
  String name();

  /** The server's version. */
  String version();

  /** How a model should use the tools; null for nothing to say. */
  @Nullable String instructions();

  /** The tools, in the order to list them. */
  List<McpTool> tools();

  /** Tools that may be called under their former names, and are not listed. */
  default List<McpTool> unlisted() {
    return List.of();
  }

  /** The resources, in the order to list them. */
  default List<McpResource> resources() {
    return List.of();
  }

  /** The resource templates, in the order to try and list them. */
  default List<McpResourceTemplate> templates() {
    return List.of();
  }

  /** The prompts, in the order to list them. */
  default List<McpPrompt> prompts() {
    return List.of();
  }

  /** What an argument of a prompt or of a template could be, best first. */
  default List<String> complete(McpCompletion asked) {
    return List.of();
  }

  /**
   * Registers who is told of changes.
   *
   * @return takes the listener away again
   */
  default Runnable listen(DeskListener listener) {
    return () -> {};
  }

  /** Called once, when the session has ended. */
  @Override
  default void close() {}

  /** Is told of changes; every method returns at once. */
  interface DeskListener {
    /** Another list of tools. */
    void toolsChanged();

    /** Another list of prompts. */
    void promptsChanged();

    /** Another list of resources or of templates. */
    void resourcesChanged();

    /** A resource holds something else; clients that subscribed to this address are told. */
    void resourceUpdated(String uri);
  }

  /**
   * What a client wants to complete.
   *
   * @param ofPrompt an argument of a prompt, else a variable of a template
   * @param name the prompt's name or the template
   * @param typed what there is already; maybe empty
   */
  record McpCompletion(boolean ofPrompt, String name, String argument, String typed) {}
}
