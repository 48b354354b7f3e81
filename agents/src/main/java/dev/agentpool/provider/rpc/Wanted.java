package dev.agentpool.provider.rpc;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What an agent asks of its client. */
public sealed interface Wanted {
  /**
   * To be allowed something.
   *
   * @param use the tool's use that it is about, as of {@code AgentEvent.ToolUse}; may be empty
   * @param tool its name, as rules and people know it
   * @param summary what it is to do, in one line
   * @param input the tool's input, plain
   * @param places files that it is about; empty when the agent does not say
   */
  record Permission(
      String use,
      String tool,
      String summary,
      Map<String, Object> input,
      Doing doing,
      List<Path> places,
      Answers answers)
      implements Wanted {
    public Permission {
      places = List.copyOf(places);
    }
  }

  /** Something that has its answer at once. */
  record Reply(JsonNode result) implements Wanted {}

  /** Something that was never offered. */
  record NotOffered() implements Wanted {}

  /** What a tool does, as far as its agent says. */
  enum Doing {
    LOOKS,
    EDITS,
    RUNS,
    OTHER
  }

  /** The answers to one question, as its protocol writes them. */
  interface Answers {
    /**
     * @param input other input than was asked for, or null
     * @return null when the protocol cannot say that
     */
    @Nullable JsonNode allowed(@Nullable Map<String, Object> input);

    JsonNode denied(String why);

    /** The turn is being ended, or is over. */
    JsonNode cancelled();
  }
}
