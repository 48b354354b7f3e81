package dev.agentpool.provider.terminal;

import dev.agentpool.provider.cli.CliCommand;
import dev.agentpool.provider.cli.HeldAccess;
import dev.agentpool.provider.cli.KeptFolder;
import dev.agentpool.provider.cli.SessionFiles;
import dev.agentpool.provider.cli.UsualWalls;
import dev.agentpool.session.Enclosure;
import dev.agentpool.session.SessionSpec;
import dev.agentpool.settings.Access;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.walls.Layout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The command line and environment of an agent CLI in a terminal, without the terminal. */
final class TerminalCommand implements CliCommand {
  private final TerminalCli cli;
  private final Path program;
  private final SessionSpec spec;
  private final SessionFiles files;
  private final TerminalCli.Held held;
  private final @Nullable String conversation;
  private final boolean starts;

  /**
   * @param files an existing folder for the session's own files; null to write none
   * @param conversation the id of a new one; null for none
   */
  TerminalCommand(
      TerminalCli cli,
      Path program,
      SessionSpec spec,
      @Nullable Path files,
      @Nullable String conversation) {
    this.cli = cli;
    this.program = program;
    this.spec = spec;
    this.files = new SessionFiles(files);
    this.starts = files != null;
    this.conversation = conversation;
    Access access = HeldAccess.of(spec.settings());
    this.held =
        Objects.requireNonNull(cli.access().get(access), () -> cli.name() + " cannot " + access);
  }

  /** Everything a process of this spec is given, resume left out; for comparing. */
  static List<String> given(TerminalCli cli, Path program, SessionSpec spec) {
    TerminalCommand command =
        new TerminalCommand(cli, program, spec.withoutResumeAndCap(), null, null);
    try {
      List<String> given = new ArrayList<>(command.arguments());
      given.addAll(command.files.contents());
      given.add(SessionSpec.shared(command.environment()).toString());
      return given;
    } catch (IOException e) {
      throw new UncheckedIOException("nothing is written", e);
    }
  }

  TerminalTerms terms() {
    return new TerminalTerms(
        TmuxProgram.find(spec).orElse(Path.of("tmux")),
        HeldAccess.of(spec.settings()),
        Wording.preface(spec.settings()),
        TerminalObjections.size(cli, spec.settings()));
  }

  @Override
  public List<String> arguments() throws IOException {
    if (starts) {
      for (KeptFolder kept : cli.keeps()) {
        kept.make(environment());
      }
    }
    files.write(TerminalTerms.FILE, terms().text());
    List<String> line = new ArrayList<>(List.of(program.toString()));
    line.addAll(cli.arguments());
    TerminalCli.Flags flags = cli.flags();
    spec.settings().find(SettingKeys.MODEL).ifPresent(model -> add(line, flags.model(), model));
    spec.settings()
        .find(SettingKeys.EFFORT)
        .ifPresent(effort -> add(line, flags.effort(), String.valueOf(effort)));
    line.addAll(held.arguments());
    add(line, flags.workspace(), spec.workingDirectory().toString());
    if (spec.resume() != null) {
      add(line, flags.resume(), spec.resume());
    } else if (conversation != null) {
      add(line, flags.conversation(), conversation);
    }
    return line;
  }

  private static void add(List<String> line, String flag, String value) {
    if (!flag.isEmpty()) {
      line.addAll(List.of(flag, value));
    }
  }

  @Override
  public Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(spec.environment());
    environment.remove(SessionSpec.TRUSTED_CONTENTS);
    if (spec.enclosure() instanceof Enclosure.Walled) {
      environment.computeIfPresent("TMPDIR", (name, elsewhere) -> "/tmp");
    }
    environment.putAll(cli.environment());
    environment.putIfAbsent("LANG", "C.UTF-8");
    return environment;
  }

  @Override
  public SessionFiles files() {
    return files;
  }

  @Override
  public void lay(Layout layout, Path workingDirectory) throws IOException {
    UsualWalls.lay(layout, spec, workingDirectory, program, cli.keeps(), environment());
  }
}
