package dev.agentpool.testkit.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the model does at one step of a script: perhaps fail first, then answer. */
record ModelStep(
    List<Fault> faults,
    Pace pace,
    Map<String, String> headers,
    @Nullable Tokens usage,
    @Nullable String thinking,
    Act act) {

  ModelStep {
    faults = List.copyOf(faults);
    headers = Map.copyOf(headers);
  }

  /** A step that answers and does nothing else. */
  static ModelStep of(Act act) {
    return new ModelStep(List.of(), Pace.AT_ONCE, Map.of(), null, null, act);
  }

  /** How a text is cut up in time. */
  record Pace(int chunks, long millisBetween) {
    static final Pace AT_ONCE = new Pace(1, 0);

    Pace {
      if (chunks < 1 || millisBetween < 0) {
        throw new IllegalArgumentException(
            "slow wants a count of at least 1 and milliseconds of at least 0");
      }
    }
  }

  /** The answer. */
  sealed interface Act {
    record Say(String text) implements Act {}

    record UseTools(List<ToolCall> calls) implements Act {}

    /** The text stops at the token limit. */
    record RunOut(String text) implements Act {}

    record Refuse(String text) implements Act {}
  }

  record ToolCall(String name, JsonNode input) {}

  /** A failure that comes before the answer, so many times and then no more. */
  sealed interface Fault {
    int times();

    /** Whether it happens only in an answer that is streamed. */
    default boolean needsStream() {
      return false;
    }

    record Status(int code, int times, Map<String, String> headers, String message)
        implements Fault {}

    /** The account's limit is used up, and stays so. */
    record LimitReached(Map<String, String> headers) implements Fault {
      @Override
      public int times() {
        return Integer.MAX_VALUE;
      }
    }

    /** The connection ends in the middle of a streamed answer. */
    record Cut(int times) implements Fault {
      @Override
      public boolean needsStream() {
        return true;
      }
    }

    /** An {@code error} event in the middle of a streamed answer. */
    record MidError(int times) implements Fault {
      @Override
      public boolean needsStream() {
        return true;
      }
    }

    /** The answer's headers come, then nothing. */
    record Hang(int times) implements Fault {}
  }
}
