package dev.agentpool.catalog;

import dev.agentpool.config.ConfigException;
import dev.agentpool.config.ConfigProblem;
import dev.agentpool.config.Home;
import dev.agentpool.config.ModelCatalogPaths;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The list that ships with a person's files laid over it, in the order in which {@code config.toml}
 * names them. Objects are merged member by member, everything else is replaced: whoever says {@code
 * models} of a CLI says all of them. A CLI that agentpool does not know is passed over.
 */
public final class Catalogs {
  private static final String RESOURCE = "/catalog/models.json";
  private static final Map<String, Object> SHIPPED = shippedDocument();

  private Catalogs() {}

  /** The list that ships, and nothing else. */
  public static Catalog shipped() {
    return Catalog.of(SHIPPED);
  }

  /**
   * As the files say now.
   *
   * @throws ConfigException with everything that is wrong in a file that was named
   */
  public static Catalog of(Home home) {
    List<ConfigProblem> problems = new ArrayList<>();
    Map<String, Object> merged = SHIPPED;
    for (Path path : ModelCatalogPaths.read(home)) {
      CatalogFile file = CatalogFile.read(path);
      file.errors().forEach(error -> problems.add(new ConfigProblem(path.toString(), 0, 0, error)));
      merged = merged(merged, file.document());
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return Catalog.of(onlyKnown(merged));
  }

  private static Map<String, Object> onlyKnown(Map<String, Object> document) {
    Set<String> known = CatalogFile.known();
    Map<String, Object> kept = new LinkedHashMap<>(document);
    if (kept.get("providers") instanceof Map<?, ?> providers) {
      Map<String, Object> some = new LinkedHashMap<>();
      providers.forEach((id, said) -> {
        if (known.contains(String.valueOf(id))) {
          some.put(String.valueOf(id), said);
        }
      });
      kept.put("providers", some);
    }
    return kept;
  }

  static Map<String, Object> merged(Map<?, ?> below, Map<?, ?> above) {
    Map<String, Object> merged = new LinkedHashMap<>();
    below.forEach((name, said) -> merged.put(String.valueOf(name), said));
    above.forEach((name, said) ->
        merged.merge(
            String.valueOf(name),
            said,
            (was, is) ->
                was instanceof Map<?, ?> lower && is instanceof Map<?, ?> upper
                    ? merged(lower, upper)
                    : is));
    return merged;
  }

  private static Map<String, Object> shippedDocument() {
    try (InputStream in = Catalogs.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its resource " + RESOURCE);
      }
      CatalogFile file =
          CatalogFile.parse(RESOURCE, new String(in.readAllBytes(), StandardCharsets.UTF_8));
      if (!file.errors().isEmpty() || !file.warnings().isEmpty()) {
        throw new IllegalStateException(RESOURCE + ": " + file.errors() + file.warnings());
      }
      return file.document();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the program's resource " + RESOURCE, e);
    }
  }
}
