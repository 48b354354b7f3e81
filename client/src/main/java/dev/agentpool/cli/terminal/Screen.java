package dev.agentpool.cli.terminal;

import java.util.List;
import java.util.function.Supplier;

/**
 * The whole of a terminal, drawn over and over, with a line in which a person types meanwhile: what
 * is typed there and not ended yet stays when the rest is drawn anew. What was on the terminal
 * before is there again at the end, however the program ends. Thread-safe.
 */
public final class Screen implements AutoCloseable {
  private static final String ENTER = "\u001b[?1049h\u001b[H\u001b[2J";
  private static final String LEAVE = "\u001b[?1049l";
  private static final String KEEP_CURSOR = "\u001b7";
  private static final String CURSOR_BACK = "\u001b8";
  private static final String TO_LINE_END = "\u001b[K";
  private static final String TO_SCREEN_END = "\u001b[J";
  private static final int PROMPT_ROW = 2;
  private final Terminal terminal;
  private final Supplier<Size> size;
  private final Thread leaving;
  private boolean isTyped; // guarded by this
  private boolean isLeft; // guarded by this

  /** A line, in a colour where there are colours. */
  public record Line(Colour colour, String text) {}

  public Screen(Terminal terminal, Supplier<Size> size) {
    this.terminal = terminal;
    this.size = size;
    this.leaving = Thread.ofPlatform().name("screen").unstarted(this::leave);
    Runtime.getRuntime().addShutdownHook(leaving);
    terminal.steer(ENTER);
  }

  /** The line that was typed is taken; the next one is typed into an empty line. */
  public synchronized void taken() {
    isTyped = false;
  }

  /**
   * Draws what there is room for; of a longer list it says that there is more.
   *
   * @param prompt what stands before the typed words; empty when nobody can type
   */
  public synchronized void draw(String head, String prompt, List<Line> lines) {
    if (isLeft) {
      return;
    }
    Size now = size.get();
    StringBuilder drawn = new StringBuilder(KEEP_CURSOR);
    line(drawn, 1, new Line(Colour.BOLD, head), now);
    int row = PROMPT_ROW;
    if (!prompt.isEmpty()) {
      if (!isTyped) {
        line(drawn, PROMPT_ROW, new Line(Colour.PLAIN, prompt), now);
        drawn.append(KEEP_CURSOR);
        isTyped = true;
      }
      row++;
    }
    int room = Math.max(0, now.rows() - row + 1);
    int shown = lines.size() <= room ? lines.size() : Math.max(0, room - 1);
    for (Line line : lines.subList(0, shown)) {
      line(drawn, row++, line, now);
    }
    if (shown < lines.size() && room > 0) {
      line(drawn, row++, new Line(Colour.DIM, "… " + (lines.size() - shown) + " lines more"), now);
    }
    if (row <= now.rows()) {
      drawn.append(at(row)).append(TO_SCREEN_END);
    }
    terminal.steer(drawn.append(CURSOR_BACK).toString());
  }

  private void line(StringBuilder drawn, int row, Line line, Size now) {
    if (row <= now.rows()) {
      String text = Text.fit(line.text(), now.columns());
      drawn.append(at(row)).append(terminal.coloured(line.colour(), text));
      if (Text.columns(text) < now.columns()) {
        drawn.append(TO_LINE_END); // in the last column it would take the last letter
      }
    }
  }

  private static String at(int row) {
    return "\u001b[" + row + ";1H";
  }

  private synchronized void leave() {
    isLeft = true;
    terminal.steer(LEAVE);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(leaving);
      leave();
    } catch (IllegalStateException ending) {
      // it is done by then
    }
  }
}
