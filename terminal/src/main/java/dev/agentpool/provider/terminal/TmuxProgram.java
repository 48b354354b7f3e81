package dev.agentpool.provider.terminal;

import dev.agentpool.provider.cli.Executable;
import dev.agentpool.session.SessionSpec;
import dev.agentpool.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where tmux is on this machine. */
final class TmuxProgram {
  private static final List<Path> USUAL =
      List.of(
          Path.of("/usr/bin/tmux"),
          Path.of("/usr/local/bin/tmux"),
          Path.of("/opt/homebrew/bin/tmux"),
          Path.of("/bin/tmux"));
  static final String MISSING =
      "tmux was not found on the PATH that agents are given: install it (3.2 or newer: apt install"
          + " tmux, brew install tmux), since this agent CLI is spoken with by its terminal";
  private static final Executable ON_PATH = Executable.onPath("tmux", "", null);

  private TmuxProgram() {}

  static Optional<Path> find(SessionSpec spec) {
    return ON_PATH
        .find(withoutCommand(spec))
        .or(() -> USUAL.stream().filter(Files::isExecutable).findFirst());
  }

  /** The setting {@code command} names the agent CLI, not this. */
  private static SessionSpec withoutCommand(SessionSpec spec) {
    return new SessionSpec(
        Settings.EMPTY,
        spec.workingDirectory(),
        spec.environment(),
        spec.resident(),
        null,
        null,
        spec.toolDesk());
  }
}
