package dev.agentpool.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Programs that come in the testkit, put where they can be run. */
final class InstalledResource {
  private InstalledResource() {}

  /**
   * Puts one into a directory, which is made when missing. Its name holds a hash of its content, so
   * that several processes and versions may install at once; what is there already is left alone.
   */
  static Path of(String name, Path directory) {
    byte[] content = content(name);
    Path target = directory.resolve(name + '-' + hash(content));
    try {
      if (isInstalled(target, content)) {
        return target;
      }
      Files.createDirectories(directory);
      Path fresh = Files.createTempFile(directory, name, ".new");
      Files.write(fresh, content);
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
      moveInto(fresh, target);
      return target;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot install " + name + " into " + directory, e);
    }
  }

  private static boolean isInstalled(Path target, byte[] content) throws IOException {
    return Files.isExecutable(target) && Arrays.equals(Files.readAllBytes(target), content);
  }

  private static void moveInto(Path fresh, Path target) throws IOException {
    try {
      Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException | FileAlreadyExistsException e) {
      Files.move(fresh, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static byte[] content(String name) {
    try (InputStream in = InstalledResource.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the testkit was built without its " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name + " from the testkit", e);
    }
  }

  private static String hash(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content), 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no SHA-256", e);
    }
  }
}
