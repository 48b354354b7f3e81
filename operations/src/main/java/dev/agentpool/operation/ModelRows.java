package dev.agentpool.operation;

import static dev.agentpool.operation.Operation.named;

import dev.agentpool.answer.CatalogVerdict;
import dev.agentpool.answer.Model;
import dev.agentpool.answer.ModelList;
import dev.agentpool.budget.Money;
import dev.agentpool.catalog.Catalog;
import dev.agentpool.catalog.CatalogFile;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.doctor.Models;
import dev.agentpool.engine.Refused;
import dev.agentpool.price.Price;
import dev.agentpool.price.Rates;
import dev.agentpool.request.CatalogPath;
import dev.agentpool.request.ModelFilter;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Models, and what their tokens cost. */
public final class ModelRows {
  public static final Operation<ModelFilter, ModelList> LIST =
      named("model.list", "Models that agent CLIs can be told to use, with their prices")
          .takes(ModelFilter.class)
          .gives(ModelList.class)
          .at(Route.get("/v1/models"))
          .does(ModelRows::list);

  public static final Operation<CatalogPath, CatalogVerdict> VALIDATE =
      named("model.validate", "What is wrong with a file of models")
          .takes(CatalogPath.class)
          .gives(CatalogVerdict.class)
          .at(Route.post("/v1/models/validate"))
          .does((_, asked) -> validate(asked));

  private ModelRows() {}

  static List<Operation<?, ?>> all() {
    return List.of(LIST, VALIDATE);
  }

  private static CatalogVerdict validate(CatalogPath asked) {
    Path path = Path.of(asked.path());
    if (!path.isAbsolute()) {
      throw Refused.invalid("'path' must be absolute, not '" + asked.path() + "'");
    }
    CatalogFile file = CatalogFile.read(path);
    return new CatalogVerdict(file.errors().isEmpty(), file.path(), file.errors(), file.warnings());
  }

  private static ModelList list(Asking asking, ModelFilter filter) {
    String provider = filter.provider().orElse(null);
    if (provider != null
        && !SettingKeys.PROVIDERS.contains(provider)
        && !provider.startsWith("acp:")) {
      throw new Refused(
          Refused.Kind.INVALID,
          "invalid",
          "no agent CLI is called '"
              + provider
              + "'; there are "
              + String.join(", ", SettingKeys.PROVIDERS)
              + " and acp:NAME");
    }
    return new ModelList(
        asking.house().inventory().models().of(provider, configured(asking)).stream()
            .map(known -> told(asking, known))
            .toList());
  }

  /** The model that the settings name where one asks; null when they name none. */
  static @Nullable String configured(Asking asking) {
    Settings settings =
        asking
            .namedStanding()
            .map((PoolConfig pool) -> pool.project().over(pool.user()))
            .orElse(Settings.EMPTY);
    return settings.value(SettingKeys.MODEL).orElse(null);
  }

  private static Model told(Asking asking, Models.Known known) {
    Optional<Catalog.Provider> list =
        known.listed().isEmpty()
            ? Optional.empty()
            : asking.house().inventory().models().listed(known.provider());
    Optional<Price> price = known.price();
    Optional<Price.Beyond> beyond = price.flatMap(one -> Optional.ofNullable(one.beyond()));
    return new Model(
        known.provider(),
        known.model(),
        price.map(Price::vendor).filter(vendor -> !vendor.isEmpty()),
        price.isPresent(),
        micros(price, Rates::input),
        micros(price, Rates::cached),
        micros(price, Rates::write),
        micros(price, Rates::output),
        beyond.map(longer -> OptionalLong.of(longer.above())).orElse(OptionalLong.empty()),
        price.map(Price::date).filter(date -> !date.isEmpty()),
        price.map(Price::source),
        known.listed().map(Catalog.Model::displayName),
        known.listed().map(Catalog.Model::aliases).orElse(List.of()),
        efforts(known),
        known.listed().flatMap(model -> reasoning(model, "default")).map(String::valueOf),
        list.flatMap(one -> one.text("date")),
        list.flatMap(one -> one.text("listed_by")));
  }

  private static List<String> efforts(Models.Known known) {
    return known.listed().flatMap(model -> reasoning(model, "supported")).orElse(List.of())
            instanceof List<?> levels
        ? levels.stream().map(String::valueOf).toList()
        : List.of();
  }

  private static Optional<Object> reasoning(Catalog.Model model, String member) {
    return model.metadata().get("reasoning") instanceof Map<?, ?> reasoning
        ? Optional.ofNullable(reasoning.get(member))
        : Optional.empty();
  }

  private static OptionalLong micros(Optional<Price> price, Function<Rates, Money> which) {
    return price
        .map(one -> OptionalLong.of(which.apply(one.rates()).micros()))
        .orElse(OptionalLong.empty());
  }
}
