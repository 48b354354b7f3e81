package dev.agentpool.session;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a session's terminal shows, and what that comes to. It is what an agent's program wrote, so
 * nothing in it is to be believed more than the agent is.
 *
 * @param text its lines, without the blank ones at its end
 * @param title that the program gave its window; empty for none
 * @param hash SHA-256 of the text, in hexadecimal digits
 * @param columns how wide it is
 * @param rows how high it is
 */
public record Screen(
    String text, String title, String hash, int columns, int rows, Evidence evidence) {
  public Screen {
    Objects.requireNonNull(text, "text is null");
    Objects.requireNonNull(evidence, "evidence is null");
  }

  public ScreenState state() {
    return evidence.state();
  }

  /**
   * What the screen says of the agent, and by what.
   *
   * @param rule the name of the rule that says so; empty when none does
   * @param line where it was seen, trimmed; empty when it was no line
   * @param question what is asked, one line; null when nothing is
   * @param options what is offered to choose from, in order, without their numbers; may be empty
   * @param result the text of the newest result block; null when there is none
   * @param startupWarnings what the program complained of as it began, by names
   */
  public record Evidence(
      ScreenState state,
      String rule,
      String line,
      @Nullable String question,
      List<String> options,
      @Nullable String result,
      List<String> startupWarnings) {
    public Evidence {
      options = List.copyOf(options);
      startupWarnings = List.copyOf(startupWarnings);
    }
  }
}
