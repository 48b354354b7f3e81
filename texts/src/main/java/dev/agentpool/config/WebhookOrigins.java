package dev.agentpool.config;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlTable;

/**
 * {@code allow_private} in {@code [webhooks]} of the user's {@code config.toml}: the exact origins
 * (scheme, host, port) to which webhooks may go although they are not on the public internet. A
 * project's file cannot say this.
 */
public final class WebhookOrigins {
  /** The table's name; {@link PoolFiles} lets it pass. */
  public static final String TABLE = "webhooks";

  private WebhookOrigins() {}

  /** Throws {@link ConfigException} with every problem found. */
  public static List<URI> read(Home home) {
    TomlFile file = new TomlFile(home.config());
    List<URI> origins = of(file);
    file.throwProblems();
    return origins;
  }

  /** What {@code [webhooks]} of a file says; a wrong one is that file's problem. */
  static List<URI> of(TomlFile file) {
    TomlTable table = file.value(file.root(), TABLE, TomlTable.class, "a table, as in [webhooks]");
    if (table == null) {
      return List.of();
    }
    file.allowOnly(table, " in [webhooks]", List.of("allow_private"));
    List<URI> origins = new ArrayList<>();
    for (String text : file.texts(table, "allow_private", "a list of origins, in quotes")) {
      URI origin = origin(text);
      if (origin == null) {
        file.problem(
            table.inputPositionOf(List.of("allow_private")),
            "'" + text + "' is not an origin: write it like http://127.0.0.1:8080");
      } else {
        origins.add(origin);
      }
    }
    return origins;
  }

  private static @Nullable URI origin(String text) {
    try {
      URI uri = URI.create(text);
      boolean isWeb = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      boolean isBare =
          (uri.getRawPath() == null || uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"))
              && uri.getRawQuery() == null
              && uri.getRawFragment() == null
              && uri.getRawUserInfo() == null;
      return isWeb && isBare && uri.getHost() != null ? uri : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
