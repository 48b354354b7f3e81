package dev.agentpool.mcp;

import com.sun.security.auth.module.UnixSystem;
import dev.agentpool.machine.OpenFiles;
import dev.agentpool.mcp.ToolCall.Cancellation;
import io.modelcontextprotocol.json.McpJsonMapper;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves MCP on a unix socket, to this user (and root) only. A client first sends one line, its
 * {@link McpHello}; after that the connection is what MCP calls stdio: a message of JSON-RPC a
 * line, both ways (spec section 9).
 */
public final class McpSocketServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(McpSocketServer.class);
  private static final long BREATH_MILLIS = 100;
  private static final int MOST = OpenFiles.ofThisProcess().connections();
  private final Path path;
  private final ServerSocketChannel server;
  private final Door door;
  private @Nullable Needs needs; // the accepting thread's own
  private final Set<SocketConnection> connections = ConcurrentHashMap.newKeySet();
  private final String own = new UnixSystem().getUsername();
  private final String ownId = Long.toString(new UnixSystem().getUid());
  private final CountDownLatch stopped = new CountDownLatch(1);

  /** Looks at who has connected, before they have said anything. */
  public interface Door {
    /** Gives this connection its desk, once it has said hello. */
    Function<McpHello, McpDesk> open(SocketChannel connected);
  }

  /** What a session needs; made with the first client, since most daemons never see one. */
  private record Needs(ArgumentCheck check, McpJsonMapper json) {}

  private McpSocketServer(Path path, ServerSocketChannel server, Door door) {
    this.path = path;
    this.server = server;
    this.door = door;
  }

  /**
   * Starts at once. The folder is made when it lacks, for this user only; one that is open to
   * others is refused. A socket that nobody serves any more is replaced.
   *
   * @param desks gives a connection its desk; throws {@link McpRefused} with what to tell a client
   *     that asks for what there is not
   * @throws IOException when the socket cannot be bound, with the reason
   */
  public static McpSocketServer start(Path path, Function<McpHello, McpDesk> desks)
      throws IOException {
    return atDoor(path, _ -> desks);
  }

  /** The same for clients that are not all alike. */
  public static McpSocketServer atDoor(Path path, Door door) throws IOException {
    closedFolder(
        Objects.requireNonNull(path.toAbsolutePath().getParent(), "the socket is the root"));
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(path);
    removeLeftover(path, address);
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      server.bind(address);
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException e) {
      server.close();
      throw new IOException("cannot serve MCP on " + path + ": " + e.getMessage(), e);
    }
    McpSocketServer started = new McpSocketServer(path, server, door);
    Thread.ofVirtual().name("mcp-accept").start(started::accept);
    return started;
  }

  private static void closedFolder(Path folder) throws IOException {
    Set<java.nio.file.attribute.PosixFilePermission> mine =
        PosixFilePermissions.fromString("rwx------");
    if (!Files.exists(folder)) {
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(mine));
    }
    if (!mine.containsAll(Files.getPosixFilePermissions(folder))) {
      throw new IOException(
          "the socket's folder " + folder + " is open to other users; chmod 700 it first");
    }
  }

  private static void removeLeftover(Path path, UnixDomainSocketAddress address)
      throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    try (SocketChannel other = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      other.connect(address);
    } catch (IOException nobodyThere) {
      Files.delete(path);
      return;
    }
    throw new IOException("another process serves MCP on " + path);
  }

  private void accept() {
    while (stopped.getCount() > 0) {
      if (connections.size() >= MOST) {
        breathe(); // whoever comes waits in the socket's queue
        continue;
      }
      try {
        SocketChannel channel = server.accept();
        if (isOwnUser(channel)) {
          serve(channel);
        } else {
          channel.close();
        }
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException e) {
        LOG.warn("cannot accept a connection on {}: {}", path, e.getMessage());
        breathe();
      }
    }
  }

  private void serve(SocketChannel channel) {
    Needs made = needs == null ? new Needs(new ArgumentCheck(), Wire.mapper()) : needs;
    needs = made;
    SocketConnection connection =
        new SocketConnection(channel, door.open(channel), made.check(), made.json());
    connections.add(connection);
    if (stopped.getCount() == 0) {
      connection.end(Cancellation.SERVER_STOPPING);
    }
    Thread.ofVirtual()
        .name("mcp-connection")
        .start(() -> {
          try {
            connection.run();
          } finally {
            connections.remove(connection);
          }
        });
  }

  private boolean isOwnUser(SocketChannel channel) throws IOException {
    if (!channel.supportedOptions().contains(ExtendedSocketOptions.SO_PEERCRED)) {
      return true; // the folder's mode alone keeps others out
    }
    String peer = channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
    if (peer.equals(own) || peer.equals("root") || peer.equals("0") || peer.equals(ownId)) {
      return true; // a number when no descriptor was left to look the name up
    }
    LOG.warn("a connection of user {} on {} was refused; this is {}'s", peer, path, own);
    return false;
  }

  private void breathe() {
    try {
      stopped.await(BREATH_MILLIS, TimeUnit.MILLISECONDS); // too many open files, mostly
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How many clients are connected. */
  public int connections() {
    return connections.size();
  }

  /** Stops to listen, cancels what runs and closes all connections. */
  @Override
  public void close() {
    stopped.countDown();
    try {
      server.close();
      Files.deleteIfExists(path);
    } catch (IOException e) {
      LOG.warn("cannot remove {}: {}", path, e.getMessage());
    }
    connections.forEach(connection -> connection.end(Cancellation.SERVER_STOPPING));
  }
}
