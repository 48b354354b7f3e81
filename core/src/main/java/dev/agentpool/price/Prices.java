package dev.agentpool.price;

import dev.agentpool.budget.Cost;
import dev.agentpool.budget.Money;
import dev.agentpool.task.AgentReport;
import dev.agentpool.task.CostSource;
import dev.agentpool.task.TokenUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is known of prices: a person's, which go first, over the table that comes with agentpool.
 * Tokens are the fact, dollars are made of them; the dollars that a CLI tells itself win.
 */
public final class Prices {
  private static final Pattern DATED = Pattern.compile("[-@](?:20\\d{6}|20\\d{2}-\\d{2}-\\d{2})$");
  private static final Pattern VARIANT = Pattern.compile("(?:\\[[^\\]]*\\]|:[a-z0-9-]+)$");
  private static final Pattern REGION = Pattern.compile("^(?:[a-z]+\\.)?(?:anthropic|openai)\\.");
  private static final Prices SHIPPED = new Prices(List.of(), PriceFile.shipped(), null);
  private final List<Price> persons;
  private final List<Price> shipped;
  private final Rates ifUnknown;

  private Prices(List<Price> persons, List<Price> shipped, @Nullable Rates ifUnknown) {
    this.persons = List.copyOf(persons);
    this.shipped = List.copyOf(shipped);
    this.ifUnknown = ifUnknown == null ? dearest(shipped) : ifUnknown;
  }

  /** The table that comes with agentpool, and nothing else. */
  public static Prices shipped() {
    return SHIPPED;
  }

  /**
   * With a person's laid over it.
   *
   * @param unknown what models without a price are held at; null for the dearest of the table
   */
  public static Prices with(List<Price> persons, @Nullable Rates unknown) {
    return new Prices(persons, SHIPPED.shipped, unknown);
  }

  private static Rates dearest(List<Price> prices) {
    Rates all = prices.getFirst().rates();
    for (Price price : prices) {
      all = all.dearer(price.rates());
      all = price.beyond() == null ? all : all.dearer(price.beyond().rates());
    }
    return all;
  }

  /** All of them; one of the table for which a person said another is not there. */
  public List<Price> all() {
    List<Price> all = new ArrayList<>(persons);
    shipped.stream().filter(price -> best(persons, price.model()).isEmpty()).forEach(all::add);
    return all;
  }

  /** What the tokens of models without a price are held at. */
  public Rates ifUnknown() {
    return ifUnknown;
  }

  /** The price of a model, by what its CLI calls it. */
  public Optional<Price> of(String model) {
    for (List<Price> from : List.of(persons, shipped)) {
      for (String name : names(model)) {
        Optional<Price> found = best(from, name);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  /** As it is, without who serves it, without variant, without date: the first that has a price. */
  private static List<String> names(String model) {
    String own = REGION.matcher(model.substring(model.lastIndexOf('/') + 1)).replaceFirst("");
    String bare = VARIANT.matcher(own).replaceFirst("");
    return List.of(model, own, bare, DATED.matcher(bare).replaceFirst("")).stream()
        .filter(name -> !name.isBlank())
        .distinct()
        .toList();
  }

  private static Optional<Price> best(List<Price> from, String name) {
    Price best = null;
    for (Price price : from) {
      if (price.fits(name) >= 0 && (best == null || price.fits(name) > best.fits(name))) {
        best = price;
      }
    }
    return Optional.ofNullable(best);
  }

  /** The most that tokens can have cost; by the dearest price where the model has none. */
  public Money atMost(@Nullable String model, TokenUsage tokens) {
    return price(model).map(price -> price.atMost(tokens)).orElseGet(() -> ifUnknown.of(tokens));
  }

  private Optional<Price> price(@Nullable String model) {
    return model == null ? Optional.empty() : of(model);
  }

  /**
   * With dollars made of tokens, where the CLI told none.
   *
   * @param model that was used; null when nobody knows
   */
  public AgentReport.Spent priced(AgentReport.Spent spent, @Nullable String model) {
    if (!(spent.cost() instanceof Cost.Unknown told) || spent.tokens().equals(TokenUsage.NONE)) {
      return spent;
    }
    TokenUsage tokens = spent.tokens();
    Optional<Price> found = price(model);
    boolean all = spent.allTokens();
    if (found.isEmpty()) {
      Money most = ifUnknown.of(tokens).max(told.atLeast());
      return spent.withCost(new Cost.Unknown(told.atLeast(), all ? most : told.bound()));
    }
    Cost cost = found.get().of(tokens);
    Cost known = all ? cost : new Cost.Unknown(cost.atLeast().max(told.atLeast()), told.bound());
    return spent.withCost(known).from(CostSource.PRICES, found.get().told());
  }
}
