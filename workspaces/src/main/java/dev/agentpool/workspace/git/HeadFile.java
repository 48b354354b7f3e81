package dev.agentpool.workspace.git;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * {@code HEAD} of a worktree of ours, written the way git writes it (a lock file, then a rename),
 * without a git. Only where git keeps references in files; whoever asks lets git do it else.
 */
final class HeadFile {
  private HeadFile() {}

  /** Puts HEAD onto the branch; false when that is left to git. */
  static boolean attached(Path gitDir, String branch) {
    return written(gitDir, "ref: " + Refs.ref(branch) + "\n");
  }

  /** Puts HEAD onto the commit itself; false when that is left to git. */
  static boolean detached(Path gitDir, String commit) {
    return written(gitDir, commit + "\n");
  }

  private static boolean written(Path gitDir, String text) {
    Path head = gitDir.resolve("HEAD");
    if (Files.exists(ConfigFiles.commonDir(gitDir).resolve("reftable"))
        || !Files.isRegularFile(head, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    Path lock = gitDir.resolve("HEAD.lock");
    try (FileChannel file =
        FileChannel.open(lock, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      try {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          file.write(bytes);
        }
        file.force(true);
        Files.move(lock, head, StandardCopyOption.ATOMIC_MOVE);
        return true;
      } catch (IOException e) {
        Files.deleteIfExists(lock);
        return false;
      }
    } catch (IOException taken) {
      return false; // by another git, which ours waits for
    }
  }
}
