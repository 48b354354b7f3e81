package dev.agentpool.provider.terminal;

import dev.agentpool.provider.cli.DataTable;
import dev.agentpool.provider.cli.Executable;
import dev.agentpool.provider.cli.KeptFolder;
import dev.agentpool.provider.cli.LogInTraces;
import dev.agentpool.provider.cli.ShippedData;
import dev.agentpool.provider.cli.VersionFloor;
import dev.agentpool.screen.Classifier;
import dev.agentpool.session.SessionSpec;
import dev.agentpool.settings.Access;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads what there is to know of an agent CLI over its terminal, out of a file. */
final class TerminalTable {
  private static final Set<String> MEMBERS =
      Set.of(
          "command",
          "also",
          "arguments",
          "install",
          "least",
          "behind",
          "environment",
          "model",
          "effort",
          "workspace",
          "conversation",
          "resume",
          "access",
          "prompt",
          "submit",
          "interrupt",
          "commands",
          "keys_again",
          "paste_lead",
          "ask_for_block",
          "mark_block",
          "settle_ms",
          "tools",
          "free",
          "keeps",
          "log_in");

  private TerminalTable() {}

  static TerminalCli cli(String name, DataTable table, Executable executable) {
    Set<String> known = new HashSet<>(MEMBERS);
    known.addAll(Classifier.members());
    table.only(known);
    List<String> submit = table.texts("submit");
    List<String> interrupt = table.texts("interrupt");
    return new TerminalCli(
        name,
        executable,
        table.texts("arguments"),
        table.pairs("environment"),
        new TerminalCli.Flags(
            table.text("model"),
            table.text("effort"),
            table.text("workspace"),
            table.text("conversation"),
            table.text("resume")),
        access(table.table("access")),
        new TerminalCli.Typing(
            table.text("prompt").equals("argument"),
            submit.isEmpty() ? List.of("Enter") : submit,
            interrupt.isEmpty() ? List.of("C-c") : interrupt,
            table.text("commands"),
            table.flag("keys_again", false),
            table.text("paste_lead")),
        new TerminalCli.Endings(
            table.flag("ask_for_block", true),
            table.flag("mark_block", true),
            Duration.ofMillis(table.number("settle_ms", 2_000))),
        Classifier.of(table),
        table.pairs("tools"),
        table.flag("free", false),
        table.tables("keeps").stream().map(KeptFolder::of).toList(),
        LogInTraces.of(table.table("log_in")));
  }

  /** The program that a person installs, by any of its names. */
  static Executable executable(DataTable table) {
    Executable first = ShippedData.executable(table);
    List<Executable> others =
        table.texts("also").stream()
            .map(name -> Executable.onPath(name, table.text("install"), null))
            .toList();
    return new Executable() {
      @Override
      public Optional<Path> find(SessionSpec spec) {
        return Stream.concat(Stream.of(first), others.stream())
            .flatMap(one -> one.find(spec).stream())
            .findFirst();
      }

      @Override
      public String missing(SessionSpec spec) {
        return first.missing(spec);
      }

      @Override
      public Optional<VersionFloor> floor() {
        return first.floor();
      }
    };
  }

  private static Map<Access, TerminalCli.Held> access(DataTable all) {
    all.only(Set.of("read", "edit", "full"));
    Map<Access, TerminalCli.Held> held = new EnumMap<>(Access.class);
    for (Access one : Access.values()) {
      if (all.members().containsKey(one.wireName())) {
        held.put(one, held(all.table(one.wireName())));
      }
    }
    return held;
  }

  private static TerminalCli.Held held(DataTable one) {
    one.only(Set.of("held_by", "arguments", "walls", "denies"));
    return new TerminalCli.Held(
        one.text("held_by"),
        one.texts("arguments"),
        one.flag("walls", false),
        one.flag("denies", false));
  }
}
