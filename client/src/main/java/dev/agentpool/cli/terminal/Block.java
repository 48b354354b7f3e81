package dev.agentpool.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Lines of talk that are drawn over and over in one place, below what was said before. What they
 * were at last stays. Nothing is written while they stay the same. Thread-safe.
 */
public final class Block {
  private static final String TO_LINE_END = "\u001b[K";
  private static final String TO_SCREEN_END = "\u001b[J";
  private final Terminal terminal;
  private final Supplier<Size> size;
  private List<Screen.Line> before = List.of(); // guarded by this
  private boolean isOver; // guarded by this

  /**
   * @param terminal on whose {@code err} a person looks
   */
  public Block(Terminal terminal, Supplier<Size> size) {
    this.terminal = terminal;
    this.size = size;
  }

  /** How much of it can be drawn: a line is left for the cursor. */
  public Size room() {
    Size now = size.get();
    return new Size(Math.max(1, now.columns() - 1), Math.max(1, now.rows() - 1));
  }

  /** Draws them in place of those before; no more than there is room for. */
  public synchronized void draw(List<Screen.Line> lines) {
    Size room = room();
    List<Screen.Line> shown = new ArrayList<>();
    for (Screen.Line line : lines.subList(0, Math.min(lines.size(), room.rows()))) {
      shown.add(new Screen.Line(line.colour(), Text.fit(line.text(), room.columns())));
    }
    if (isOver || shown.equals(before)) {
      return;
    }
    StringBuilder drawn = new StringBuilder();
    int up = rows(before, room.columns() + 1);
    drawn.append('\r').append(up == 0 ? "" : "\u001b[" + up + "A");
    for (Screen.Line line : shown) {
      drawn.append(terminal.talk(line.colour(), line.text())).append(TO_LINE_END).append('\n');
    }
    terminal.err().print(drawn.append(TO_SCREEN_END));
    terminal.err().flush();
    before = shown;
  }

  /** How many rows they take on a terminal that broke them when it became narrower. */
  private static int rows(List<Screen.Line> lines, int columns) {
    return lines.stream()
        .mapToInt(line -> Math.max(1, Math.ceilDiv(Text.columns(line.text()), columns)))
        .sum();
  }

  /** From now on nothing is drawn. */
  public synchronized void leave() {
    isOver = true;
  }
}
