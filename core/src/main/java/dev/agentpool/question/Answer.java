package dev.agentpool.question;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What somebody says to a question.
 *
 * @param text why, or the words that were asked for; may be empty
 * @param input a JSON object to use instead of the input that was asked about; null to leave it
 */
public record Answer(Verdict verdict, String text, @Nullable String input) {
  /** Of the text, in characters. */
  public static final int LONGEST_TEXT = 64 << 10;

  /** The lower-case name is the wire name. */
  public enum Verdict {
    YES,
    NO,
    /** Neither: the text is the answer. */
    TEXT;

    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Answer {
    if (text.length() > LONGEST_TEXT) {
      throw new IllegalArgumentException(
          "an answer has at most " + LONGEST_TEXT + " characters, not " + text.length());
    }
    if (input != null && input.length() > Asked.LONGEST_PAYLOAD) {
      throw new IllegalArgumentException(
          "a changed input has at most "
              + Asked.LONGEST_PAYLOAD
              + " characters, not "
              + input.length());
    }
  }

  public static Answer yes() {
    return new Answer(Verdict.YES, "", null);
  }

  public static Answer no(String why) {
    return new Answer(Verdict.NO, why, null);
  }

  /** In a few words, for people. */
  public String shown() {
    String said = text.strip().lines().findFirst().orElse("");
    String shorter = said.length() <= 80 ? said : said.substring(0, 80) + "…";
    if (verdict == Verdict.TEXT) {
      return shorter;
    }
    return verdict.wireName()
        + (input == null ? "" : ", with changed input")
        + (shorter.isEmpty() ? "" : ": " + shorter);
  }
}
