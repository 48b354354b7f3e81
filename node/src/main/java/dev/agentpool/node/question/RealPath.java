package dev.agentpool.node.question;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Where a path leads when all links on the way are followed. */
final class RealPath {
  private RealPath() {}

  /** Of a file that is not there yet its folder's, or that one's. */
  static Path of(Path path) throws IOException {
    Path absolute = path.toAbsolutePath();
    Path there = absolute;
    while (!Files.exists(there, LinkOption.NOFOLLOW_LINKS) && there.getParent() != null) {
      there = there.getParent();
    }
    return there.toRealPath().resolve(there.relativize(absolute)).normalize();
  }
}
