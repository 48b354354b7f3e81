package dev.agentpool.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code model_catalog_paths} of the user's {@code config.toml}: files with lists of models, laid
 * over the one that ships. A lone text is a list of one. {@code ~} and {@code $NAME} are what they
 * are for a shell; what is not absolute lies beside {@code config.toml}.
 */
public final class ModelCatalogPaths {
  /** The key; {@link PoolFiles} lets it pass. */
  static final String KEY = "model_catalog_paths";

  private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{(\\w+)\\}|(\\w+))");

  private ModelCatalogPaths() {}

  /** Throws {@link ConfigException} with every problem found. */
  public static List<Path> read(Home home) {
    TomlFile file = new TomlFile(home.config());
    List<String> named = of(file);
    file.throwProblems();
    return named.stream().map(path -> home.root().resolve(expanded(path)).normalize()).toList();
  }

  /** What a file says; what is wrong is that file's problem. */
  static List<String> of(TomlFile file) {
    if (file.root().get(List.of(KEY)) instanceof String one) {
      return List.of(one);
    }
    List<String> paths = new ArrayList<>(file.texts(file.root(), KEY, "a list of files"));
    paths.removeIf(String::isBlank);
    return paths;
  }

  private static String expanded(String path) {
    String home = System.getenv().getOrDefault("HOME", System.getProperty("user.home"));
    String tilde = path.equals("~") || path.startsWith("~/") ? home + path.substring(1) : path;
    return VARIABLE
        .matcher(tilde)
        .replaceAll(found -> {
          String name = found.group(1) == null ? found.group(2) : found.group(1);
          String value = name.equals("HOME") ? home : System.getenv(name);
          return Matcher.quoteReplacement(value == null ? found.group() : value);
        });
  }
}
