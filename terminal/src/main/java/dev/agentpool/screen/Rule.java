package dev.agentpool.screen;

import dev.agentpool.session.ScreenState;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One thing to look for. The first that holds says what a screen shows.
 *
 * @param region where
 * @param lines how many, for {@link Region#LAST}
 * @param looksFor what says so
 * @param unless holds it off when it is found in the same place; null for nothing
 * @param hard whether it ends a turn: a limit that is reached, not one that comes near
 * @param answers how it is answered, when it waits
 */
record Rule(
    String name,
    ScreenState state,
    Region region,
    int lines,
    Sign looksFor,
    @Nullable Pattern unless,
    boolean hard,
    Answers answers) {

  /** What says so. */
  sealed interface Sign {
    /** A text that is found. */
    record Text(Pattern pattern) implements Sign {}

    /** A finished result block. */
    record Block() implements Sign {}

    /** A question in words to whoever reads. */
    record Asked() implements Sign {}
  }

  /**
   * The keys that answer a menu.
   *
   * @param allow for yes, where no choice is named so
   * @param deny for no, where no choice is named so
   * @param allows which choice is a yes to this one thing and nothing more; null for none
   * @param denies which choice is a no; null for none
   * @param option a line that offers a choice, with the groups {@code key} and {@code label}; null
   *     for the usual numbers
   * @param startup whether the program asks it as it begins, and not the agent
   */
  record Answers(
      List<String> allow,
      List<String> deny,
      @Nullable Pattern allows,
      @Nullable Pattern denies,
      @Nullable Pattern option,
      boolean startup) {
    Answers {
      allow = List.copyOf(allow);
      deny = List.copyOf(deny);
    }
  }
}
