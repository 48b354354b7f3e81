package dev.agentpool.rest;

import java.io.IOException;
import java.net.SocketOption;
import java.nio.channels.SocketChannel;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.unixdomain.server.UnixDomainServerConnector;

/**
 * Accepts only this user (and root, who may do anything anyway). The socket's directory keeps
 * others out already; this holds also when somebody opened the directory.
 */
final class OwnUserConnector extends UnixDomainServerConnector {
  private static final SocketOption<UnixDomainPrincipal> PEER = ExtendedSocketOptions.SO_PEERCRED;
  private final String own = new com.sun.security.auth.module.UnixSystem().getUsername();

  OwnUserConnector(Server server, ConnectionFactory http) {
    super(server, http);
  }

  @Override
  protected void configure(SocketChannel channel) throws IOException {
    String peer = channel.getOption(PEER).user().getName();
    if (!peer.equals(own) && !peer.equals("root")) {
      channel.close();
      throw new IOException(
          "a connection of user " + peer + " was refused; this daemon is " + own + "'s");
    }
    super.configure(channel);
  }
}
