package dev.agentpool.daemon;

import com.sun.security.auth.module.UnixSystem;
import dev.agentpool.config.Home;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Where the lock lies that outlives a home's folder: in the user's runtime folder, or in one of the
 * user's own below {@code /tmp}. It is named after the home and the folder that holds it, so that
 * containers that share a {@code /tmp} do not meet in it.
 */
final class Guard {
  private Guard() {}

  /** Null when there is no place for it: then the home's own lock is all there is. */
  static @Nullable Path of(Home home) {
    long uid = new UnixSystem().getUid();
    Path runtime = Path.of("/run/user", Long.toString(uid));
    Path folder = isOurs(runtime, uid) ? runtime.resolve("agentpool") : null;
    folder = folder == null ? Path.of("/tmp", "agentpool-" + uid) : folder;
    try {
      if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
        Files.createDirectory(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      return isOurs(folder, uid) ? folder.resolve(name(home) + ".lock") : null;
    } catch (IOException | UnsupportedOperationException nowhere) {
      return null;
    }
  }

  private static boolean isOurs(Path folder, long uid) {
    try {
      return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
          && Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS).equals((int) uid)
          && Files.isWritable(folder);
    } catch (IOException | UnsupportedOperationException elsewhere) {
      return false;
    }
  }

  private static String name(Home home) throws IOException {
    Path real = home.root().toRealPath();
    Path parent = real.getParent();
    Object holder = parent == null ? "" : String.valueOf(HomeWatch.key(parent));
    byte[] text = (holder + " " + real).getBytes(StandardCharsets.UTF_8);
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text);
      return HexFormat.of().formatHex(digest, 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The process that holds it, as it noted itself; a question mark when that cannot be read. */
  static String pid(Path guard) {
    try {
      String text = Files.readString(guard).strip();
      return text.isEmpty() ? "?" : text.split(" ", 2)[0];
    } catch (IOException gone) {
      return "?";
    }
  }
}
