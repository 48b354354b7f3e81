package dev.agentpool.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the small files of a session's folder, which anything may have made large. */
public final class BoundedFile {
  private static final int MOST = 1 << 20;

  private BoundedFile() {}

  /** The whole file; fails for one that is larger than any of ours. */
  public static byte[] bytes(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST + 1);
      if (bytes.length > MOST) {
        throw new IOException(file + " is larger than " + MOST + " bytes: it is not agentpool's");
      }
      return bytes;
    }
  }

  /** The same as text; malformed bytes are replaced. */
  public static String text(Path file) throws IOException {
    return new String(bytes(file), StandardCharsets.UTF_8);
  }
}
