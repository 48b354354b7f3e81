package dev.agentpool.rest;

import dev.agentpool.machine.OpenFiles;
import dev.agentpool.process.Peer;
import java.io.IOException;
import java.net.SocketOption;
import java.nio.channels.SocketChannel;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.unixdomain.server.UnixDomainServerConnector;
import org.jspecify.annotations.Nullable;

/**
 * Accepts only this user (and root, who may do anything anyway). The socket's directory keeps
 * others out already; this holds also when somebody opened the directory.
 */
final class OwnUserConnector extends UnixDomainServerConnector {
  private static final SocketOption<UnixDomainPrincipal> PEER = ExtendedSocketOptions.SO_PEERCRED;
  private final String own = new com.sun.security.auth.module.UnixSystem().getUsername();

  private static final int ABOVE = 8; // that are told that they are too many
  private static final long BREATH_NANOS = 50_000_000;
  private final String ownId =
      Long.toString(new com.sun.security.auth.module.UnixSystem().getUid());
  private final int most = OpenFiles.ofThisProcess().connections();
  private final Function<SocketChannel, Peer> peers;
  private final Map<Object, Peer> known = Collections.synchronizedMap(new WeakHashMap<>());
  private final Set<SocketChannel> accepted = ConcurrentHashMap.newKeySet();

  OwnUserConnector(Server server, ConnectionFactory http, Function<SocketChannel, Peer> peers) {
    super(server, http);
    this.peers = peers;
  }

  /** Where the process of this connection was when it was accepted; null for no connection here. */
  @Nullable Peer peerOf(@Nullable Object channel) {
    return channel == null ? null : known.get(channel);
  }

  /** A user whose name cannot be looked up, with no descriptor left, is told by its number. */
  private boolean isOwn(String peer) {
    return peer.equals(own) || peer.equals("root") || peer.equals("0") || peer.equals(ownId);
  }

  /**
   * Those that come when there are too many wait in the socket's queue until one goes. Counted are
   * those that were accepted: Jetty's own list has a connection only when its selector was at it.
   */
  @Override
  protected void accept(int acceptor) throws IOException {
    accepted.removeIf(channel -> !channel.isOpen());
    if (accepted.size() >= most + ABOVE) {
      LockSupport.parkNanos(BREATH_NANOS);
    } else {
      super.accept(acceptor);
    }
  }

  /** Whether there are so many that a request is not taken. */
  boolean isCrowded() {
    return getConnectedEndPoints().size() > most;
  }

  @Override
  protected void configure(SocketChannel channel) throws IOException {
    accepted.add(channel);
    String peer = channel.getOption(PEER).user().getName();
    if (!isOwn(peer)) {
      channel.close();
      throw new IOException(
          "a connection of user " + peer + " was refused; this daemon is " + own + "'s");
    }
    known.put(channel, peers.apply(channel));
    super.configure(channel);
  }
}
