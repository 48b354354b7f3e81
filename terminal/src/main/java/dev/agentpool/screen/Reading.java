package dev.agentpool.screen;

import dev.agentpool.session.Screen;
import dev.agentpool.session.ScreenState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a screen shows of its agent.
 *
 * @param rule the name of the rule that says so; empty when none does
 * @param line where it was seen
 * @param hard whether it ends a turn
 * @param menu what is offered and how each is taken; null when nothing is
 * @param question what is asked, one line; null when nothing is
 * @param result the text of the newest result block; null when there is none
 * @param reply all that was said and printed since the last prompt, as far as it is in sight
 * @param said all that the agent itself has said since the last prompt, as far as it is in sight
 * @param input what stands in the box that one types into; null when none is in sight
 */
public record Reading(
    ScreenState state,
    String rule,
    String line,
    boolean hard,
    @Nullable Offer menu,
    @Nullable String question,
    @Nullable String result,
    String reply,
    String said,
    @Nullable String input,
    List<String> startupWarnings) {
  public Reading {
    startupWarnings = List.copyOf(startupWarnings);
  }

  /**
   * A menu that waits for its answer.
   *
   * @param text all that it tells of what is asked
   * @param allow keys for a yes to this one thing
   * @param deny keys for a no
   * @param startup whether the program asks it as it begins
   */
  public record Offer(
      String text, List<Choice> choices, List<String> allow, List<String> deny, boolean startup) {
    public Offer {
      choices = List.copyOf(choices);
      allow = List.copyOf(allow);
      deny = List.copyOf(deny);
    }
  }

  public Screen.Evidence evidence() {
    return new Screen.Evidence(
        state,
        rule,
        line,
        question,
        menu == null ? List.of() : menu.choices().stream().map(Choice::label).toList(),
        result,
        startupWarnings);
  }
}
