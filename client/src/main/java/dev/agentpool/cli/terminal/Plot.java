package dev.agentpool.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/**
 * Figures over time as columns: of Unicode blocks with eight steps a line, or of plain characters.
 *
 * @param each what a figure is of, such as {@code day}
 * @param labels of the figures, as many; only the first and the last are shown
 * @param shown how a figure is written at the axis
 */
public record Plot(
    String title,
    String each,
    List<String> labels,
    List<Long> figures,
    LongFunction<String> shown) {
  private static final String BLOCKS = " ▁▂▃▄▅▆▇█";
  private static final int STEPS = 8;
  private static final int LEAST_COLUMNS = 10;
  private static final int WIDEST_COLUMN = 6;

  /** Keeps copies of the lists. */
  public Plot {
    labels = List.copyOf(labels);
    figures = List.copyOf(figures);
  }

  /**
   * Its lines, none longer than there are columns; none at all without a figure above zero.
   *
   * @param height how many lines the columns may be high
   */
  public List<String> lines(int columns, int height, boolean unicode) {
    if (figures.stream().noneMatch(figure -> figure > 0)) {
      return List.of();
    }
    int axis = axis();
    int room = Math.max(LEAST_COLUMNS, columns - axis - 2);
    int together = (figures.size() + room - 1) / room;
    List<Long> sums = sums(together);
    int width = Math.clamp(room / sums.size(), 1, WIDEST_COLUMN);
    long most = sums.stream().mapToLong(Long::longValue).max().orElse(0);
    List<String> lines = new ArrayList<>();
    lines.add(together == 1 ? title : title + ", " + together + " " + each + "s a column");
    for (int row = height - 1; row >= 0; row--) {
      String label = row == height - 1 ? shown.apply(most) : row == 0 ? shown.apply(0) : "";
      StringBuilder line =
          new StringBuilder(" ".repeat(Math.max(0, axis - label.length())))
              .append(label)
              .append(unicode ? " ┤" : " |");
      for (long sum : sums) {
        line.append(column(sum, most, row, height, width, unicode));
      }
      lines.add(line.toString().stripTrailing());
    }
    lines.add(dates(axis + 2, sums.size() * width));
    return lines;
  }

  private int axis() {
    int widest = shown.apply(0).length();
    for (int together = 1; together <= figures.size(); together *= 2) {
      for (long sum : sums(together)) {
        widest = Math.max(widest, shown.apply(sum).length());
      }
    }
    return widest;
  }

  private List<Long> sums(int together) {
    List<Long> sums = new ArrayList<>();
    for (int from = 0; from < figures.size(); from += together) {
      long sum = 0;
      for (long figure : figures.subList(from, Math.min(figures.size(), from + together))) {
        sum += figure;
      }
      sums.add(sum);
    }
    return sums;
  }

  /** A line of one column; whatever is not nothing is seen. */
  private static String column(
      long figure, long most, int row, int height, int width, boolean unicode) {
    long steps = Math.round((double) figure / most * height * STEPS);
    long filled = Math.clamp(figure > 0 ? Math.max(1, steps) - (long) row * STEPS : 0, 0, STEPS);
    char mark =
        unicode ? BLOCKS.charAt((int) filled) : filled == 0 ? ' ' : filled <= STEPS / 2 ? '.' : '#';
    int gap = width > 2 ? 1 : 0;
    return String.valueOf(mark).repeat(width - gap) + " ".repeat(gap);
  }

  private String dates(int indent, int width) {
    String first = labels.getFirst();
    String last = labels.getLast();
    int between = width - first.length() - last.length();
    String line =
        labels.size() == 1 ? first : first + (between > 0 ? " ".repeat(between) : " – ") + last;
    return " ".repeat(indent) + line;
  }
}
