package dev.agentpool.config;

import dev.agentpool.budget.Amount;
import dev.agentpool.budget.Limits;
import dev.agentpool.budget.Money;
import dev.agentpool.budget.Reservation;
import dev.agentpool.budget.Unit;
import dev.agentpool.pool.Caps;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlTable;

/** What {@code [budget]} says: a pool's caps, and what is set aside where nothing says more. */
record BudgetTable(Caps caps, Reservation reserve) {
  private static final List<String> KEYS =
      List.of(
          "pool_usd",
          "pool_tokens",
          "pool_turns",
          "day_usd",
          "day_tokens",
          "day_turns",
          "task_usd",
          "reserve_usd",
          "reserve_tokens",
          "reserve_turns");

  static BudgetTable of(TomlFile file, TomlTable root) {
    TomlTable table = file.value(root, "budget", TomlTable.class, "a table, as in [budget]");
    if (table == null) {
      return new BudgetTable(Caps.NONE, Reservation.USUAL);
    }
    file.allowOnly(table, " in [budget]", KEYS);
    Caps caps =
        new Caps(
            limits(file, table, "pool_"),
            limits(file, table, "day_"),
            usd(file, table, "task_usd"));
    Reservation reserve = Reservation.USUAL;
    for (Amount said : limits(file, table, "reserve_").all()) {
      reserve = reserve.with(said);
    }
    return new BudgetTable(caps, reserve);
  }

  private static Limits limits(TomlFile file, TomlTable table, String of) {
    return new Limits(
        usd(file, table, of + Unit.DOLLARS.wireName()),
        count(file, table, of + Unit.TOKENS.wireName()),
        count(file, table, of + Unit.TURNS.wireName()));
  }

  private static @Nullable Money usd(TomlFile file, TomlTable table, String key) {
    Number number = file.value(table, key, Number.class, Money.CAP);
    try {
      return number == null ? null : Money.cap(key, number);
    } catch (IllegalArgumentException unfit) {
      file.problem(table.inputPositionOf(List.of(key)), String.valueOf(unfit.getMessage()));
      return null;
    }
  }

  private static @Nullable Long count(TomlFile file, TomlTable table, String key) {
    String expected = "a whole number from 1 to " + Amount.MOST;
    Long number = file.value(table, key, Long.class, expected);
    if (number == null || (number >= 1 && number <= Amount.MOST)) {
      return number;
    }
    file.problem(
        table.inputPositionOf(List.of(key)), key + " must be " + expected + ", not " + number);
    return null;
  }
}
