package dev.agentpool.mcp;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a client says before the protocol starts: which desk it wants.
 *
 * @param directory the pool's project; absolute; null when the client did not say
 * @param token of the session it runs in; null for none
 * @param toolsets names of toolsets in the order given; empty for the usual one
 * @param lockdown whether no agent's words are told to it
 * @param agents what the environment of the former server of agents said; values as texts by their
 *     names in lower case
 */
public record McpHello(
    @Nullable Path directory,
    List<String> toolsets,
    Compat compat,
    @Nullable String token,
    Map<String, String> agents,
    boolean lockdown) {
  private static final Set<String> KEYS =
      new LinkedHashSet<>(List.of("dir", "toolsets", "compat", "token", "agents", "lockdown"));

  /** Of a client that is in no session and knows no former server. */
  public McpHello(@Nullable Path directory, List<String> toolsets, Compat compat) {
    this(directory, toolsets, compat, null, Map.of(), false);
  }

  public McpHello {
    toolsets = List.copyOf(toolsets);
    agents = Map.copyOf(agents);
    Objects.requireNonNull(compat, "compat is null");
    if (directory != null && !directory.isAbsolute()) {
      throw new McpRefused("dir has to be an absolute path; it is '" + directory + "'");
    }
  }

  /** Whose result shapes the tools answer with (spec section 9.3). */
  public enum Compat {
    NONE,
    SERVER,
    MCP
  }

  /**
   * Reads {@code {"dir": ..., "toolsets": [...], "compat": "server"|"mcp", "token": ...}}; every
   * key may lack.
   */
  static McpHello of(Map<String, ?> said) {
    for (String key : said.keySet()) {
      if (!KEYS.contains(key)) {
        throw new McpRefused(
            "the hello has an unknown key '" + key + "'" + Nearest.hint(key, KEYS));
      }
    }
    Object dir = said.get("dir");
    Object compat = said.get("compat");
    return new McpHello(
        dir == null ? null : path(text("dir", dir)),
        toolsets(said.get("toolsets")),
        compat == null ? Compat.NONE : compat(text("compat", compat)),
        said.get("token") == null ? null : text("token", said.get("token")),
        agents(said.get("agents")),
        flag(said.get("lockdown")));
  }

  private static Map<String, String> agents(@Nullable Object said) {
    if (said == null) {
      return Map.of();
    }
    if (!(said instanceof Map<?, ?> table)) {
      throw new McpRefused("agents has to be an object of texts; it is " + said);
    }
    Map<String, String> texts = new LinkedHashMap<>();
    table.forEach(
        (name, value) -> texts.put(text("a name in agents", name), text("agents." + name, value)));
    return texts;
  }

  private static Path path(String dir) {
    try {
      return Path.of(dir);
    } catch (InvalidPathException e) {
      throw new McpRefused("dir is no path: " + e.getMessage());
    }
  }

  private static List<String> toolsets(@Nullable Object said) {
    return switch (said) {
      case null -> List.of();
      case List<?> list -> list.stream().map(name -> text("a toolset", name)).toList();
      default -> throw new McpRefused("toolsets has to be a list of names; it is " + said);
    };
  }

  private static boolean flag(@Nullable Object said) {
    return switch (said) {
      case null -> false;
      case Boolean flag -> flag;
      case String text
          when List.of("true", "1", "yes", "on").contains(text.strip().toLowerCase(Locale.ROOT)) ->
          true;
      case String text
          when List.of("false", "0", "no", "off", "")
              .contains(text.strip().toLowerCase(Locale.ROOT)) ->
          false;
      default -> throw new McpRefused("lockdown is true or false; it is '" + said + "'");
    };
  }

  private static Compat compat(String said) {
    return switch (said.toLowerCase(Locale.ROOT)) {
      case "server" -> Compat.SERVER;
      case "mcp" -> Compat.MCP;
      default -> throw new McpRefused("compat is 'server' or 'mcp'; it is '" + said + "'");
    };
  }

  private static String text(String what, @Nullable Object said) {
    if (said instanceof String text && !text.isBlank()) {
      return text;
    }
    throw new McpRefused(what + " has to be a text; it is " + said);
  }
}
