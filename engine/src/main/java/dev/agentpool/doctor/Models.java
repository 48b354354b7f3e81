package dev.agentpool.doctor;

import dev.agentpool.price.Price;
import dev.agentpool.price.Prices;
import dev.agentpool.session.Capabilities;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
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

  Models(Collection<String> providers, Supplier<Prices> prices) {
    this.providers = new TreeSet<>(providers);
    this.prices = prices;
  }

  /**
   * A model of a CLI.
   *
   * @param price empty when nobody knows it
   */
  public record Known(String provider, String model, Optional<Price> price) {}

  /**
   * A person's own first, which are for any CLI.
   *
   * @param only of this CLI; null for all
   * @param configured the model that the settings name; null when they name none
   */
  public List<Known> of(@Nullable String only, @Nullable String configured) {
    List<Known> known = new ArrayList<>();
    Prices now = prices.get();
    for (String provider : only == null ? providers : List.of(only)) {
      Set<String> vendors = VENDORS.get(provider);
      if (configured != null && now.of(configured).isEmpty()) {
        known.add(new Known(provider, configured, Optional.empty()));
      }
      for (Price price : now.all()) {
        boolean theirs = vendors == null || vendors.contains(price.vendor());
        if (theirs || price.vendor().isEmpty()) {
          known.add(new Known(provider, price.model(), Optional.of(price)));
        }
      }
    }
    return known;
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
