package dev.agentpool.provider.rpc;

/**
 * What an agent says in a turn, which comes in pieces of some letters: put together, and told in
 * pieces that a person can read. Guarded by its turn.
 */
final class SpokenText {
  private static final int ENOUGH = 2_000;
  private static final int MOST = 4 << 20;
  private final StringBuilder all = new StringBuilder();
  private final StringBuilder untold = new StringBuilder();
  private int lastBegins;
  private boolean cut;

  void add(String piece) {
    if (all.length() < MOST) {
      all.append(piece);
    } else {
      cut = true;
    }
    untold.append(piece);
  }

  /** A tool was used: what is said from now on is another message. */
  void paragraph() {
    if (lastBegins < all.length()) {
      if (all.charAt(all.length() - 1) != '\n') {
        all.append('\n');
      }
      lastBegins = all.length();
    }
  }

  /** Whether there is enough to be told at once. */
  boolean isMuch() {
    return untold.length() >= ENOUGH;
  }

  /** What was not told yet; empty when there is none. */
  String take() {
    String text = untold.toString();
    untold.setLength(0);
    return text;
  }

  String last() {
    return all.substring(lastBegins).strip();
  }

  String all() {
    return all.toString().strip();
  }

  /** Whether it was too much to be kept. */
  boolean isCut() {
    return cut;
  }
}
