package dev.agentpool.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes Markdown to standard output and, when one is named, to a file. For one thread. */
final class Report implements AutoCloseable {
  private static final List<String> DURATIONS =
      List.of("what", "n", "median ms", "p99 ms", "min ms", "max ms", "target");
  private final PrintStream console = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private final @Nullable PrintStream file;

  Report(@Nullable Path file) throws IOException {
    this.file =
        file == null
            ? null
            : new PrintStream(Files.newOutputStream(file), true, StandardCharsets.UTF_8);
  }

  void line(String text) {
    console.println(text);
    if (file != null) {
      file.println(text);
    }
  }

  /** Begins a table of durations; its rows are {@link #durations}. */
  void durationTable() {
    head(DURATIONS);
  }

  void durations(String what, Samples samples, String target) {
    List<String> cells = new ArrayList<>(List.of(what));
    cells.addAll(List.of(samples.cells()));
    cells.add(target);
    row(cells);
  }

  void head(List<String> columns) {
    line("");
    row(columns);
    row(columns.stream().map(_ -> "---").toList());
  }

  void row(List<String> cells) {
    line("| " + String.join(" | ", cells) + " |");
  }

  /** Targets of a median and a p99 in milliseconds, with the verdict. */
  static String target(Samples samples, double median, double p99) {
    return verdict(
        samples.median() <= median * 1e6 && samples.p99() <= p99 * 1e6,
        "≤ " + shown(median) + " / " + shown(p99));
  }

  static String verdict(boolean met, String target) {
    return target + (met ? ": met" : ": **missed**");
  }

  private static String shown(double millis) {
    return millis == Math.rint(millis) ? Long.toString((long) millis) : Double.toString(millis);
  }

  @Override
  public void close() {
    if (file != null) {
      file.close();
    }
  }
}
