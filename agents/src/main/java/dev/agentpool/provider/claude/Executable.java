package dev.agentpool.provider.claude;

import dev.agentpool.session.SessionSpec;
import dev.agentpool.settings.SettingKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where a CLI's executable is. */
@FunctionalInterface
public interface Executable {
  /** Empty when there is none. */
  Optional<Path> find(SessionSpec spec);

  /** The setting {@code command}, else the name on the PATH of the agent's environment. */
  static Executable onPath(String name) {
    return spec -> {
      String wanted = spec.settings().find(SettingKeys.COMMAND).orElse(name);
      if (wanted.contains("/")) {
        return executable(spec.workingDirectory().resolve(wanted));
      }
      for (String folder :
          spec.environment().getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin").split(":")) {
        Optional<Path> found =
            folder.isEmpty() ? Optional.empty() : executable(Path.of(folder, wanted));
        if (found.isPresent()) {
          return found;
        }
      }
      return Optional.empty();
    };
  }

  /** Always this file: one of ours, which keeps nothing in the user's home. */
  static Executable at(Path file) {
    return new Executable() {
      @Override
      public Optional<Path> find(SessionSpec spec) {
        return executable(file);
      }

      @Override
      public boolean keepsFolder() {
        return false;
      }

      @Override
      public Optional<VersionFloor> floor() {
        return Optional.empty();
      }
    };
  }

  /** Whether it keeps a folder of its own in the user's home, as Claude Code does. */
  default boolean keepsFolder() {
    return true;
  }

  /** The oldest version that works; empty for one that came with this build. */
  default Optional<VersionFloor> floor() {
    return Optional.of(VersionFloor.CLAUDE_CODE);
  }

  private static Optional<Path> executable(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file)
        ? Optional.of(file.toAbsolutePath())
        : Optional.empty();
  }
}
