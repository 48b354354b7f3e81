package dev.agentpool.workspace.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Configurations that were read, for as long as none of the files they come from has changed. One
 * that includes other files is read each time. Thread-safe.
 */
final class ConfigFiles {
  private static final int MOST = 1000;

  private final Map<Path, Known> known = new ConcurrentHashMap<>();

  private record Known(Stamps stamps, GitConfig config) {}

  /** What the place is configured to; git is asked only when it may have changed. */
  GitConfig of(GitPlace place) {
    Optional<Path> gitDir = place.gitDir();
    if (gitDir.isEmpty()) {
      return GitConfig.read(place);
    }
    Stamps now = Stamps.of(files(gitDir.get(), place.git().environment()));
    Known before = known.get(gitDir.get());
    if (before != null && before.stamps().equals(now)) {
      return before.config();
    }
    GitConfig read = GitConfig.read(place);
    if (known.size() >= MOST) {
      known.clear(); // clones come and go
    }
    if (read.where(key -> key.startsWith("include")).isEmpty()) {
      known.put(gitDir.get(), new Known(now, read));
    }
    return read;
  }

  static List<Path> files(Path gitDir, Map<String, String> environment) {
    Path common = commonDir(gitDir);
    String home = environment.getOrDefault("HOME", "/");
    List<Path> files =
        new ArrayList<>(
            List.of(
                common.resolve("config"),
                gitDir.resolve("config.worktree"),
                gitDir.resolve("commondir"),
                Path.of(home, ".gitconfig"),
                Path.of(environment.getOrDefault("XDG_CONFIG_HOME", home + "/.config"))
                    .resolve("git/config"),
                Path.of("/etc/gitconfig")));
    return files;
  }

  /** As git finds it from the git directory of a worktree. */
  static Path commonDir(Path gitDir) {
    Path file = gitDir.resolve("commondir");
    try {
      return Files.isRegularFile(file)
          ? gitDir.resolve(Files.readString(file).stripTrailing()).normalize()
          : gitDir;
    } catch (IOException | IllegalArgumentException e) {
      return gitDir;
    }
  }
}
