package dev.agentpool.mail;

import java.util.List;

/**
 * How soon a mail wants to be done. Any word may stand in a file; one that is not known counts as
 * {@link #NORMAL} and is kept as it was written.
 */
public record Priority(String word) {
  public static final Priority LOW = new Priority("low");
  public static final Priority NORMAL = new Priority("normal");
  public static final Priority HIGH = new Priority("high");
  public static final Priority URGENT = new Priority("urgent");

  /** From the least urgent. */
  public static final List<Priority> KNOWN = List.of(LOW, NORMAL, HIGH, URGENT);

  /** An empty word is the usual priority. */
  public Priority {
    word = word.isEmpty() ? "normal" : word;
  }

  public boolean isKnown() {
    return KNOWN.contains(this);
  }

  /** 0 for low, 1 for normal and for words nobody knows, 2 for high, 3 for urgent. */
  public int urgency() {
    return isKnown() ? KNOWN.indexOf(this) : 1;
  }
}
