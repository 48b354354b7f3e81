package dev.agentpool.task;

import java.util.List;

/** What somebody may tag work with: a line of 1 to {@value #MOST} characters each. */
public final class Tags {
  /** Of a tag, in characters. */
  public static final int MOST = 200;

  private Tags() {}

  /** The same; throws {@link IllegalArgumentException} for one that is none. */
  public static List<String> checked(List<String> tags) {
    for (String tag : tags) {
      if (tag.isBlank()) {
        throw new IllegalArgumentException("a tag is empty: leave it out, or give it a name");
      }
      int length = tag.codePointCount(0, tag.length());
      if (length > MOST) {
        throw new IllegalArgumentException(
            "a tag has " + length + " characters; at most " + MOST + " fit");
      }
      Title.checkPlain("the tag '" + Title.ofFirstLine(tag) + "'", "a tag", tag);
    }
    return List.copyOf(tags);
  }
}
