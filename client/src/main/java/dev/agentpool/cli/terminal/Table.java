package dev.agentpool.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** Lines in columns, printed to {@code out}; as wide as a terminal shows them. */
public final class Table {
  private static final String GAP = "  ";
  private static final int LEAST = 8;
  private final List<String[]> rows = new ArrayList<>();
  private final List<Colour> colours = new ArrayList<>();

  public Table(String... head) {
    row(Colour.BOLD, head);
  }

  /** With more cells before the last one, where all columns are wanted. */
  public static String[] with(boolean all, String[] cells, String... more) {
    if (!all) {
      return cells;
    }
    List<String> together = new ArrayList<>(List.of(cells));
    for (String cell : more) {
      together.add(together.size() - 1, cell.isEmpty() ? "-" : cell);
    }
    return together.toArray(String[]::new);
  }

  public void row(Colour colour, String... cells) {
    rows.add(cells.clone());
    colours.add(colour);
  }

  /**
   * The same of a list that may be empty: then that is said, and a pipe gets the head alone, as
   * whoever reads it there expects.
   *
   * @param none that there is nothing, and what makes something
   */
  public void printOr(Terminal terminal, String none) {
    boolean isEmpty = rows.size() == 1;
    if (!isEmpty || !terminal.outIsTerminal()) {
      print(terminal);
    }
    if (isEmpty) {
      terminal.flush();
      terminal.say(none);
    }
  }

  /** On a terminal within its columns: what is widest is cut first. */
  public void print(Terminal terminal) {
    int[] widths = widths();
    fit(widths, terminal.columns());
    for (int i = 0; i < rows.size(); i++) {
      StringBuilder line = new StringBuilder();
      String[] cells = rows.get(i);
      for (int column = 0; column < cells.length; column++) {
        String cell =
            Text.columns(cells[column]) > widths[column]
                ? Text.fit(cells[column], widths[column])
                : cells[column];
        line.append(cell);
        if (column < cells.length - 1) {
          line.append(" ".repeat(widths[column] - Text.columns(cell))).append(GAP);
        }
      }
      terminal.printRow(colours.get(i), line.toString().stripTrailing());
    }
  }

  private int[] widths() {
    int[] widths = new int[rows.get(0).length];
    for (String[] cells : rows) {
      for (int column = 0; column < cells.length; column++) {
        widths[column] = Math.max(widths[column], Text.columns(cells[column]));
      }
    }
    return widths;
  }

  private static void fit(int[] widths, int columns) {
    int over = GAP.length() * (widths.length - 1) - columns;
    for (int width : widths) {
      over += width;
    }
    while (over > 0) {
      int widest = widths.length - 1;
      for (int column = widths.length - 1; column >= 0; column--) {
        widest = widths[column] > widths[widest] ? column : widest;
      }
      if (widths[widest] <= LEAST) {
        return; // narrower than can be read: the terminal breaks the lines
      }
      widths[widest]--;
      over--;
    }
  }
}
