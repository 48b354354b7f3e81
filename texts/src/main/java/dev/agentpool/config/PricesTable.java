package dev.agentpool.config;

import dev.agentpool.budget.Money;
import dev.agentpool.price.Price;
import dev.agentpool.price.Prices;
import dev.agentpool.price.Rates;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlTable;

/**
 * {@code [prices."MODEL"]} of the user's {@code config.toml}: what tokens cost, laid over the table
 * that comes with agentpool. A project's file cannot say this.
 */
public final class PricesTable {
  /** The table's name; {@link PoolFiles} lets it pass. */
  static final String TABLE = "prices";

  /** In place of a model: what tokens of a model without a price are held at. */
  private static final String UNKNOWN = "unknown";

  private static final String INPUT = "input";
  private static final String OUTPUT = "output";
  private static final List<String> KEYS = List.of(INPUT, "cached_input", "cache_write", OUTPUT);
  private static final String EXPECTED =
      "US dollars a million tokens, 0 to " + Rates.MOST_USD.toPlainString();

  private PricesTable() {}

  /**
   * The prices as the file says them at each question; it is read again when it has changed. What
   * reading throws is thrown at each question.
   */
  public static Supplier<Prices> of(Home home) {
    return new Stamped<>(home.config(), () -> read(home))::get;
  }

  /** Throws {@link ConfigException} with every problem found. */
  public static Prices read(Home home) {
    TomlFile file = new TomlFile(home.config());
    Prices prices = of(file);
    file.throwProblems();
    return prices;
  }

  /** What {@code [prices]} of a file says; a wrong one is that file's problem. */
  static Prices of(TomlFile file) {
    TomlTable table =
        file.value(
            file.root(), TABLE, TomlTable.class, "a table with models, as in [prices.\"MODEL\"]");
    if (table == null) {
      return Prices.shipped();
    }
    List<Price> prices = new ArrayList<>();
    Rates unknown = null;
    for (String model : table.keySet()) {
      TomlTable described =
          file.value(
              table, model, TomlTable.class, "a table: [prices.\"" + model + "\"] with " + KEYS);
      Rates rates = described == null ? null : rates(file, model, described);
      if (rates != null && model.equals(UNKNOWN)) {
        unknown = rates;
      } else if (rates != null) {
        prices.add(new Price("", model, rates, null, "", "[prices] of your config.toml"));
      }
    }
    return Prices.with(prices, unknown);
  }

  private static @Nullable Rates rates(TomlFile file, String model, TomlTable table) {
    String where = " in [prices.\"" + model + "\"]";
    file.allowOnly(table, where, KEYS);
    if (model.isBlank() || model.indexOf('*') >= 0 && model.indexOf('*') < model.length() - 1) {
      file.problem(
          table.inputPositionOf(List.of()),
          "a price names a model, or the beginning of several with one * at the end, not \""
              + model
              + "\"");
      return null;
    }
    for (String needed : List.of(INPUT, OUTPUT)) {
      if (!table.contains(List.of(needed))) {
        file.problem(first(table), needed + " is missing" + where + ": " + EXPECTED);
        return null;
      }
    }
    Money input = price(file, table, INPUT, Money.ZERO);
    Money output = price(file, table, OUTPUT, Money.ZERO);
    if (input == null || output == null) {
      return null;
    }
    Money cached = price(file, table, "cached_input", input);
    Money write = price(file, table, "cache_write", input);
    return cached == null || write == null ? null : new Rates(input, cached, write, output);
  }

  private static org.tomlj.@Nullable TomlPosition first(TomlTable table) {
    return table.keySet().stream()
        .findFirst()
        .map(key -> table.inputPositionOf(List.of(key)))
        .orElse(null);
  }

  /** Null when what is written is no price, which is then the file's problem. */
  private static @Nullable Money price(
      TomlFile file, TomlTable table, String key, Money otherwise) {
    if (!table.contains(List.of(key))) {
      return otherwise;
    }
    Number number = file.value(table, key, Number.class, EXPECTED);
    if (number == null) {
      return null;
    }
    try {
      BigDecimal usd = new BigDecimal(number.toString());
      if (usd.signum() >= 0 && usd.compareTo(Rates.MOST_USD) <= 0) {
        return Rates.usd(usd);
      }
    } catch (NumberFormatException notFinite) {
      // said below, with its place
    }
    file.problem(
        table.inputPositionOf(List.of(key)), key + " must be " + EXPECTED + ", not " + number);
    return null;
  }
}
