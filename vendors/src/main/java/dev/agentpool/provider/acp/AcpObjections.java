package dev.agentpool.provider.acp;

import dev.agentpool.provider.cli.HeldAccess;
import dev.agentpool.settings.Inherit;
import dev.agentpool.settings.SettingKey;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What settings ask for that an agent over ACP cannot keep. */
final class AcpObjections {
  /** What ACP has no word for. */
  private static final Map<SettingKey<?>, String> NOT_SAID =
      Map.of(
          SettingKeys.JSON_SCHEMA, "it cannot be held to a schema",
          SettingKeys.MAX_TURNS, "it cannot be told how many model turns to take; use timeout",
          SettingKeys.ALLOWED_TOOLS, "its tools have names of their own; use access",
          SettingKeys.DISALLOWED_TOOLS, "its tools have names of their own; use access",
          SettingKeys.TOOLS, "its tools cannot be chosen; use access",
          SettingKeys.FALLBACK_MODEL, "it cannot be told of a second model",
          SettingKeys.EFFORT, "it cannot be told how hard to think",
          SettingKeys.INHERIT_ALLOW, "what it inherits is a matter of its own configuration",
          SettingKeys.BACKGROUND_WAIT, "it says nothing of work that it leaves running");

  private AcpObjections() {}

  /**
   * @param known of the provider's own table
   */
  static List<String> of(AcpCli cli, Settings settings, Set<String> known) {
    List<String> objections = new ArrayList<>();
    new java.util.TreeMap<>(byName())
        .forEach((name, why) -> {
          if (SettingKeys.named(name).flatMap(settings::find).isPresent()) {
            objections.add(cli.name() + " does not take " + name + ": " + why);
          }
        });
    bounded(cli, settings, objections);
    inherited(cli, settings, objections);
    HeldAccess.objection(cli.name(), cli.access(), AcpCli.Held::needsWalls, settings)
        .ifPresent(objections::add);
    unknown(cli, settings, known, objections);
    return objections;
  }

  /** Where each request tells what it took, a turn is ended at its bound. */
  private static void bounded(AcpCli cli, Settings settings, List<String> objections) {
    if (cli.usage().counting() == AcpCli.Counting.EACH_REQUEST) {
      return;
    }
    for (SettingKey<?> key : List.of(SettingKeys.MAX_BUDGET_USD, SettingKeys.MAX_TOKENS)) {
      if (settings.find(key).isPresent()) {
        objections.add(
            cli.name()
                + " does not take "
                + key.name()
                + ": it says what it took at the end of a turn at the earliest; use timeout");
      }
    }
  }

  private static Map<String, String> byName() {
    Map<String, String> names = new java.util.HashMap<>();
    NOT_SAID.forEach((key, why) -> names.put(key.name(), why));
    return names;
  }

  private static void inherited(AcpCli cli, Settings settings, List<String> objections) {
    if (settings
            .find(SettingKeys.INHERIT_COMMANDS)
            .filter(whose -> whose != Inherit.NONE)
            .isPresent()
        || settings.find(SettingKeys.STRICT_MCP_CONFIG).filter(strict -> !strict).isPresent()) {
      objections.add(
          cli.name()
              + " is not given the MCP servers of others by agentpool: name them in mcp_servers, or"
              + " in its own configuration");
    }
    if (settings
        .find(SettingKeys.INHERIT_TEXTS)
        .filter(whose -> whose == Inherit.NONE)
        .isPresent()) {
      objections.add(
          cli.name()
              + " reads the project's instructions by itself: inherit.texts = \"none\" does"
              + " not keep it from that");
    }
  }

  private static void unknown(
      AcpCli cli, Settings settings, Set<String> known, List<String> objections) {
    Set<String> odd = new TreeSet<>(settings.vendor(cli.name()).keySet());
    odd.removeAll(known);
    for (String name : odd) {
      objections.add(
          "[provider."
              + (cli.name().contains(":") ? "\"" + cli.name() + "\"" : cli.name())
              + "] has no "
              + name
              + "; there is: "
              + (known.isEmpty() ? "nothing" : String.join(", ", new TreeSet<>(known))));
    }
  }
}
