package dev.agentpool.rest;

import dev.agentpool.process.Peer;
import java.io.IOException;
import java.net.SocketOption;
import java.nio.channels.SocketChannel;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
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

  private final Function<SocketChannel, Peer> peers;
  private final Map<Object, Peer> known = Collections.synchronizedMap(new WeakHashMap<>());

  OwnUserConnector(
      Server server, ConnectionFactory http, Function<SocketChannel, Peer> peers) {
    super(server, http);
    this.peers = peers;
  }

  /** Where the process of this connection was when it was accepted; null for no connection here. */
  @Nullable Peer peerOf(@Nullable Object channel) {
    return channel == null ? null : known.get(channel);
  }

  @Override
  protected void configure(SocketChannel channel) throws IOException {
    String peer = channel.getOption(PEER).user().getName();
    if (!peer.equals(own) && !peer.equals("root")) {
      channel.close();
      throw new IOException(
          "a connection of user " + peer + " was refused; this daemon is " + own + "'s");
    }
    known.put(channel, peers.apply(channel));
    super.configure(channel);
  }
}
