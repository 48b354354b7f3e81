package dev.agentpool.provider.cli;

import dev.agentpool.session.SessionSpec;
import dev.agentpool.settings.SettingKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a CLI's executable is. */
@FunctionalInterface
public interface Executable {
  /** Empty when there is none. */
  Optional<Path> find(SessionSpec spec);

  /** Why there is none, and what to do: for people. */
  default String missing(SessionSpec spec) {
    return "its executable is not there";
  }

  /**
   * The setting {@code command}, else the name on the PATH of the agent's environment.
   *
   * @param install how a person gets it, for instance {@code npm install -g NAME}
   * @param floor the oldest version that works; null for any
   */
  static Executable onPath(String name, String install, @Nullable VersionFloor floor) {
    return new Executable() {
      @Override
      public Optional<Path> find(SessionSpec spec) {
        return named(spec.settings().find(SettingKeys.COMMAND).orElse(name), spec);
      }

      @Override
      public String missing(SessionSpec spec) {
        return spec.settings()
            .find(SettingKeys.COMMAND)
            .map(Executable::missing)
            .orElse(
                "no '"
                    + name
                    + "' CLI was found on the PATH that agents are given: install it ("
                    + install
                    + "), or name it by the setting"
                    + " 'command'; a PATH that has changed reaches agents by `agentpool env"
                    + " refresh`");
      }

      @Override
      public Optional<VersionFloor> floor() {
        return Optional.ofNullable(floor);
      }
    };
  }

  /**
   * This file: one of ours, which keeps nothing in the user's home. Where there is none, as in a
   * program that brings its own, the setting {@code command}; a person's {@code command} for
   * another CLI never takes its place.
   */
  static Executable at(Path file) {
    return new Executable() {
      @Override
      public Optional<Path> find(SessionSpec spec) {
        return executable(file)
            .or(() ->
                spec.settings().find(SettingKeys.COMMAND).flatMap(wanted -> named(wanted, spec)));
      }

      @Override
      public String missing(SessionSpec spec) {
        return spec.settings()
            .find(SettingKeys.COMMAND)
            .map(Executable::missing)
            .orElse(
                "the scripted agent "
                    + file
                    + " is not there or may not be executed: it comes with an installed agentpool;"
                    + " elsewhere name it by the setting 'command' (a Java program gets one from"
                    + " ScriptedAgent.install of agentpool-testkit)");
      }
    };
  }

  /** The oldest version that works; empty when any does, as one that came with this build. */
  default Optional<VersionFloor> floor() {
    return Optional.empty();
  }

  private static Optional<Path> named(String wanted, SessionSpec spec) {
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
  }

  private static String missing(String command) {
    return "the setting 'command' names "
        + command
        + ", which is no executable file"
        + (command.contains("/") ? "" : " on the PATH")
        + ": install it there, or correct the setting";
  }

  private static Optional<Path> executable(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file)
        ? Optional.of(file.toAbsolutePath())
        : Optional.empty();
  }
}
