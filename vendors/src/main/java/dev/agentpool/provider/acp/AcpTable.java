package dev.agentpool.provider.acp;

import dev.agentpool.provider.cli.DataTable;
import dev.agentpool.provider.cli.Executable;
import dev.agentpool.provider.cli.KeptFolder;
import dev.agentpool.provider.cli.LogInTraces;
import dev.agentpool.settings.Access;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Reads what there is to know of an agent CLI over ACP, out of a file that comes with agentpool or
 * a table of a person's configuration. What is not said is as with an agent that nobody knows.
 */
final class AcpTable {
  /** What a person may say too. */
  static final Set<String> KNOWN =
      Set.of(
          "command",
          "environment",
          "model",
          "model_by",
          "access",
          "tokens",
          "cached_within",
          "tokens_always",
          "renews",
          "resumes",
          "errors",
          "asides",
          "keeps",
          "log_in");

  private final DataTable table;

  AcpTable(DataTable table) {
    this.table = table;
  }

  AcpCli cli(String name, Executable executable) {
    List<String> command = table.texts("command");
    return new AcpCli(
        name,
        executable,
        script(),
        command.isEmpty() ? List.of() : command.subList(1, command.size()),
        table.pairs("environment"),
        access(),
        model(),
        new AcpCli.Usage(
            counting(), table.flag("cached_within", false), table.flag("tokens_always", false)),
        table.flag("renews", true),
        table.flag("resumes", true),
        new AcpCli.Texts(
            table.members().containsKey("errors") ? patterns("errors") : List.of(AnyAcp.ERROR_TEXT),
            patterns("asides")),
        table.tables("keeps").stream().map(KeptFolder::of).toList(),
        LogInTraces.of(table.table("log_in")));
  }

  private AcpCli.@Nullable Script script() {
    if (!table.members().containsKey("script")) {
      return null;
    }
    DataTable script = table.table("script");
    script.only(Set.of("interpreter", "file"));
    return new AcpCli.Script(script.texts("interpreter"), script.text("file"));
  }

  /** Of an agent that nobody knows only walls are believed. */
  private Map<Access, AcpCli.Held> access() {
    Map<Access, AcpCli.Held> held = new EnumMap<>(Access.class);
    if (!table.members().containsKey("access")) {
      held.put(
          Access.READ,
          byWalls("agentpool's walls: nothing can be written; what it asks for is denied"));
      held.put(Access.EDIT, byWalls("agentpool's walls; commands that it asks for are denied"));
      held.put(
          Access.FULL,
          new AcpCli.Held("nothing, but for agentpool's walls", List.of(), Map.of(), null, false));
      return held;
    }
    DataTable all = table.table("access");
    all.only(Set.of("read", "edit", "full"));
    for (Access one : Access.values()) {
      if (all.members().containsKey(one.wireName())) {
        held.put(one, held(all.table(one.wireName())));
      }
    }
    return held;
  }

  private static AcpCli.Held byWalls(String described) {
    return new AcpCli.Held(described, List.of(), Map.of(), null, true);
  }

  private static AcpCli.Held held(DataTable one) {
    one.only(Set.of("held_by", "arguments", "environment", "mode", "walls"));
    String mode = one.text("mode");
    return new AcpCli.Held(
        one.text("held_by"),
        one.texts("arguments"),
        one.pairs("environment"),
        mode.isEmpty() ? null : mode,
        one.flag("walls", false));
  }

  private AcpCli.Model model() {
    String by = table.text("model_by");
    if (by.startsWith("-")) {
      return new AcpCli.Model.Option(by);
    }
    if (by.startsWith("$")) {
      return new AcpCli.Model.Variable(by.substring(1));
    }
    return by.isEmpty() || by.equals("request")
        ? new AcpCli.Model.Request()
        : table.wrong(
            "model_by", "\"request\", an option, or $VARIABLE", new AcpCli.Model.Request());
  }

  private AcpCli.Counting counting() {
    String said = table.text("tokens");
    for (AcpCli.Counting one : AcpCli.Counting.values()) {
      if (one.name().toLowerCase(Locale.ROOT).replace('_', ' ').equals(said)) {
        return one;
      }
    }
    return said.isEmpty()
        ? AcpCli.Counting.A_TURN
        : table.wrong(
            "tokens",
            "\"a turn\", \"the conversation\", \"each request\", \"last request\" or \"nothing\"",
            AcpCli.Counting.NOTHING);
  }

  private List<Pattern> patterns(String name) {
    try {
      return table.texts(name).stream().map(Pattern::compile).toList();
    } catch (PatternSyntaxException broken) {
      return table.wrong(name, "regular expressions: " + broken.getDescription(), List.of());
    }
  }
}
