package dev.agentpool.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** Lines in columns, printed to {@code out}. */
public final class Table {
  private static final String GAP = "  ";
  private final List<String[]> rows = new ArrayList<>();
  private final List<Colour> colours = new ArrayList<>();

  public Table(String... head) {
    row(Colour.BOLD, head);
  }

  public void row(Colour colour, String... cells) {
    rows.add(cells.clone());
    colours.add(colour);
  }

  public void print(Terminal terminal) {
    int[] widths = widths();
    for (int i = 0; i < rows.size(); i++) {
      StringBuilder line = new StringBuilder();
      String[] cells = rows.get(i);
      for (int column = 0; column < cells.length; column++) {
        line.append(cells[column]);
        if (column < cells.length - 1) {
          line.append(" ".repeat(widths[column] - width(cells[column]))).append(GAP);
        }
      }
      terminal.printRow(colours.get(i), line.toString().stripTrailing());
    }
  }

  private int[] widths() {
    int[] widths = new int[rows.get(0).length];
    for (String[] cells : rows) {
      for (int column = 0; column < cells.length; column++) {
        widths[column] = Math.max(widths[column], width(cells[column]));
      }
    }
    return widths;
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
