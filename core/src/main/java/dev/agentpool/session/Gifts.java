package dev.agentpool.session;

import java.util.List;

/**
 * What a session is given beside its prompt, by names; and what it is not, though it is there.
 *
 * @param mcpServers names of the MCP servers that are started for it
 * @param plugins names of plugins
 * @param settings whose settings files are read, with hooks and helpers: {@code user}, {@code
 *     project}, {@code local}
 * @param texts what texts of whom it gets, a line each
 * @param environment names of its variables, sorted
 * @param withheld what is there and not given, and what to do about it; sentences
 */
public record Gifts(
    List<String> mcpServers,
    List<String> plugins,
    List<String> settings,
    List<String> texts,
    List<String> environment,
    List<String> withheld) {
  public static final Gifts NONE =
      new Gifts(List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

  public Gifts {
    mcpServers = List.copyOf(mcpServers);
    plugins = List.copyOf(plugins);
    settings = List.copyOf(settings);
    texts = List.copyOf(texts);
    environment = List.copyOf(environment);
    withheld = List.copyOf(withheld);
  }
}
