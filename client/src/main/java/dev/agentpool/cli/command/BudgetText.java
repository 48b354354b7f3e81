package dev.agentpool.cli.command;

import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Bar;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Terminal;
import dev.agentpool.cli.terminal.Text;
import dev.agentpool.cli.terminal.Unicode;
import java.util.List;
import java.util.Locale;

/**
 * What a pool spent and took: a line an account, and for a person a bar below each that has a cap.
 */
final class BudgetText {
  private static final String INDENT = "      ";
  private static final double NEAR = 0.8;
  private final Terminal terminal;
  private final boolean unicode;

  BudgetText(Surroundings here) {
    this.terminal = here.terminal();
    this.unicode = Unicode.isSeen(terminal, here.environment());
  }

  void print(Json budget) {
    for (String name : List.of("pool", "day")) {
      money(name, budget.get(name));
    }
    Json cap = budget.get("task_cap_microdollars");
    terminal.print(
        "task  "
            + (cap.isNull()
                ? "no cap"
                : "at most " + Text.usd(budget.number("task_cap_microdollars"))));
    for (String counted : List.of("tokens", "turns")) {
      for (String name : List.of("pool", "day")) {
        counted(name, budget.get(counted).get(name), counted);
      }
    }
  }

  private void money(String name, Json account) {
    StringBuilder line = new StringBuilder(name).append("  ");
    line.append(Price.of(account, "spent")).append(" spent");
    line.append(", ").append(Text.usd(account.number("reserved_microdollars"))).append(" reserved");
    if (account.get("cap_microdollars").isNull()) {
      line.append(", no cap");
    } else {
      line.append(", ")
          .append(Text.usd(account.number("left_microdollars")))
          .append(" left of ")
          .append(Text.usd(account.number("cap_microdollars")));
    }
    terminal.print(line.toString());
    bar(account, "_microdollars");
  }

  private void counted(String name, Json account, String counted) {
    StringBuilder line = new StringBuilder(name).append("  ");
    long spent = account.number("spent");
    line.append(grouped(spent));
    if (account.number("unknown") > 0) {
      line.append(" to ").append(grouped(spent + account.number("unknown")));
    }
    boolean isOne = spent == 1 && account.number("unknown") == 0;
    line.append(" ").append(isOne ? counted.substring(0, counted.length() - 1) : counted);
    line.append(", ");
    line.append(grouped(account.number("reserved"))).append(" reserved");
    if (account.get("cap").isNull()) {
      line.append(", no cap");
    } else {
      line.append(", ").append(grouped(account.number("left")));
      line.append(" left of ").append(grouped(account.number("cap")));
    }
    terminal.print(line.toString());
    bar(account, "");
  }

  private void bar(Json account, String unit) {
    if (!terminal.isForGlance() || account.get("cap" + unit).isNull()) {
      return;
    }
    long cap = account.number("cap" + unit);
    long spent = account.number("spent" + unit);
    long reserved = account.number("reserved" + unit);
    long unknown = account.number("unknown" + unit);
    String line =
        new Bar(cap, List.of(spent, reserved, unknown))
            .line(
                terminal.columns() - INDENT.length(),
                unicode,
                Bar.percent(spent, cap) + " spent",
                reserved == 0 ? "" : Bar.percent(reserved, cap) + " reserved",
                unknown == 0 ? "" : "up to " + Bar.percent(unknown, cap) + " unknown");
    long used = spent + reserved + unknown;
    terminal.printRow(
        spent >= cap ? Colour.RED : used >= NEAR * cap ? Colour.YELLOW : Colour.PLAIN,
        INDENT + line);
  }

  static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
