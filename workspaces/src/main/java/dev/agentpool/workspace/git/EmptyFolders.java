package dev.agentpool.workspace.git;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Folders without a file, which git's status does not tell of: looked for, so that git need be
 * asked to clean only where there may be one.
 */
final class EmptyFolders {
  /** So many folders that are not tracked are looked into. */
  private static final int MOST = 64;

  private final Path top;
  private final Set<String> files;
  private final Set<String> folders = new HashSet<>();
  private int looked;

  private EmptyFolders(Path top, Set<String> files) {
    this.top = top;
    this.files = files;
    for (String file : files) {
      for (int end = file.lastIndexOf('/'); end > 0; end = file.lastIndexOf('/', end - 1)) {
        if (!folders.add(file.substring(0, end))) {
          break;
        }
      }
    }
  }

  /**
   * @param files all that are tracked, by their paths from the top
   * @return false only when there is none
   */
  static boolean mayBeIn(Path top, Set<String> files) {
    EmptyFolders look = new EmptyFolders(top, files);
    try {
      if (look.isBeside("")) {
        return true;
      }
      for (String folder : look.folders) {
        if (look.isBeside(folder + "/")) {
          return true;
        }
      }
      return false;
    } catch (IOException | RuntimeException cannotTell) {
      return true;
    }
  }

  /** Beside what is tracked in a tracked folder. */
  private boolean isBeside(String prefix) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(top.resolve(prefix))) {
      for (Path entry : entries) {
        String path = prefix + entry.getFileName();
        boolean isTracked = files.contains(path) || folders.contains(path);
        if (!isTracked && isFolder(entry) && isIn(entry)) {
          return true;
        }
      }
      return false;
    }
  }

  private boolean isIn(Path folder) throws IOException {
    if (++looked > MOST) {
      return true;
    }
    boolean isEmpty = true;
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        isEmpty = false;
        if (isFolder(entry) && isIn(entry)) {
          return true;
        }
      }
      return isEmpty;
    }
  }

  private static boolean isFolder(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }
}
