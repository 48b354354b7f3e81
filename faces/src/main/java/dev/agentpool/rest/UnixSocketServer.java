package dev.agentpool.rest;

import io.javalin.Javalin;
import java.nio.file.Path;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;

/** Serves the API on a unix socket, to this user only, and to each caller what is theirs. */
public final class UnixSocketServer implements AutoCloseable {
  private final Javalin javalin;
  private final Streams streams;

  private UnixSocketServer(Javalin javalin, Streams streams) {
    this.javalin = javalin;
    this.streams = streams;
  }

  /** Starts at once; throws when the socket cannot be bound. */
  public static UnixSocketServer start(Path socket, Api api, Entrance entrance) {
    Javalin javalin =
        Javalin.create(config -> {
          config.jetty.addConnector((server, http) -> {
            HttpConfiguration serving = Serving.http(http);
            OwnUserConnector connector =
                new OwnUserConnector(server, new HttpConnectionFactory(serving), entrance.peers());
            entrance.noting(serving, connector);
            connector.setUnixDomainPath(socket);
            connector.setAcceptQueueSize(512);
            connector.setIdleTimeout(0); // a wait may be silent for hours
            return connector;
          });
          Serving.configure(config, api, entrance);
        });
    javalin.start();
    return new UnixSocketServer(javalin, api.streams());
  }

  @Override
  public void close() {
    streams.close();
    javalin.stop();
  }
}
