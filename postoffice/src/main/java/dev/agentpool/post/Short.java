package dev.agentpool.post;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names of any length where only short ones fit. */
final class Short {
  private static final int FITS = 150;

  private Short() {}

  /** The name itself while it fits, else its head and what no other name has. */
  static String key(String name) {
    return name.length() <= FITS ? name : name.substring(0, 64) + "#" + hash(name);
  }

  /** 64 hexadecimal digits. */
  static String hash(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
