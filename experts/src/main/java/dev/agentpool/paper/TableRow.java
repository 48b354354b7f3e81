package dev.agentpool.paper;

import java.util.ArrayList;
import java.util.List;

/** A line of a table in Markdown; a cell never ends its line or its cell. */
public final class TableRow {
  private TableRow() {}

  /** With the line end. */
  public static String of(String... cells) {
    StringBuilder row = new StringBuilder("|");
    for (String cell : cells) {
      row.append(' ').append(safe(cell)).append(" |");
    }
    return row.append('\n').toString();
  }

  private static String safe(String cell) {
    return cell.replace("\r\n", " ").replace('\n', ' ').replace('\r', ' ').replace("|", "\\|");
  }

  /** The cells of a line, as they were given; none when it is no line of a table. */
  public static List<String> cells(String row) {
    String line = row.strip();
    List<String> cells = new ArrayList<>();
    if (!line.startsWith("|")) {
      return cells;
    }
    StringBuilder cell = new StringBuilder();
    for (int i = 1; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\\' && i + 1 < line.length() && line.charAt(i + 1) == '|') {
        cell.append('|');
        i++;
      } else if (c == '|') {
        cells.add(cell.toString().strip());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    return List.copyOf(cells);
  }
}
