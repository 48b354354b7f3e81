package dev.agentpool.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A terminal's screen, as far as agentpool draws on one; one column a character. Thread-safe. */
final class PlayedScreen {
  private final int columns;
  private char[][] cells;
  private char[][] before;
  private int row;
  private int column;
  private int keptRow;
  private int keptColumn;
  private String sequence = "";
  private boolean isAlternate;
  private boolean hasScrolled;

  PlayedScreen(int columns, int rows) {
    this.columns = columns;
    this.cells = blank(rows);
    this.before = blank(rows);
  }

  private char[][] blank(int rows) {
    char[][] blank = new char[rows][columns];
    for (char[] line : blank) {
      Arrays.fill(line, ' ');
    }
    return blank;
  }

  synchronized void played(char c) {
    if (!sequence.isEmpty() || c == 0x1b) {
      sequence += c;
      boolean isOver =
          sequence.length() > 1 && sequence.charAt(1) != '['
              || sequence.length() > 2 && c >= '@' && c <= '~';
      if (isOver) {
        steered(sequence.substring(1));
        sequence = "";
      }
    } else if (c == '\r') {
      column = 0;
    } else if (c == '\n') {
      lineFeed();
    } else if (c >= ' ') {
      if (column == columns) {
        column = 0;
        lineFeed();
      }
      cells[row][column++] = c;
    }
  }

  private void lineFeed() {
    if (row < cells.length - 1) {
      row++;
      return;
    }
    hasScrolled |= isAlternate;
    System.arraycopy(cells, 1, cells, 0, cells.length - 1);
    cells[row] = new char[columns];
    Arrays.fill(cells[row], ' ');
  }

  private void steered(String what) {
    switch (what) {
      case "7" -> {
        keptRow = row;
        keptColumn = column;
      }
      case "8" -> {
        row = keptRow;
        column = keptColumn;
      }
      case "[?1049h" -> {
        before = cells;
        cells = blank(cells.length);
        isAlternate = true;
      }
      case "[?1049l" -> {
        cells = before;
        isAlternate = false;
      }
      case "[K" -> Arrays.fill(cells[row], Math.min(column, columns), columns, ' ');
      case "[J" -> {
        Arrays.fill(cells[row], Math.min(column, columns), columns, ' ');
        for (int below = row + 1; below < cells.length; below++) {
          Arrays.fill(cells[below], ' ');
        }
      }
      case "[2J" -> cells = blank(cells.length);
      case "[H" -> moveTo("1", "1");
      default -> {
        if (what.endsWith("H")) {
          String[] to = what.substring(1, what.length() - 1).split(";");
          moveTo(to[0], to[1]);
        }
      }
    }
  }

  private void moveTo(String toRow, String toColumn) {
    row = Integer.parseInt(toRow) - 1;
    column = Integer.parseInt(toColumn) - 1;
  }

  synchronized List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (char[] line : cells) {
      lines.add(new String(line).stripTrailing());
    }
    return lines;
  }

  synchronized String text() {
    return String.join("\n", lines()).stripTrailing();
  }

  /** Whether it shows another screen than before the program began. */
  synchronized boolean isAlternate() {
    return isAlternate;
  }

  /** Whether something was pushed out at the top while the program drew. */
  synchronized boolean hasScrolled() {
    return hasScrolled;
  }
}
