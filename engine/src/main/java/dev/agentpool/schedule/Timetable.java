package dev.agentpool.schedule;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import dev.agentpool.engine.Refused;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * When something is due: the five fields of cron in a time zone. A time that a clock leaves out
 * when it is put forward is none; of one that it shows twice when it is put back the first counts,
 * but for what goes on through those hours anyway (each hour, each ten minutes). The one class that
 * knows the library, so that nobody loads it who has no schedule.
 */
final class Timetable {
  private static final List<String> FIELDS =
      List.of("minute", "hour", "day of the month", "month", "day of the week");
  private static final Map<String, String> NAMED =
      new TreeMap<>(
          Map.of(
              "@hourly", "0 * * * *",
              "@daily", "0 0 * * *",
              "@midnight", "0 0 * * *",
              "@weekly", "0 0 * * 0",
              "@monthly", "0 0 1 * *",
              "@yearly", "0 0 1 1 *",
              "@annually", "0 0 1 1 *"));
  private final ExecutionTime times;
  private final ZoneId zone;

  private Timetable(ExecutionTime times, ZoneId zone) {
    this.times = times;
    this.zone = zone;
  }

  /**
   * Throws {@link Refused} that says what of it is wrong, also when it would never be due.
   *
   * @param cron five fields, or a name such as {@code @daily}
   */
  static Timetable of(String cron, ZoneId zone) {
    Timetable made = new Timetable(ExecutionTime.forCron(parsed(fields(cron))), zone);
    if (made.next(Instant.EPOCH).isEmpty()) {
      throw Refused.invalid(
          "'"
              + cron
              + "' is never due: no "
              + FIELDS.get(2)
              + " of these is in a month of these (as the 30th of February)");
    }
    return made;
  }

  /** Throws {@link Refused}. */
  static ZoneId zone(String name) {
    try {
      return ZoneId.of(name.strip());
    } catch (DateTimeException unknown) {
      throw Refused.invalid(
          "there is no time zone '"
              + name
              + "': give a name such as Europe/Berlin, America/New_York or UTC");
    }
  }

  private static String[] fields(String cron) {
    String stripped = cron.strip();
    String meant = stripped;
    if (stripped.startsWith("@")) {
      meant = NAMED.get(stripped.toLowerCase(Locale.ROOT));
      if (meant == null) {
        throw Refused.invalid(
            "'" + stripped + "' is no time: there are " + String.join(", ", NAMED.keySet()));
      }
    }
    String[] fields = meant.split("\\s+");
    if (fields.length != FIELDS.size() || meant.isEmpty()) {
      throw Refused.invalid(
          "'"
              + stripped
              + "' has "
              + (meant.isEmpty() ? 0 : fields.length)
              + " fields; a time has five, in quotes: "
              + String.join(", ", FIELDS)
              + (fields.length == 6 ? " (there are no seconds: each minute is the most often)" : "")
              + ", as in \"0 2 * * *\" for two o'clock each night, or is one of "
              + String.join(", ", NAMED.keySet()));
    }
    return fields;
  }

  private static Cron parsed(String... fields) {
    CronParser parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
    for (int i = 0; i < fields.length; i++) {
      String[] alone = new String[fields.length];
      Arrays.fill(alone, "*");
      alone[i] = fields[i];
      try {
        if (fields[i].contains("|")) {
          throw new IllegalArgumentException("'|' is no word of it");
        }
        parser.parse(String.join(" ", alone));
      } catch (IllegalArgumentException wrong) {
        throw Refused.invalid(
            "the "
                + FIELDS.get(i)
                + " (field "
                + (i + 1)
                + ") is '"
                + fields[i]
                + "': "
                + why(wrong));
      }
    }
    return parser.parse(String.join(" ", fields));
  }

  private static String why(IllegalArgumentException wrong) {
    Throwable cause = wrong.getCause() == null ? wrong : wrong.getCause();
    String said = String.valueOf(cause.getMessage());
    return said.startsWith("Invalid chars")
        ? "write numbers, *, lists (1,15), ranges (1-5), steps (*/10), or names of months and days"
        : said.substring(0, 1).toLowerCase(Locale.ROOT) + said.substring(1);
  }

  /** The first time behind that one; empty when there is none any more. */
  Optional<Instant> next(Instant after) {
    return times.nextExecution(after.atZone(zone)).map(at -> at.toInstant());
  }

  /** So many of the times behind that one at most, in order. */
  List<Instant> next(Instant after, int most) {
    return between(after, Instant.MAX, most);
  }

  /** The times behind the first that are not behind the second, in order, so many at most. */
  List<Instant> between(Instant after, Instant upTo, int most) {
    List<Instant> found = new ArrayList<>();
    Optional<Instant> one = next(after);
    while (one.isPresent() && !one.get().isAfter(upTo) && found.size() < most) {
      found.add(one.get());
      one = next(one.get());
    }
    return found;
  }
}
