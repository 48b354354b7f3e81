package dev.agentpool.cli.stats;

import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Brief;
import dev.agentpool.cli.terminal.Plot;
import dev.agentpool.cli.terminal.Size;
import dev.agentpool.cli.terminal.Terminal;
import dev.agentpool.cli.terminal.Text;
import dev.agentpool.cli.terminal.Unicode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;

/** What attempts came to over time, as {@code work} of statistics tells it, in small columns. */
public final class WorkPlots {
  /** Attempts that did what was asked. */
  public static final Figure COMPLETED =
      new Figure("completed", part -> part.number("completed"), Long::toString);

  /** Attempts that did not. */
  public static final Figure FAILED =
      new Figure(
          "failed or cancelled",
          part -> part.number("attempts") - part.number("completed"),
          Long::toString);

  static final Figure TOKENS = new Figure("tokens", part -> part.number("tokens"), Brief::count);

  /** What all of them cost. */
  public static final Figure MONEY =
      new Figure("money", part -> part.number("cost_microdollars"), Brief::dollars);

  private static final int USUAL_COLUMNS = 80;
  private static final int MOST = 4_000;
  private final Surroundings here;
  private final int height;

  /**
   * One of the figures of a day or hour.
   *
   * @param shown how it is written
   */
  public record Figure(String title, ToLongFunction<Json> of, LongFunction<String> shown) {}

  /**
   * @param height of the columns, in lines
   */
  public WorkPlots(Surroundings here, int height) {
    this.here = here;
    this.height = height;
  }

  /** Day by day; only the last so many of very many. */
  public void days(List<Json> days, LocalDate first, LocalDate last, Figure... figures) {
    Map<LocalDate, Json> byDate = new HashMap<>();
    days.forEach(day -> byDate.put(LocalDate.parse(day.text("date")), day));
    List<String> labels = new ArrayList<>();
    List<Json> told = new ArrayList<>();
    LocalDate from = first.isBefore(last.minusDays(MOST)) ? last.minusDays(MOST) : first;
    for (LocalDate day = from; !day.isAfter(last); day = day.plusDays(1)) {
      labels.add(day.toString());
      told.add(byDate.getOrDefault(day, new Json(null)));
    }
    print("day", labels, told, figures);
  }

  /** Hour by hour, as this place has them. */
  public void hours(List<Json> hours, Instant first, Instant last, Figure... figures) {
    Map<Instant, Json> byBeginning = new HashMap<>();
    hours.forEach(hour -> byBeginning.put(Instant.ofEpochMilli(hour.number("from_ms")), hour));
    List<String> labels = new ArrayList<>();
    List<Json> told = new ArrayList<>();
    ZonedDateTime from = first.atZone(ZoneId.systemDefault()).truncatedTo(ChronoUnit.HOURS);
    for (ZonedDateTime hour = from;
        !hour.toInstant().isAfter(last) && told.size() < MOST;
        hour = hour.plusHours(1)) {
      labels.add(Text.time(hour.toInstant().toEpochMilli()));
      told.add(byBeginning.getOrDefault(hour.toInstant(), new Json(null)));
    }
    print("hour", labels, told, figures);
  }

  private void print(String each, List<String> labels, List<Json> told, Figure... figures) {
    Terminal terminal = here.terminal();
    int columns = terminal.outIsTerminal() ? Size.of(here.environment()).columns() : USUAL_COLUMNS;
    boolean unicode = Unicode.isSeen(terminal, here.environment());
    for (Figure figure : figures) {
      List<Long> figured = told.stream().map(figure.of()::applyAsLong).toList();
      List<String> lines =
          new Plot(figure.title(), each, labels, figured, figure.shown())
              .lines(columns, height, unicode);
      if (!lines.isEmpty()) {
        terminal.print("");
        lines.forEach(terminal::print);
      }
    }
  }
}
