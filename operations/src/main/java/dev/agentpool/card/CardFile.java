package dev.agentpool.card;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;

/** Puts a picture into a file, and nothing but a picture out of its way. */
public final class CardFile {
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  private CardFile() {}

  /**
   * Whole or not at all; folders that are missing are made. What stands there is replaced when it
   * is a PNG; throws for anything else.
   */
  public static void write(Path file, byte[] png) throws IOException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !isPicture(file)) {
      throw new IOException(file + " is there and is no PNG: it is not replaced");
    }
    Path folder = file.getParent();
    if (folder == null) {
      throw new IOException(file + " is no file in a folder");
    }
    Files.createDirectories(folder);
    Path fresh = Files.createTempFile(folder, ".card", ".png");
    try {
      Files.write(fresh, png);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static boolean isPicture(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(PNG.length), PNG);
    }
  }
}
