package dev.agentpool.workspace.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What HEAD and branches are, read from the files git keeps them in. Empty whenever the files do
 * not plainly tell, as where they are kept otherwise: git is asked then.
 */
final class FileRefs {
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
  private static final Pattern BRANCH = Pattern.compile("refs/heads/[^\\s\\\\]+");
  private static final String SYMBOLIC = "ref: ";

  private FileRefs() {}

  /**
   * @param gitDir of the checkout
   * @param commonDir where its branches are
   */
  static Optional<String> head(Path gitDir, Path commonDir) {
    return line(gitDir.resolve("HEAD"))
        .flatMap(head ->
            head.startsWith(SYMBOLIC)
                ? branch(commonDir, head.substring(SYMBOLIC.length()))
                : Optional.of(head).filter(text -> COMMIT.matcher(text).matches()));
  }

  /** Of the repository around a folder, be it a worktree or not. */
  static Optional<String> headAround(Path folder) {
    for (Path top = folder; top != null; top = top.getParent()) {
      Path dotGit = top.resolve(".git");
      if (Files.exists(dotGit)) {
        Optional<Path> gitDir =
            Files.isDirectory(dotGit) ? Optional.of(dotGit) : Registrations.target(dotGit);
        return gitDir.flatMap(found -> head(found, ConfigFiles.commonDir(found)));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> branch(Path commonDir, String ref) {
    if (!BRANCH.matcher(ref).matches()
        || ref.contains("..")
        || Files.exists(commonDir.resolve("reftable"))) {
      return Optional.empty();
    }
    Path loose = commonDir.resolve(ref);
    if (Files.exists(loose, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(loose)) {
      return line(loose).filter(text -> COMMIT.matcher(text).matches());
    }
    try (Stream<String> lines =
        Files.lines(commonDir.resolve("packed-refs"), StandardCharsets.ISO_8859_1)) {
      String wanted =
          " " + new String(ref.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
      return lines
          .filter(line -> line.endsWith(wanted))
          .map(line -> line.substring(0, line.length() - wanted.length()))
          .filter(text -> COMMIT.matcher(text).matches())
          .findFirst();
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> line(Path file) {
    try {
      return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) < 4096
          ? Optional.of(Files.readString(file).stripTrailing())
          : Optional.empty();
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty();
    }
  }
}
