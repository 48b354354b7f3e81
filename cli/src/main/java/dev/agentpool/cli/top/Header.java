package dev.agentpool.cli.top;

import dev.agentpool.cli.command.Doings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Text;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** All pools in one line. */
final class Header {
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

  private Header() {}

  /**
   * @param spending a line of small columns
   */
  static String of(Look look, String spending, Instant now) {
    long slots = 0;
    long busy = 0;
    for (Json pool : look.pools()) {
      slots += pool.number("slots");
      busy += Rows.busy(pool);
    }
    return "agentpool top  "
        + CLOCK.format(now.atZone(ZoneId.systemDefault()))
        + "  "
        + Text.count(look.pools().size(), "pool")
        + "  "
        + busy
        + "/"
        + slots
        + " busy  "
        + look.section("needs_you").number("total")
        + " for me  "
        + Text.usd(today(look))
        + " today  "
        + spending;
  }

  private static long today(Look look) {
    return look.pools().stream().mapToLong(pool -> pool.number("day_spend_microdollars")).sum();
  }

  /** All that was spent, also by what runs as far as that is known; in micro-dollars. */
  static long spent(Look look, Doings doings) {
    long booked = look.pools().stream().mapToLong(pool -> pool.number("spend_microdollars")).sum();
    long going =
        look.running().stream().mapToLong(task -> doings.microdollars(task.text("id"))).sum();
    return booked + going;
  }
}
