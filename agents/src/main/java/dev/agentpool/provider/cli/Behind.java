package dev.agentpool.provider.cli;

import dev.agentpool.session.SessionSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What stands behind a launcher that is found first: the program that it would start, and leave
 * behind as an orphan when it is ended alone.
 */
public final class Behind implements Executable {
  private static final int HIGHEST = 6;
  private final Executable launcher;
  private final List<String> programs;

  /**
   * @param programs where the program may lie, below a folder that the launcher lies in, at any
   *     height; the first that is there
   */
  public Behind(Executable launcher, List<String> programs) {
    this.launcher = launcher;
    this.programs = List.copyOf(programs);
  }

  @Override
  public Optional<Path> find(SessionSpec spec) {
    return launcher
        .find(spec)
        .map(found ->
            programs.stream()
                .flatMap(program -> of(found, program).stream())
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(found));
  }

  /** A file below a folder that another one really lies in, at any height. */
  public static Optional<Path> of(Path found, String file) {
    try {
      Path above = found.toRealPath().getParent();
      for (int height = 0; above != null && height < HIGHEST; height++) {
        Path candidate = above.resolve(file);
        if (Files.isRegularFile(candidate)) {
          return Optional.of(candidate);
        }
        above = above.getParent();
      }
    } catch (IOException gone) {
      // then there is none
    }
    return Optional.empty();
  }

  @Override
  public String missing(SessionSpec spec) {
    return launcher.missing(spec);
  }

  @Override
  public Optional<VersionFloor> floor() {
    return launcher.floor();
  }
}
