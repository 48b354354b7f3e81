package dev.agentpool.cli.pool;

import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.stats.WorkPlots;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * What a pool's attempts came to over time: hour by hour within two days, else day by day.
 *
 * @param project whose pool it is
 */
record MetricsPlots(Surroundings here, Path project) {
  private static final Duration BY_HOURS = Duration.ofHours(47); // both ends are within an hour
  private static final int HEIGHT = 2;

  /** Of the time between, in milliseconds since 1970; nothing where nothing ended. */
  void print(long from, long until) {
    Instant first = Instant.ofEpochMilli(from);
    Instant last = Instant.ofEpochMilli(until);
    if (!first.isBefore(last)) {
      return;
    }
    ZoneId zone = ZoneId.systemDefault();
    Json work =
        here.daemon()
            .get(
                new Query("/v1/stats")
                    .with("dir", project)
                    .with("scope", "pool")
                    .with("sections", "work")
                    .with("window", first + "/" + last)
                    .with("zone", zone)
                    .toString())
            .get("work");
    WorkPlots plots = new WorkPlots(here, HEIGHT);
    WorkPlots.Figure[] figures = {WorkPlots.COMPLETED, WorkPlots.FAILED, WorkPlots.MONEY};
    if (Duration.between(first, last).compareTo(BY_HOURS) <= 0) {
      plots.hours(work.get("hours").items(), first, last, figures);
    } else {
      plots.days(
          work.get("days").items(),
          LocalDate.ofInstant(first, zone),
          LocalDate.ofInstant(last, zone),
          figures);
    }
  }
}
