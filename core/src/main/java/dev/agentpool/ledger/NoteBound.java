package dev.agentpool.ledger;

/**
 * How much a space of notes keeps.
 *
 * @param value characters of one value
 * @param all characters of all keys and values together
 * @param notes how many
 */
public record NoteBound(int value, long all, int notes) {
  public NoteBound {
    if (value < 1 || all < value || notes < 1) {
      throw new IllegalArgumentException(
          "a space that keeps " + notes + " notes of " + value + ", " + all + " in all");
    }
  }

  /** Of as many notes as there is room for. */
  public static NoteBound of(int value, long all) {
    return new NoteBound(value, all, Integer.MAX_VALUE);
  }
}
