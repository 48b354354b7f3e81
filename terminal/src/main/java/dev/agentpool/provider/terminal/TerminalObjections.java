package dev.agentpool.provider.terminal;

import dev.agentpool.provider.cli.HeldAccess;
import dev.agentpool.settings.Inherit;
import dev.agentpool.settings.SettingKey;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import dev.agentpool.terminal.tmux.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What settings ask for that an agent CLI cannot keep when it is spoken with by its terminal. */
final class TerminalObjections {
  private static final String SIZE = "size";
  private static final Pattern SIZES = Pattern.compile("(\\d{1,4})x(\\d{1,4})");

  /** What a terminal shows nothing of, or is not told. */
  private static final Map<SettingKey<?>, String> NOT_KEPT =
      Map.ofEntries(
          Map.entry(SettingKeys.JSON_SCHEMA, "it cannot be held to a schema"),
          Map.entry(
              SettingKeys.MAX_BUDGET_USD, "its terminal does not tell what it costs; use timeout"),
          Map.entry(
              SettingKeys.MAX_TOKENS, "its terminal does not tell what it takes; use timeout"),
          Map.entry(SettingKeys.MAX_TURNS, "its model turns are not counted; use timeout"),
          Map.entry(SettingKeys.ALLOWED_TOOLS, "use access, and rules of [policy]"),
          Map.entry(SettingKeys.DISALLOWED_TOOLS, "use access, and rules of [policy]"),
          Map.entry(SettingKeys.TOOLS, "its tools cannot be chosen; use access"),
          Map.entry(SettingKeys.FALLBACK_MODEL, "it cannot be told of a second model"),
          Map.entry(SettingKeys.MCP_SERVERS, "name them in its own configuration"),
          Map.entry(
              SettingKeys.INHERIT_ALLOW, "what it inherits is a matter of its own configuration"),
          Map.entry(SettingKeys.BACKGROUND_WAIT, "it says nothing of work that it leaves running"));

  private TerminalObjections() {}

  static Size size(TerminalCli cli, Settings settings) {
    return asked(cli, settings).flatMap(TerminalObjections::size).orElse(Size.USUAL);
  }

  private static Optional<String> asked(TerminalCli cli, Settings settings) {
    return Optional.ofNullable(settings.vendor(cli.name()).get(SIZE)).map(String::valueOf);
  }

  private static Optional<Size> size(String text) {
    Matcher parts = SIZES.matcher(text);
    try {
      return parts.matches()
          ? Optional.of(
              new Size(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2))))
          : Optional.empty();
    } catch (IllegalArgumentException outOfBounds) {
      return Optional.empty();
    }
  }

  static List<String> of(TerminalCli cli, Settings settings) {
    List<String> objections = new ArrayList<>();
    Map<String, String> byName = new TreeMap<>();
    NOT_KEPT.forEach((key, why) -> byName.put(key.name(), why));
    if (cli.flags().model().isEmpty()) {
      byName.put(SettingKeys.MODEL.name(), "it cannot be told which model to use");
    }
    if (cli.flags().effort().isEmpty()) {
      byName.put(SettingKeys.EFFORT.name(), "it cannot be told how hard to think");
    }
    byName.forEach((name, why) -> {
      if (SettingKeys.named(name).flatMap(settings::find).isPresent()) {
        objections.add(cli.name() + " does not take " + name + ": " + why);
      }
    });
    inherited(cli, settings, objections);
    HeldAccess.objection(cli.name(), cli.access(), TerminalCli.Held::needsWalls, settings)
        .ifPresent(objections::add);
    own(cli, settings, objections);
    return objections;
  }

  private static void inherited(TerminalCli cli, Settings settings, List<String> objections) {
    if (settings
            .find(SettingKeys.INHERIT_COMMANDS)
            .filter(whose -> whose != Inherit.NONE)
            .isPresent()
        || settings.find(SettingKeys.STRICT_MCP_CONFIG).filter(strict -> strict).isPresent()
        || settings
            .find(SettingKeys.INHERIT_TEXTS)
            .filter(whose -> whose == Inherit.NONE)
            .isPresent()) {
      objections.add(
          cli.name()
              + " reads its own configuration as it does in anybody's terminal: take inherit and"
              + " strict_mcp_config away");
    }
  }

  private static void own(TerminalCli cli, Settings settings, List<String> objections) {
    for (String name : new TreeSet<>(settings.vendor(cli.name()).keySet())) {
      if (!name.equals(SIZE)) {
        objections.add("[provider." + cli.name() + "] has no " + name + "; there is: " + SIZE);
      }
    }
    asked(cli, settings)
        .filter(text -> size(text).isEmpty())
        .ifPresent(text ->
            objections.add(
                "size in [provider."
                    + cli.name()
                    + "] must be columns and rows, such as \"160x200\", and no more than"
                    + " 1000x2000: "
                    + text));
  }
}
