package dev.agentpool.question;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What somebody says to a question.
 *
 * @param text why, or the words that were asked for; may be empty
 * @param input a JSON object to use instead of the input that was asked about; null to leave it
 * @param lasting for how long the same is allowed unasked; null for this once
 */
public record Answer(
    Verdict verdict, String text, @Nullable String input, @Nullable Lasting lasting) {
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

  /**
   * A yes that holds for a while, to exactly what was asked.
   *
   * @param inSession whether it ends with the conversation that asked, if that ends sooner
   */
  public record Lasting(Duration time, boolean inSession) {
    public static final Duration SHORTEST = Duration.ofMinutes(1);
    public static final Duration LONGEST = Duration.ofDays(7);

    public Lasting {
      if (time.compareTo(SHORTEST) < 0 || time.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException(
            "a permission lasts 1 minute to 7 days, not " + said(time));
      }
    }

    /** As long as the conversation that asked, and no longer than any other. */
    public static Lasting session() {
      return new Lasting(LONGEST, true);
    }

    private String shown() {
      return time.equals(LONGEST) && inSession
          ? "for this session"
          : "for " + said(time) + (inSession ? ", in this session" : "");
    }

    private static String said(Duration time) {
      long seconds = time.toSeconds();
      return seconds == 0 || seconds % 60 != 0
          ? seconds + " s"
          : seconds % 3600 != 0 ? seconds / 60 + " min" : seconds / 3600 + " h";
    }
  }

  /** For this once. */
  public Answer(Verdict verdict, String text, @Nullable String input) {
    this(verdict, text, input, null);
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
    if (lasting != null && verdict != Verdict.YES) {
      throw new IllegalArgumentException(
          "only a yes can hold for a while: this answer is " + verdict.wireName());
    }
    if (lasting != null && input != null) {
      throw new IllegalArgumentException(
          "what is allowed for a while is what was asked: with changed input it is allowed once");
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
        + (lasting == null ? "" : " " + lasting.shown())
        + (shorter.isEmpty() ? "" : ": " + shorter);
  }
}
