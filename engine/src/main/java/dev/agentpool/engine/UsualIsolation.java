package dev.agentpool.engine;

import dev.agentpool.plan.Isolation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a chain works when nobody says: in a worktree of its own when the project lies in a git
 * repository with a commit, else in the project itself.
 */
public final class UsualIsolation {
  private UsualIsolation() {}

  public static Isolation of(Path project) {
    try {
      Path git = repository(project);
      return git != null && hasCommit(git) ? Isolation.WORKTREE : Isolation.NONE;
    } catch (IOException unreadable) {
      return Isolation.NONE;
    }
  }

  private static @Nullable Path repository(Path project) throws IOException {
    for (Path folder = project; folder != null; folder = folder.getParent()) {
      Path git = folder.resolve(".git");
      if (Files.isDirectory(git)) {
        return git;
      }
      if (Files.isRegularFile(git)) { // of a worktree or a submodule
        return folder.resolve(Files.readString(git).strip().replaceFirst("^gitdir:\\s*", ""));
      }
    }
    return null;
  }

  private static boolean hasCommit(Path git) throws IOException {
    String head = Files.readString(git.resolve("HEAD")).strip();
    if (!head.startsWith("ref:")) {
      return true; // detached: a commit's own name
    }
    Path pointer = git.resolve("commondir");
    Path common = Files.exists(pointer) ? git.resolve(Files.readString(pointer).strip()) : git;
    String ref = head.substring("ref:".length()).strip();
    if (Files.exists(git.resolve(ref)) || Files.exists(common.resolve(ref))) {
      return true;
    }
    Path packed = common.resolve("packed-refs");
    return Files.isDirectory(common.resolve("reftable"))
        || (Files.exists(packed)
            && Files.readString(packed).lines().anyMatch(line -> line.endsWith(" " + ref)));
  }
}
