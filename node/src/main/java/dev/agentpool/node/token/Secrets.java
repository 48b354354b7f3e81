package dev.agentpool.node.token;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Secrets of this user, each in a file of its own that is made when it is first asked for. */
public final class Secrets {
  private static final int BYTES = 32;

  private Secrets() {}

  /** Throws {@link UncheckedIOException} when the file can neither be read nor made. */
  public static byte[] at(Path file) {
    try {
      if (!Files.exists(file)) {
        create(file);
      }
      return HexFormat.of().parseHex(Files.readString(file).strip());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read or write " + file, e);
    }
  }

  private static void create(Path file) throws IOException {
    byte[] secret = new byte[BYTES];
    new SecureRandom().nextBytes(secret);
    Path draft =
        Files.createTempFile(
            file.getParent(),
            "secret",
            "",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(draft, HexFormat.of().formatHex(secret) + "\n");
    try {
      Files.createLink(file, draft); // whoever is first stays
    } catch (FileAlreadyExistsException other) {
      // theirs counts
    } finally {
      Files.delete(draft);
    }
  }
}
