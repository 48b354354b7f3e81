package dev.agentpool.document;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Reads a text file as an editor on any system may have left it: a byte order mark is dropped,
 * {@code \r\n} becomes {@code \n}. What is not a regular file, too large or not UTF-8 is refused.
 */
public final class TextFile {
  public static final int MAX_BYTES = 1 << 20;

  private TextFile() {}

  public static String read(Path file) throws UnreadableDocument {
    try {
      if (!Files.isRegularFile(file)) {
        throw new UnreadableDocument(
            0, Files.exists(file) ? "is not a regular file" : "there is no such file");
      }
      try (InputStream in = Files.newInputStream(file)) {
        return text(in.readNBytes(MAX_BYTES + 1));
      }
    } catch (NoSuchFileException e) {
      throw new UnreadableDocument(0, "there is no such file");
    } catch (IOException e) {
      throw new UnreadableDocument(0, "cannot be read (" + e + "); check its permissions");
    }
  }

  static String text(byte[] bytes) throws UnreadableDocument {
    if (bytes.length > MAX_BYTES) {
      throw new UnreadableDocument(0, "is larger than 1 MiB; shorten it, or split it");
    }
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      return normal(decoder.decode(in).toString());
    } catch (CharacterCodingException e) {
      throw new UnreadableDocument(
          lineOf(bytes, in.position()), "is not UTF-8; save the file in the encoding UTF-8");
    }
  }

  /** The text without byte order mark and with {@code \n} as the only line end. */
  static String normal(String text) {
    String unmarked = text.startsWith("\uFEFF") ? text.substring(1) : text;
    return unmarked.replace("\r\n", "\n");
  }

  private static int lineOf(byte[] bytes, int position) {
    int line = 1;
    for (int i = 0; i < position; i++) {
      if (bytes[i] == '\n') {
        line++;
      }
    }
    return line;
  }
}
