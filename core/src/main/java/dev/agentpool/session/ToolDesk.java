package dev.agentpool.session;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Serves an agent's own questions over its control channel, inside the daemon (architecture,
 * decision 8): no MCP process, no hook process. Called on the session's thread; may block, but the
 * agent waits meanwhile. JSON arrives and leaves as plain maps, lists, texts, numbers and booleans.
 */
public interface ToolDesk {
  /** Denies what nobody allowed, offers no tools, sets no hooks. */
  ToolDesk NONE =
      new ToolDesk() {
        @Override
        public Permission mayUse(String tool, Map<String, Object> input) {
          return new Permission.Deny(
              "nobody is there to allow " + tool + "; name it in allowed_tools", false);
        }
      };

  /** May the agent use this tool with this input? Asked only for what its own rules leave open. */
  Permission mayUse(String tool, Map<String, Object> input);

  /** Names of the tool servers offered in-process. */
  default List<String> servers() {
    return List.of();
  }

  /** One MCP message to one of them; returns the MCP answer, or null for a notification. */
  default @Nullable Map<String, Object> mcp(String server, Map<String, Object> message) {
    return null;
  }

  /** Hook events this desk wants to hear, each with a tool matcher or null for all. */
  default List<Hook> hooks() {
    return List.of();
  }

  /** A hook fired; returns its answer in the vendor's own form, empty to let things go on. */
  default Map<String, Object> hook(String event, Map<String, Object> input) {
    return Map.of();
  }

  record Hook(String event, @Nullable String matcher) {}

  /** The answer to a question for permission. */
  sealed interface Permission {
    /** Go on; with other input than asked for, or null to leave it. */
    record Allow(@Nullable Map<String, Object> input) implements Permission {}

    record Deny(String why, boolean interrupt) implements Permission {}
  }
}
