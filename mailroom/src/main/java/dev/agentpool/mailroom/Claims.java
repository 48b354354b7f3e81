package dev.agentpool.mailroom;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Files that are being taken in. A file is renamed into a folder of this one's own first: so it is
 * read, judged and removed as the one it is, and whatever somebody puts in its old place meanwhile
 * is another mail.
 */
final class Claims {
  private static final int LONGEST = 220; // bytes; a name may have 255
  private static final int DIGITS = 16;
  private final Path folder;
  private final AtomicLong next;

  /** A file of this one's own, and how it was called where it was found. */
  record Claim(Path file, String name) {}

  private Claims(Path folder, long next) {
    this.folder = folder;
    this.next = new AtomicLong(next);
  }

  static Claims in(Path folder) throws IOException {
    Folders.make(folder);
    long last = 0;
    for (Claim left : new Claims(folder, 0).left()) {
      last = Math.max(last, number(left.file()));
    }
    return new Claims(folder, last + 1);
  }

  /** Those that were claimed when the daemon ended, oldest first. */
  List<Claim> left() throws IOException {
    List<Claim> left = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, Claims::isOurs)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        left.add(new Claim(file, name.substring(DIGITS + 1)));
      }
    }
    left.sort((one, other) -> Long.compare(number(one.file()), number(other.file())));
    return left;
  }

  private static boolean isOurs(Path file) {
    return file.getFileName().toString().matches("[0-9a-f]{" + DIGITS + "}-.+");
  }

  private static long number(Path claimed) {
    return Long.parseUnsignedLong(claimed.getFileName().toString().substring(0, DIGITS), 16);
  }

  /** Throws {@link NoSuchFileException} when it is gone. */
  Claim claim(Path file) throws IOException {
    String name = kept(file.getFileName());
    Path claimed = folder.resolve("%016x-%s".formatted(next.getAndIncrement(), name));
    Files.move(file, claimed, StandardCopyOption.ATOMIC_MOVE);
    return new Claim(claimed, name);
  }

  /** What a name can be called again by: one that is too long or no text is not kept. */
  private static String kept(Path name) {
    try {
      String text = name.toString();
      return Path.of(text).equals(name) && text.getBytes(StandardCharsets.UTF_8).length <= LONGEST
          ? text
          : "mail.md";
    } catch (InvalidPathException noText) {
      return "mail.md";
    }
  }
}
