package dev.agentpool.workspace.git;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** What git keeps in the git directory of a worktree. */
final class GitState {
  /** What is there when nothing is under way: no merge, no rebase, no lock. */
  private static final Set<String> PLAIN =
      Set.of(
          "HEAD",
          "ORIG_HEAD",
          "COMMIT_EDITMSG",
          "agentpool",
          "commondir",
          "config.worktree",
          "gitdir",
          "index",
          "logs",
          "refs");

  private GitState() {}

  /** Does the next command find nothing that an earlier one left unfinished? */
  static boolean isPlain(Path gitDir) {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(gitDir)) {
      for (Path entry : entries) {
        if (!PLAIN.contains(entry.getFileName().toString())) {
          return false;
        }
      }
      return true;
    } catch (IOException cannotTell) {
      return false;
    }
  }
}
