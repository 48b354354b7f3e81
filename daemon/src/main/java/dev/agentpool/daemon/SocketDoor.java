package dev.agentpool.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One socket of the daemon and what serves it; more than one server when the socket had to be made
 * again, since the older one still has its connections. The home's watch and the end of the daemon
 * never use it at once.
 */
final class SocketDoor implements HomeWatch.Door, AutoCloseable {
  private final Path path;
  private final Opening opening;
  private final List<AutoCloseable> servers = new ArrayList<>();
  private volatile @Nullable Object key;

  /** Serves on the path. */
  interface Opening {
    AutoCloseable open() throws IOException;
  }

  private SocketDoor(Path path, Opening opening) {
    this.path = path;
    this.opening = opening;
  }

  /** What lies at the path is stale: the instance lock says that nobody else serves it. */
  static SocketDoor open(Path path, Opening opening) throws IOException {
    Files.deleteIfExists(path);
    SocketDoor door = new SocketDoor(path, opening);
    door.openAgain();
    return door;
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public void openAgain() throws IOException {
    servers.add(opening.open());
    key = HomeWatch.key(path);
  }

  /** Ends every server, then removes the socket, unless it is somebody else's by now. */
  @Override
  public void close() throws IOException {
    Parts all = new Parts();
    all.add(() -> {
      if (key != null && key.equals(HomeWatch.key(path))) {
        Files.delete(path);
      }
    });
    servers.forEach(all::add);
    all.close();
  }
}
