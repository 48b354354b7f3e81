package dev.agentpool.knowledge.markdown;

import dev.agentpool.document.Fingerprint;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A piece of a Markdown text that is one thing: a heading, or an entry below one.
 *
 * @param level of a heading, 1 to 6; 0 for an entry
 * @param text without blank lines around it
 * @param tight whether it follows the one before without a blank line
 */
public record Block(int level, String text, boolean tight) {
  private static final Pattern STAMP = Pattern.compile("### \\d{4}-\\d\\d-\\d\\dT\\S+\\s*\n?");
  private static final Pattern MARKER = Pattern.compile("\\s*(?:[-*+]|\\d{1,9}[.)])\\s+");
  private static final Pattern ITEM = Pattern.compile("(?:[-*+]|\\d{1,9}[.)])\\s.*");
  private static final Pattern SPACE = Pattern.compile("\\s+");

  public boolean isHeading() {
    return level > 0;
  }

  public boolean isItem() {
    return !isHeading() && isItem(text.lines().findFirst().orElse(""));
  }

  /** Whether a line begins an item of a list. */
  static boolean isItem(String line) {
    return ITEM.matcher(line).matches();
  }

  /** Whether a line is the heading that an appended error stands under. */
  static boolean isStamp(String line) {
    return STAMP.matcher(line).matches();
  }

  /** What it says, without when, and without how it is set. */
  public String words() {
    String words = text;
    var stamp = STAMP.matcher(words);
    if (stamp.lookingAt()) {
      words = words.substring(stamp.end());
    }
    var marker = MARKER.matcher(words);
    if (level == 0 && marker.lookingAt()) {
      words = words.substring(marker.end());
    }
    return SPACE.matcher(words).replaceAll(" ").strip();
  }

  /** The same for all that say the same. */
  public String key() {
    String kind = isHeading() ? "#" + level + " " : "";
    return Fingerprint.ofTexts(List.of(kind + words())).value().substring(0, 12);
  }
}
