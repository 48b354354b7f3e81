package dev.agentpool.watch;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Which files somebody has open to write to, as far as this user may see: a writer that makes a
 * pause has not finished. Where the machine does not tell (no {@code /proc}), nothing is found.
 */
final class BeingWritten {
  private static final Path PROCESSES = Path.of("/proc");
  private static final int WRITE_MODES = 3; // O_WRONLY is 1, O_RDWR is 2

  private BeingWritten() {}

  /** Those of the files that are open for writing. */
  static Set<Path> of(Set<Path> files) {
    Set<Path> found = new HashSet<>();
    if (files.isEmpty()) {
      return found;
    }
    try (DirectoryStream<Path> processes =
        Files.newDirectoryStream(PROCESSES, BeingWritten::isProcess)) {
      processes.forEach(process -> look(process, files, found));
    } catch (IOException | RuntimeException untold) {
      // the stand-still of the file has to do
    }
    return found;
  }

  private static boolean isProcess(Path entry) {
    return Character.isDigit(entry.getFileName().toString().charAt(0));
  }

  private static void look(Path process, Set<Path> files, Set<Path> found) {
    try (DirectoryStream<Path> open = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path descriptor : open) {
        Path file = Files.readSymbolicLink(descriptor);
        if (files.contains(file) && writes(process, descriptor)) {
          found.add(file);
        }
      }
    } catch (IOException | RuntimeException goneOrAnothers) {
      // a process that ended meanwhile, or another user's
    }
  }

  private static boolean writes(Path process, Path descriptor) throws IOException {
    Path info = process.resolve("fdinfo").resolve(descriptor.getFileName().toString());
    for (String line : Files.readAllLines(info)) {
      if (line.startsWith("flags:")) {
        return (Integer.parseInt(line.substring(6).strip(), 8) & WRITE_MODES) != 0;
      }
    }
    return false;
  }
}
