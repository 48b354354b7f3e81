package dev.agentpool.provider.codex;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What of the user's own Codex configuration an agent gets: which model is asked where, and with
 * what log-in. Whatever else stands there, as servers, hooks, approvals, or what this version does
 * not know of, it does not get.
 *
 * @param config that is heeded
 * @param withheld what is there and not given, a sentence each
 */
record UserConfig(Map<String, Object> config, List<String> withheld) {
  static final String SERVER = "mcp:";
  static final String LOG_IN = "auth:";
  private static final String SERVERS = "mcp_servers";
  private static final String PROVIDERS = "model_providers";
  private static final Set<String> HEEDED =
      Set.of(
          "model",
          "model_provider",
          PROVIDERS,
          "model_reasoning_effort",
          "model_reasoning_summary",
          "model_verbosity",
          "model_context_window",
          "model_auto_compact_token_limit",
          "model_catalog_json",
          "model_supports_reasoning_summaries",
          "service_tier",
          "openai_base_url",
          "chatgpt_base_url",
          "cli_auth_credentials_store",
          "forced_login_method",
          "forced_chatgpt_workspace_id",
          "oss_provider",
          "tool_output_token_limit");

  UserConfig {
    config = Map.copyOf(config);
    withheld = List.copyOf(withheld);
  }

  /** Of the settings of a session. */
  record Wish(CodexVendor vendor, List<String> exceptions) {
    Wish {
      exceptions = List.copyOf(exceptions);
    }

    boolean allows(String exception) {
      return exceptions.contains(exception);
    }
  }

  /**
   * @param home the user's own
   * @throws IOException when a file of it cannot be read
   */
  static UserConfig of(Path home, Wish wish) throws IOException {
    Map<String, Object> said = read(home.resolve("config.toml"));
    String profile = wish.vendor().profile();
    if (profile != null) {
      said = Toml.over(said, profile(home, profile, said));
    }
    List<String> withheld = new ArrayList<>();
    Map<String, Object> heeded = new LinkedHashMap<>();
    said.forEach((key, value) -> {
      if (HEEDED.contains(key)) {
        heeded.put(key, value);
      }
    });
    if (heeded.containsKey(PROVIDERS)) {
      heeded.put(PROVIDERS, providers(Toml.table(heeded, PROVIDERS), wish, withheld));
    }
    heeded.put(SERVERS, servers(Toml.table(said, SERVERS), wish, withheld));
    for (String named : wish.exceptions()) {
      boolean server = named.startsWith(SERVER);
      Map<String, Object> there = Toml.table(said, server ? SERVERS : PROVIDERS);
      if (!there.containsKey(named.substring(named.indexOf(':') + 1))) {
        withheld.add(named + " of inherit.allow: your Codex configuration has none of that name");
      }
    }
    for (String commands : List.of("notify", "hooks", "plugins")) {
      if (said.containsKey(commands)) {
        withheld.add(commands + " of your Codex configuration: agents get none");
      }
    }
    return new UserConfig(heeded, withheld);
  }

  private static Map<String, Object> read(Path file) throws IOException {
    return Files.isRegularFile(file) ? Toml.read(file) : Map.of();
  }

  private static Map<String, Object> profile(Path home, String name, Map<String, Object> said)
      throws IOException {
    Path file = home.resolve(name + ".config.toml");
    Map<String, Object> inside = Toml.table(Toml.table(said, "profiles"), name);
    if (inside.isEmpty() && (!name.matches("[\\w.-]+") || !Files.isRegularFile(file))) {
      throw new IOException("there is no profile '" + name + "' in " + home);
    }
    return Toml.over(inside, read(file));
  }

  /** A log-in that is a command is one only where it is named. */
  private static Map<String, Object> providers(
      Map<String, Object> all, Wish wish, List<String> withheld) {
    Map<String, Object> given = new LinkedHashMap<>();
    new TreeMap<>(all)
        .forEach((name, value) -> {
          Map<String, Object> provider = new LinkedHashMap<>(Toml.table(all, name));
          if (provider.containsKey("auth") && !wish.allows(LOG_IN + name)) {
            provider.remove("auth");
            withheld.add(
                "the command that logs in at the model provider "
                    + name
                    + "; inherit.allow = [\""
                    + LOG_IN
                    + name
                    + "\"] gives it");
          }
          given.put(name, provider.isEmpty() ? value : provider);
        });
    return given;
  }

  private static Map<String, Object> servers(
      Map<String, Object> all, Wish wish, List<String> withheld) {
    Map<String, Object> given = new LinkedHashMap<>();
    new TreeMap<>(all)
        .forEach((name, server) -> {
          if (wish.allows(SERVER + name)) {
            given.put(name, server);
          } else {
            withheld.add(
                "your MCP server "
                    + name
                    + "; inherit.allow = [\""
                    + SERVER
                    + name
                    + "\"] gives it");
          }
        });
    return given;
  }
}
