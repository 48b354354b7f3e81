package dev.agentpool.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a scenario works with.
 *
 * @param image the built program: the daemon, the launcher and the scripted agent are taken from it
 * @param launcher the command that people type
 * @param scratch on a real disk, with a short path (a socket's path may have 107 bytes)
 * @param cache what is dear to make and may be used again by the next run
 * @param runs how many samples instead of the usual number; null for the usual
 * @param claude the real Claude CLI, when there is one
 */
record Lab(
    Path image,
    Path launcher,
    Path scratch,
    Path cache,
    @Nullable Integer runs,
    Optional<Path> claude,
    Report report) {

  int runs(int usual) {
    return runs == null ? usual : runs;
  }

  Path scriptedAgent() {
    return image.resolve("libexec/scripted-agent");
  }

  /**
   * The whole environment of every process that is measured: nothing of this machine's reaches it.
   */
  Map<String, String> environment(Path home) {
    return Map.of(
        "PATH", "/usr/local/bin:/usr/bin:/bin", "HOME", home.toString(), "LANG", "C.UTF-8");
  }

  /** A folder that agents of measured daemons may write in beside their workspace. */
  Path open() {
    try {
      return Files.createDirectories(scratch.resolve("open"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a folder in " + scratch, e);
    }
  }

  /** A fresh, empty folder. */
  Path folder(String name) {
    try {
      Path folder = scratch.resolve(name);
      delete(folder);
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a folder in " + scratch, e);
    }
  }

  static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> tree = Files.walk(folder)) {
        for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(path);
        }
      }
    }
  }
}
