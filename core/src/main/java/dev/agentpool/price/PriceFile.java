package dev.agentpool.price;

import dev.agentpool.budget.Money;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The table that comes with agentpool: tab-separated, a row a model, in {@code prices.tsv}. */
final class PriceFile {
  private static final String NAME = "prices.tsv";
  private static final int COLUMNS = 9;

  private PriceFile() {}

  static List<Price> shipped() {
    try (InputStream in = PriceFile.class.getResourceAsStream(NAME)) {
      if (in == null) {
        throw new IllegalStateException(NAME + " is not in this build");
      }
      return read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Throws {@link IllegalArgumentException} with the line that is none. */
  static List<Price> read(String text) {
    Map<String, Price> prices = new LinkedHashMap<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.isBlank() || line.startsWith("#") || line.startsWith("vendor\t")) {
        continue;
      }
      try {
        row(line.split("\t", -1), prices);
      } catch (IllegalArgumentException | ArithmeticException wrong) {
        throw new IllegalArgumentException(
            NAME + ":" + (i + 1) + ": not a price (" + wrong.getMessage() + "): " + line, wrong);
      }
    }
    return new ArrayList<>(prices.values());
  }

  private static void row(String[] cells, Map<String, Price> prices) {
    if (cells.length != COLUMNS) {
      throw new IllegalArgumentException(cells.length + " columns, not " + COLUMNS);
    }
    Money input = Rates.usd(new BigDecimal(cells[3]));
    Rates rates =
        new Rates(
            input,
            orElse(cells[4], input),
            orElse(cells[5], input),
            Rates.usd(new BigDecimal(cells[6])));
    String model = cells[1];
    Price before = prices.get(model);
    if (cells[2].isEmpty() == (before != null)) {
      throw new IllegalArgumentException("a model has one row without 'above', and that first");
    }
    prices.put(
        model,
        before == null
            ? new Price(cells[0], model, rates, null, cells[7], cells[8])
            : longer(before, Long.parseLong(cells[2]), rates));
  }

  /** Of several steps it is the first that makes a request long, and the dearest that counts. */
  private static Price longer(Price before, long above, Rates rates) {
    Price.@Nullable Beyond known = before.beyond();
    Price.Beyond beyond =
        known == null
            ? new Price.Beyond(above, rates)
            : new Price.Beyond(Math.min(above, known.above()), known.rates().dearer(rates));
    return new Price(
        before.vendor(), before.model(), before.rates(), beyond, before.date(), before.source());
  }

  private static Money orElse(String cell, Money otherwise) {
    return cell.isEmpty() ? otherwise : Rates.usd(new BigDecimal(cell));
  }
}
