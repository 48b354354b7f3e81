package dev.agentpool.doctor;

import dev.agentpool.catalog.Catalog;
import dev.agentpool.price.Price;
import dev.agentpool.price.Prices;
import dev.agentpool.session.Capabilities;
import dev.agentpool.usage.ProviderIds;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which models agent CLIs can be told to use, as far as anybody has said, and their prices. */
public final class Models {
  /** Whose models a CLI speaks with; one that is not here speaks with whatever it is told. */
  private static final Map<String, Set<String>> VENDORS =
      Map.of(
          "claude", Set.of("anthropic"),
          "codex-cli", Set.of("openai"),
          "gemini-cli", Set.of("google"),
          "qwen-code", Set.of("alibaba"),
          "copilot-cli", Set.of("anthropic", "openai", "google"));

  private final Collection<String> providers;
  private final Supplier<Prices> prices;
  private final Supplier<Catalog> catalog;

  Models(Collection<String> providers, Supplier<Prices> prices, Supplier<Catalog> catalog) {
    this.providers = new TreeSet<>(providers);
    this.prices = prices;
    this.catalog = catalog;
  }

  /**
   * A model of a CLI.
   *
   * @param price empty when nobody knows it
   * @param listed what the lists of models say of it; empty when they do not have it
   */
  public record Known(
      String provider, String model, Optional<Price> price, Optional<Catalog.Model> listed) {}

  /** What the lists say of a CLI, beside its models; empty when they do not have it. */
  public Optional<Catalog.Provider> listed(String provider) {
    return catalog.get().provider(ProviderIds.id(provider));
  }

  /**
   * A person's own prices first, which are for any CLI; then what the lists of models have, then
   * what has a price and is in none of them.
   *
   * @param only of this CLI; null for all
   * @param configured the model that the settings name; null when they name none
   */
  public List<Known> of(@Nullable String only, @Nullable String configured) {
    List<Known> known = new ArrayList<>();
    Prices now = prices.get();
    Catalog lists = catalog.get();
    for (String provider : only == null ? providers : List.of(only)) {
      List<Catalog.Model> listed =
          lists.provider(ProviderIds.id(provider)).map(Catalog.Provider::models).orElse(List.of());
      if (configured != null
          && now.of(configured).isEmpty()
          && listed.stream().noneMatch(model -> model.id().equals(configured))) {
        known.add(new Known(provider, configured, Optional.empty(), Optional.empty()));
      }
      add(known, provider, now, price -> price.vendor().isEmpty());
      Set<String> told = new TreeSet<>();
      for (Catalog.Model model : listed) {
        Optional<Price> price = price(now, model);
        price.map(Price::model).ifPresent(told::add);
        known.add(new Known(provider, model.id(), price, Optional.of(model)));
      }
      Set<String> vendors = VENDORS.get(provider);
      add(
          known,
          provider,
          now,
          price ->
              !price.vendor().isEmpty()
                  && !told.contains(price.model())
                  && (vendors == null || vendors.contains(price.vendor())));
    }
    return known;
  }

  private static void add(List<Known> known, String provider, Prices now, Predicate<Price> which) {
    now.all().stream()
        .filter(which)
        .map(price -> new Known(provider, price.model(), Optional.of(price), Optional.empty()))
        .forEach(known::add);
  }

  /** An alias such as {@code opus} costs what the model costs that it stands for. */
  private static Optional<Price> price(Prices now, Catalog.Model model) {
    return Stream.concat(Stream.of(model.id()), model.aliases().stream())
        .flatMap(name -> now.of(name).stream())
        .findFirst();
  }

  /**
   * Whether what a task costs will be known in dollars; empty when that depends on the model that
   * the CLI takes by itself.
   */
  public Optional<Boolean> isPriceKnown(Capabilities can, @Nullable String configured) {
    return switch (can.spending()) {
      case DOLLARS -> Optional.of(true);
      case NOTHING -> Optional.of(false);
      case TOKENS ->
          Optional.ofNullable(configured).map(model -> prices.get().of(model).isPresent());
    };
  }
}
