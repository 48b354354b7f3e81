package dev.agentpool.stats;

import java.time.LocalDate;
import java.util.Map;

/**
 * Days in a row on which something was completed.
 *
 * @param current up to today, or to yesterday while today has none yet
 */
public record Streak(int current, int longest) {
  /**
   * @param days oldest first
   */
  static Streak of(Map<LocalDate, Effort> days, LocalDate today) {
    int longest = 0;
    int now = 0;
    LocalDate last = LocalDate.MIN;
    for (var day : days.entrySet()) {
      if (day.getValue().completed() > 0) {
        now = last.equals(day.getKey().minusDays(1)) ? now + 1 : 1;
        longest = Math.max(longest, now);
        last = day.getKey();
      }
    }
    boolean holds = !last.isBefore(today.minusDays(1));
    return new Streak(holds ? now : 0, longest);
  }
}
