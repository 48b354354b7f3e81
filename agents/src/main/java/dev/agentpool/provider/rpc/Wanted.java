package dev.agentpool.provider.rpc;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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
      implements Waiting {
    public Permission {
      places = List.copyOf(places);
    }

    @Override
    public JsonNode cancelled() {
      return answers.cancelled();
    }
  }

  /** Something that waits for somebody's answer. */
  sealed interface Waiting extends Wanted {
    /** The tool's use that it is about; may be empty. */
    String use();

    /** The answer when the turn is being ended, or is over. */
    JsonNode cancelled();
  }

  /**
   * To be told something in words.
   *
   * @param written as its protocol writes the answers, by the questions' ids
   * @param nobody the answer when there is none
   */
  record Words(
      String use,
      List<Question> questions,
      Function<Map<String, String>, JsonNode> written,
      JsonNode nobody,
      JsonNode cancelled)
      implements Waiting {
    public Words {
      questions = List.copyOf(questions);
    }
  }

  /**
   * A question in words.
   *
   * @param options to choose from; may be empty
   */
  record Question(String id, String text, List<String> options) {
    public Question {
      options = List.copyOf(options);
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
