package dev.agentpool.session;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Serves an agent's own questions over its control channel, inside the daemon (architecture,
 * decision 8): no MCP process, no hook process. Called on the session's thread; may block, but the
 * agent waits meanwhile. JSON arrives and leaves as plain maps, lists, texts, numbers and booleans.
 */
public interface ToolDesk {
  /** Denies what nobody allowed, offers no tools, watches nothing. */
  ToolDesk NONE =
      new ToolDesk() {
        @Override
        public Permission mayUse(String tool, Map<String, Object> input) {
          return new Permission.Deny(
              "nobody is there to allow " + tool + "; name it in allowed_tools", false);
        }

        @Override
        public boolean answers() {
          return false;
        }
      };

  /** May the agent use this tool with this input? Asked only for what its own rules leave open. */
  Permission mayUse(String tool, Map<String, Object> input);

  /**
   * A request for permission.
   *
   * @param id the agent's own name for it, the same when a later daemon reads it again
   */
  record Ask(String id, String tool, Map<String, Object> input) {}

  /**
   * The same as {@link #mayUse}, of a request that has a name; empty when the agent has had its
   * answer, given before this daemon: then nothing is to be written.
   */
  default Optional<Permission> decide(Ask ask) {
    return Optional.of(mayUse(ask.tool(), ask.input()));
  }

  /**
   * The agent wants to know something in words.
   *
   * @param id as of {@link Ask}
   * @param options what it offers to choose from; may be empty
   */
  default Words say(String id, String question, List<String> options) {
    return new Words.Nobody();
  }

  /** The answer to a question in words. */
  sealed interface Words {
    record Said(String text) implements Words {}

    /** Nobody is there who answers. */
    record Nobody() implements Words {}

    /** The agent has had its answer, given before this daemon: nothing is to be written. */
    record Known() implements Words {}
  }

  /** The agent has shown, by going on, that it has the answer to this request. May block. */
  default void delivered(String id) {}

  /** The agent waits for no answer to this request any longer. May block. */
  default void withdrawn(String id) {}

  /** Whether this tool is the session's own to use, so that nobody has to be there to allow it. */
  default boolean owns(String tool) {
    return false;
  }

  /** Names of the tool servers offered in-process. */
  default List<String> servers() {
    return List.of();
  }

  /** One MCP message to one of them; returns the MCP answer, or null for a notification. */
  default @Nullable Map<String, Object> mcp(String server, Map<String, Object> message) {
    return null;
  }

  /** Whether somebody answers here. Without anyone the agent is not told that it could ask. */
  default boolean answers() {
    return true;
  }

  /**
   * Whether this desk wants to be heard before each file that a tool of the CLI's own writes,
   * whatever the rules of the CLI say. Kept by CLIs that have a hook for it; a command that writes
   * is seen by none.
   */
  default boolean watchesWrites() {
    return false;
  }

  /**
   * Why the agent may not write these files with this tool now; empty to let the CLI's own rules
   * decide. Only asked of a desk that {@link #watchesWrites}.
   *
   * @param files as the agent names them, absolute or from its working directory
   */
  default Optional<String> objection(String tool, List<String> files) {
    return Optional.empty();
  }

  /**
   * What is said when the agent's context is replaced by a summary, so that nothing is lost by it;
   * empty says nothing. Kept by CLIs that have a hook for it.
   */
  default Optional<Summarised> summarised() {
    return Optional.empty();
  }

  /**
   * Words for it.
   *
   * @param before for whoever writes the summary
   * @param after for the agent that goes on with it
   */
  record Summarised(String before, String after) {}

  /** The answer to a question for permission. */
  sealed interface Permission {
    /** Go on; with other input than asked for, or null to leave it. */
    record Allow(@Nullable Map<String, Object> input) implements Permission {}

    /**
     * It may not.
     *
     * @param why as the agent is told
     * @param by who refused it, a person or a rule of theirs; null where nobody did
     */
    record Deny(String why, boolean interrupt, @Nullable String by) implements Permission {
      public Deny(String why, boolean interrupt) {
        this(why, interrupt, null);
      }

      /**
       * What a person is told to do about it: nothing, where somebody refused it.
       *
       * @param allows what would have allowed it unasked
       */
      public String advice(String allows) {
        return by == null ? allows : "refused by " + by;
      }
    }
  }
}
