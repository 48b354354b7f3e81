package dev.agentpool.question;

import java.util.List;
import java.util.Locale;

/**
 * What is asked. Equal by content: a question that comes again with other content is another one.
 *
 * @param title one line for people
 * @param payload a JSON object: what the answer is about, such as a tool and its input
 * @param options what may be chosen, in the asker's words; empty for yes, no or free text
 */
public record Asked(Kind kind, String title, String payload, List<String> options) {
  /** Of the title, in characters. */
  public static final int LONGEST_TITLE = 400;

  /** Of the payload, in characters. */
  public static final int LONGEST_PAYLOAD = 256 << 10;

  private static final int MOST_OPTIONS = 100;
  private static final int LONGEST_OPTION = 2_000;

  /** What a question is about; the lower-case name is the wire name. */
  public enum Kind {
    /** May this tool be used so? */
    PERMISSION,
    /** The agent wants to know something. */
    AGENT,
    PLAN,
    CONTRACT,
    DISPATCH,
    MONEY,
    MERGE;

    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Asked {
    options = List.copyOf(options);
    require(title.length() <= LONGEST_TITLE, "a title of " + title.length() + " characters");
    require(title.lines().count() <= 1, "a title of several lines");
    require(
        payload.length() <= LONGEST_PAYLOAD, "a payload of " + payload.length() + " characters");
    require(options.size() <= MOST_OPTIONS, options.size() + " options");
    require(
        options.stream().allMatch(option -> option.length() <= LONGEST_OPTION),
        "an option of more than " + LONGEST_OPTION + " characters");
  }

  private static void require(boolean fits, String what) {
    if (!fits) {
      throw new IllegalArgumentException("a question cannot have " + what);
    }
  }
}
