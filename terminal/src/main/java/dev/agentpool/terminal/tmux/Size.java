package dev.agentpool.terminal.tmux;

/** How large a terminal is. */
public record Size(int columns, int rows) {
  /** So high that a long answer stays in sight of who reads it from outside. */
  public static final Size USUAL = new Size(160, 200);

  public Size {
    if (columns < 20 || columns > 1_000 || rows < 5 || rows > 2_000) {
      throw new IllegalArgumentException(
          "a terminal has 20 to 1000 columns and 5 to 2000 rows, not " + columns + " by " + rows);
    }
  }
}
