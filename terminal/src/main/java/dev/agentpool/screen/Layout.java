package dev.agentpool.screen;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a program lays out its screen.
 *
 * @param box a line above and below what one types into; null when it draws none
 * @param input how the first line of what one types begins; null when none shows it
 * @param echo how a prompt of ours begins that it shows again
 * @param said how the agent's own words begin
 * @param tool how what a tool printed begins
 * @param asides lines that belong to nobody: clocks, tips, spinners
 */
record Layout(
    @Nullable Pattern box,
    @Nullable Pattern input,
    @Nullable Pattern echo,
    @Nullable Pattern said,
    @Nullable Pattern tool,
    List<Pattern> asides) {
  Layout {
    asides = List.copyOf(asides);
  }

  /** Whether it shows who wrote what. */
  boolean tellsWhoSpeaks() {
    return said != null;
  }

  boolean isAside(String line) {
    return asides.stream().anyMatch(aside -> aside.matcher(line).find());
  }

  static boolean begins(@Nullable Pattern pattern, String line) {
    return pattern != null && pattern.matcher(line).find();
  }
}
