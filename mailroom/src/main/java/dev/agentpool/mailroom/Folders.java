package dev.agentpool.mailroom;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Folders in which this writes: real ones, for a link would lead what is written elsewhere. */
final class Folders {
  private Folders() {}

  /** Makes one and the one it is in, which is this one's own too. */
  static void makeAll(Path folder) throws IOException {
    Path parent = folder.getParent();
    if (parent != null) {
      make(parent);
    }
    make(folder);
  }

  /** Makes one in a folder that is there; throws when something else has the name. */
  static void make(Path folder) throws IOException {
    try {
      Files.createDirectory(folder);
    } catch (FileAlreadyExistsException there) {
      if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        throw new IOException(folder + " is no folder, or a link: nothing is put there", there);
      }
    }
  }
}
