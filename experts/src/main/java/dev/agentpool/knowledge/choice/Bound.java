package dev.agentpool.knowledge.choice;

/**
 * How much knowledge a prompt may hold.
 *
 * @param bytes of UTF-8
 */
public record Bound(int bytes) {
  /** Some 25,000 tokens. */
  public static final Bound USUAL = new Bound(100_000);

  private static final int FEWEST = 1_000;
  private static final int BYTES_A_TOKEN = 4;

  public Bound {
    if (bytes < FEWEST) {
      throw new IllegalArgumentException(
          "a prompt needs room for " + FEWEST + " bytes of knowledge at least, not " + bytes);
    }
  }

  /** By a usual text's measure: no model's own. */
  public static Bound ofTokens(int tokens) {
    return new Bound((int) Math.min(Integer.MAX_VALUE, (long) tokens * BYTES_A_TOKEN));
  }
}
