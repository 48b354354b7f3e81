package dev.agentpool.document;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Tells cheaply whether files changed: which there are, how large, how old and which inode. Equal
 * prints mean that nothing needs to be read again.
 */
public record Fingerprint(String value) {
  /** Of the attributes of the files, in this order; one that is missing counts as that. */
  public static Fingerprint ofFiles(List<Path> files) {
    StringBuilder print = new StringBuilder();
    for (Path file : files) {
      print.append(file).append('\0').append(attributes(file)).append('\n');
    }
    return new Fingerprint(print.toString());
  }

  /** Of contents: a short hash. */
  public static Fingerprint ofTexts(List<String> texts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String text : texts) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
      }
      return new Fingerprint(HexFormat.of().formatHex(digest.digest(), 0, 16));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String attributes(Path file) {
    try {
      BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
      return is.size() + " " + is.lastModifiedTime().toInstant() + " " + is.fileKey();
    } catch (IOException e) {
      return "missing";
    }
  }
}
