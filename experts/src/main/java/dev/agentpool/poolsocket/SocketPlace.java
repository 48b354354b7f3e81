package dev.agentpool.poolsocket;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Where a pool's socket is (spec expert-pool 21.1). */
public final class SocketPlace {
  /** So long a socket's path may be; the systems take little more. */
  private static final int MOST_BYTES = 100;

  private SocketPlace() {}

  /** With the system's folder for temporary files. */
  public static Path of(Path pool) {
    return of(pool, Path.of(System.getProperty("java.io.tmpdir", "/tmp")));
  }

  /**
   * In the pool's folder, unless that lies too deep: then among temporary files, by a hash of the
   * folder's path. Links are not followed.
   */
  public static Path of(Path pool, Path temporary) {
    Path folder = pool.toAbsolutePath().normalize();
    Path inside = folder.resolve("daemon.sock");
    return inside.toString().getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES
        ? inside
        : temporary.resolve("ap-" + Integer.toHexString(fnv1a(folder.toString())) + ".sock");
  }

  private static int fnv1a(String text) {
    int hash = 0x811c9dc5;
    for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (one & 0xFF)) * 0x01000193;
    }
    return hash;
  }
}
