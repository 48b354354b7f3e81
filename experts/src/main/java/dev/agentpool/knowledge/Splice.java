package dev.agentpool.knowledge;

/**
 * What differs between two texts: what stood at a place, and what stands there now. It can be gone
 * through in both directions.
 *
 * @param at where, in characters
 */
public record Splice(int at, String removed, String added) {
  static Splice between(String before, String after) {
    int shorter = Math.min(before.length(), after.length());
    int head = 0;
    while (head < shorter && before.charAt(head) == after.charAt(head)) {
      head++;
    }
    if (head > 0 && Character.isHighSurrogate(before.charAt(head - 1))) {
      head--; // a half of a character would not survive being stored
    }
    int tail = 0;
    while (tail < shorter - head
        && before.charAt(before.length() - 1 - tail) == after.charAt(after.length() - 1 - tail)) {
      tail++;
    }
    if (tail > 0 && Character.isLowSurrogate(before.charAt(before.length() - tail))) {
      tail--;
    }
    return new Splice(
        head,
        before.substring(head, before.length() - tail),
        after.substring(head, after.length() - tail));
  }

  /** The text before, from the text after; only of the text that it was made of. */
  String back(String after) {
    if (!after.startsWith(added, at)) {
      throw new IllegalArgumentException("not the text that this was made of");
    }
    return after.substring(0, at) + removed + after.substring(at + added.length());
  }
}
