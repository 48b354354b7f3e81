package dev.agentpool.poolsocket;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Serves a pool's socket, to this user only. A socket that somebody serves is not taken from them,
 * and what is no socket is not removed. Thread-safe.
 */
public final class PoolDoor implements AutoCloseable {
  private static final int MOST_CONNECTIONS = 256;
  private static final long BREATH_MILLIS = 100;
  private final Path path;
  private final ServerSocketChannel server;
  private final @Nullable Object key;
  private final DoorDesk desk;
  private final Set<DoorConnection> connections = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("pool-door").factory());

  private PoolDoor(Path path, ServerSocketChannel server, DoorDesk desk) throws IOException {
    this.path = path;
    this.server = server;
    this.desk = desk;
    this.key = key(path);
  }

  /** Serves at once. */
  public static PoolDoor open(Path path, DoorDesk desk) throws IOException {
    removeLeftover(path);
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      server.bind(UnixDomainSocketAddress.of(path));
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
      PoolDoor door = new PoolDoor(path, server, desk);
      Thread.ofVirtual().name("pool-door-accept").start(door::accept);
      return door;
    } catch (IOException e) {
      server.close();
      throw new IOException("cannot serve " + path + ": " + e.getMessage(), e);
    }
  }

  private static void removeLeftover(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    BasicFileAttributes is =
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!is.isOther()) {
      throw new IOException(path + " is no socket: move it away");
    }
    try (SocketChannel other = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      other.connect(UnixDomainSocketAddress.of(path));
    } catch (IOException nobodyThere) {
      Files.delete(path);
      return;
    }
    throw new IOException("another daemon serves " + path + ": stop it first");
  }

  private void accept() {
    while (server.isOpen()) {
      try {
        SocketChannel channel = server.accept();
        if (connections.size() >= MOST_CONNECTIONS) {
          channel.close();
          continue;
        }
        DoorConnection connection = new DoorConnection(channel, desk, clock, this::close);
        connections.add(connection);
        Thread.ofVirtual()
            .name("pool-door-connection")
            .start(() -> {
              try {
                connection.run();
              } finally {
                connections.remove(connection);
              }
            });
      } catch (IOException e) {
        breathe();
      }
    }
  }

  /** Too many open files, mostly. */
  private void breathe() {
    if (!server.isOpen()) {
      return;
    }
    try {
      clock.schedule(() -> {}, BREATH_MILLIS, TimeUnit.MILLISECONDS).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | RejectedExecutionException closed) {
      return;
    }
  }

  public Path path() {
    return path;
  }

  public boolean isOpen() {
    return server.isOpen();
  }

  /** Removes the socket, unless it is somebody else's by now, and ends all conversations. */
  @Override
  public void close() {
    try {
      boolean first = server.isOpen();
      server.close();
      if (first && key != null && key.equals(key(path))) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      return; // the folder is gone with the socket
    } finally {
      connections.forEach(DoorConnection::end);
      clock.shutdown();
    }
  }

  private static @Nullable Object key(Path path) {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    } catch (IOException gone) {
      return null;
    }
  }
}
