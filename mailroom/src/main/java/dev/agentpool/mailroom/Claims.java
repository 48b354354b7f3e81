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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
  private final AtomicLong next = new AtomicLong(1);
  private final Set<Path> inHand = ConcurrentHashMap.newKeySet();

  /** A file of this one's own, and how it was called where it was found. */
  record Claim(Path file, String name) {}

  private Claims(Path folder) {
    this.folder = folder;
  }

  static Claims in(Path folder) throws IOException {
    Folders.makeAll(folder);
    return new Claims(folder);
  }

  /**
   * Those that nobody has in hand, oldest first: the daemon ended with them, or the folder was away
   * for a while. They are in hand now.
   */
  List<Claim> left() throws IOException {
    List<Claim> left = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, Claims::isOurs)) {
      for (Path file : files) {
        next.accumulateAndGet(number(file) + 1, Math::max);
        if (inHand.add(file)) {
          left.add(new Claim(file, file.getFileName().toString().substring(DIGITS + 1)));
        }
      }
    } catch (NoSuchFileException away) {
      return left;
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
    inHand.add(claimed);
    try {
      moved(file, claimed);
      return new Claim(claimed, name);
    } catch (IOException e) {
      inHand.remove(claimed);
      throw e;
    }
  }

  private void moved(Path file, Path claimed) throws IOException {
    try {
      Files.move(file, claimed, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException gone) {
      Folders.makeAll(folder); // the whole place may have gone, and come back without it
      Files.move(file, claimed, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** Nothing more is done with it. */
  void done(Claim claim) {
    inHand.remove(claim.file());
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
