package dev.agentpool.cli.command;

import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Text;

/** What something cost, told the same everywhere. */
public final class Price {
  private Price() {}

  /** Of its members {@code cost_…}. */
  public static String of(Json told) {
    return of(told, "cost");
  }

  /**
   * @param what the name that the three members begin with, as in {@code total_cost}
   */
  public static String of(Json told, String what) {
    String least = Text.usd(told.number(what + "_microdollars"));
    if (!Boolean.FALSE.equals(told.get(what + "_known").value())) {
      return least;
    }
    boolean bounded = !told.get(what + "_at_most_microdollars").isNull();
    return "at least "
        + least
        + (bounded ? ", at most " + Text.usd(told.number(what + "_at_most_microdollars")) : "");
  }
}
