package dev.agentpool.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a file was seen as; two sights that are equal are of a file that nobody touched in between.
 * A link is seen itself, never what it leads to.
 *
 * @param changed when anything of the file changed: its bytes, its name, its rights
 * @param key tells a file from another one at the same place
 */
record Sight(
    long size, FileTime modified, FileTime changed, @Nullable Object key, boolean regular) {

  /** Empty when there is nothing. */
  static Optional<Sight> of(Path file) {
    try {
      Map<String, Object> read =
          Files.readAttributes(
              file,
              "unix:size,lastModifiedTime,ctime,fileKey,isRegularFile",
              LinkOption.NOFOLLOW_LINKS);
      return read.get("size") instanceof Long size
              && read.get("lastModifiedTime") instanceof FileTime modified
              && read.get("ctime") instanceof FileTime changed
              && read.get("isRegularFile") instanceof Boolean regular
          ? Optional.of(new Sight(size, modified, changed, read.get("fileKey"), regular))
          : Optional.empty();
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  /**
   * Whether it took its place after its last byte was written: a rename changes a file's own entry
   * and none of its bytes, a write changes both at the same instant. What is no regular file is
   * never written in pieces.
   */
  boolean placed() {
    return !regular || changed.compareTo(modified) > 0;
  }
}
