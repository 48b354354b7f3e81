package dev.agentpool.cli.every;

import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Text;
import java.util.List;
import java.util.stream.Collectors;

/** Schedules for people. */
public final class ScheduleText {
  private static final int WORDS = 60;
  private static final int FEW = 3;

  private ScheduleText() {}

  /** Its next times; of one without, why. */
  static String next(Json schedule) {
    return schedule.flag("paused") ? "paused" : times(schedule.get("next").items());
  }

  private static String times(List<Json> times) {
    return times.stream()
        .limit(FEW)
        .map(time -> time.text("local"))
        .collect(Collectors.joining(", "));
  }

  /** How it stands, in few words. */
  static String standing(Json schedule) {
    if (schedule.flag("paused")) {
      return "paused";
    }
    if (!schedule.text("waits").isEmpty()) {
      return "waits: " + Text.oneLine(schedule.text("waits"), WORDS);
    }
    String state = schedule.text("last_state");
    return state.isEmpty() ? "on" : "on, last " + state;
  }

  /** What was missed of it the last time; empty when nothing ever was. */
  public static String missed(Json schedule) {
    Json missed = schedule.get("last_missed");
    int count = (int) missed.number("count");
    return count == 0
        ? ""
        : count
            + " missed, "
            + times(missed.get("times").items())
            + (count > FEW ? ", …" : "")
            + ": "
            + Text.oneLine(missed.text("why"), WORDS * 2)
            + (missed.flag("made_up") ? "; one task makes up for them" : "");
  }

  static String called(Json schedule) {
    String title = schedule.text("title");
    return Text.oneLine(title.isEmpty() ? schedule.text("prompt") : title, WORDS);
  }
}
