package dev.agentpool.provider.terminal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is done with a question on the screen. */
sealed interface Reply {
  /**
   * Keys, and perhaps a text after them.
   *
   * @param text typed and sent off after the keys; null for none
   */
  record Press(List<String> keys, @Nullable String text) implements Reply {}

  /** A text, typed and sent off. */
  record Type(String text) implements Reply {}

  /** Keys that say no. */
  record Refuse(List<String> keys, String tool, String wanted, String why, boolean interrupt)
      implements Reply {}

  /**
   * Nobody can answer, so the turn ends.
   *
   * @param startup whether the program asks it as it begins
   */
  record GiveUp(String question, boolean startup) implements Reply {}

  /** The agent has had its answer, and yet asks. */
  record Stale() implements Reply {}
}
