package dev.agentpool.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The models of agent CLIs, as lists say (spec control-plane 5). Ids go stale in weeks: each list
 * says of when it is, and a person's own lies over it.
 *
 * @param providers by the control plane's ids
 */
public record Catalog(Map<String, Provider> providers) {
  public Catalog {
    providers = Map.copyOf(providers);
  }

  /**
   * What a list says of a CLI.
   *
   * @param told all but its models, as it is written: {@code default_model}, {@code quirks}, …
   */
  public record Provider(Map<String, Object> told, List<Model> models) {
    public Provider {
      told = Map.copyOf(told);
      models = List.copyOf(models);
    }

    /** A text that the list has; empty when it has none of that name. */
    public Optional<String> text(String member) {
      return told.get(member) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** Texts that the list has; none when it has none of that name. */
    public List<String> texts(String member) {
      return told.get(member) instanceof List<?> list
          ? list.stream().map(String::valueOf).toList()
          : List.of();
    }
  }

  /**
   * A model.
   *
   * @param source who says so, of the control plane's words: {@code config} for a list
   * @param metadata {@code family}, {@code reasoning} with {@code supported} and {@code default},
   *     {@code context_window}, …
   */
  public record Model(
      String id,
      String displayName,
      String source,
      String confidence,
      List<String> aliases,
      Map<String, Object> metadata) {
    public Model {
      aliases = List.copyOf(aliases);
      metadata = Map.copyOf(metadata);
    }
  }

  public Optional<Provider> provider(String id) {
    return Optional.ofNullable(providers.get(id));
  }

  /** Of a document that {@link CatalogCheck} found nothing wrong with. */
  static Catalog of(Map<String, Object> document) {
    Map<String, Provider> providers = new LinkedHashMap<>();
    table(document.get("providers"))
        .forEach((id, said) -> providers.put(id, provider(table(said))));
    return new Catalog(providers);
  }

  private static Provider provider(Map<String, Object> said) {
    Map<String, Object> told = new LinkedHashMap<>(said);
    List<Model> models = new ArrayList<>();
    if (told.remove("models") instanceof List<?> list) {
      list.forEach(one -> models.add(model(table(one))));
    }
    return new Provider(told, models);
  }

  private static Model model(Map<String, Object> said) {
    String id = String.valueOf(said.get("id"));
    return new Model(
        id,
        said.getOrDefault("display_name", id).toString(),
        said.getOrDefault("source", "config").toString(),
        said.getOrDefault("confidence", "user_configured").toString(),
        said.get("aliases") instanceof List<?> list
            ? list.stream().map(String::valueOf).toList()
            : List.of(),
        table(said.get("metadata")));
  }

  @SuppressWarnings("unchecked") // JSON's objects have texts for keys
  private static Map<String, Object> table(@Nullable Object said) {
    return said instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }
}
