package dev.agentpool.rest;

import dev.agentpool.mcp.McpDesk;
import dev.agentpool.mcp.McpHello;
import dev.agentpool.mcp.McpHttp;
import dev.agentpool.mcp.McpHttpSettings;
import dev.agentpool.mcp.McpRefused;
import io.javalin.Javalin;
import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.ServerConnector;

/**
 * Serves one project's part of the API on a TCP port, and MCP at {@code /mcp}, to those who have a
 * token. There is none unless somebody asked for it.
 */
final class TcpServer implements AutoCloseable {
  private static final int IDLE_MILLIS = 60_000;
  private final Javalin javalin;
  private final Streams streams;
  private final ServerConnector connector;
  private final TcpSettings settings;

  private TcpServer(
      Javalin javalin, Streams streams, ServerConnector connector, TcpSettings settings) {
    this.javalin = javalin;
    this.streams = streams;
    this.connector = connector;
    this.settings = settings;
  }

  /** Starts at once; throws {@link Problem} when the port cannot be had. */
  static TcpServer start(Api api, TcpSettings settings) {
    Streams streams = new Streams();
    Api own = api.in(settings.directory(), streams);
    ServerConnector[] connector = new ServerConnector[1];
    Javalin javalin =
        Javalin.create(config -> {
          config.jetty.addConnector((server, http) -> {
            http.setSendServerVersion(false);
            http.setIdleTimeout(0); // while a request is answered: a wait may be silent for hours
            ServerConnector tcp =
                new ServerConnector(server, new HttpConnectionFactory(Serving.http(http)));
            tcp.setHost(settings.bind().getHostAddress());
            tcp.setPort(settings.port());
            tcp.setIdleTimeout(IDLE_MILLIS);
            connector[0] = tcp;
            return tcp;
          });
          config.jetty.modifyServletContextHandler(handler -> mount(handler, own, settings));
          Serving.configure(config, own, new TcpScope(own)::check);
        });
    try {
      javalin.start();
    } catch (RuntimeException e) {
      javalin.stop();
      throw new Problem(
          503,
          "port_unavailable",
          "cannot listen on "
              + settings.bind().getHostAddress()
              + " port "
              + settings.port()
              + ": "
              + rootOf(e).getMessage());
    }
    return new TcpServer(javalin, streams, connector[0], settings);
  }

  private static Throwable rootOf(Throwable e) {
    return e.getCause() == null ? e : rootOf(e.getCause());
  }

  private static void mount(ServletContextHandler handler, Api api, TcpSettings settings) {
    FilterHolder gate = new FilterHolder(new TcpGate(settings));
    gate.setAsyncSupported(true);
    handler.addFilter(gate, "/*", EnumSet.of(DispatcherType.REQUEST));
    Function<McpHello, McpDesk> desks = api.outside().desks();
    if (desks != null) {
      McpHttpSettings same =
          McpHttpSettings.withTokens(settings.tokens())
              .allowing(settings.hosts(), settings.origins());
      ServletHolder mcp =
          new ServletHolder(new McpHttp(same, hello -> desks.apply(within(settings, hello))));
      mcp.setAsyncSupported(true);
      handler.addServlet(mcp, "/mcp");
    }
  }

  private static McpHello within(TcpSettings settings, McpHello hello) {
    Path own = Path.of(settings.directory());
    Path named = hello.directory();
    try {
      if (named != null && !named.toRealPath().equals(own.toRealPath())) {
        throw new McpRefused("this server serves " + own + " and no other project");
      }
    } catch (IOException e) {
      throw new McpRefused("this server serves " + own + " and no other project");
    }
    return new McpHello(own, hello.toolsets(), hello.compat(), null, Map.of(), hello.lockdown());
  }

  int port() {
    return connector.getLocalPort();
  }

  /** Where to reach it. */
  String url() {
    String host =
        settings.bind().isAnyLocalAddress() ? "127.0.0.1" : settings.bind().getHostAddress();
    return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port();
  }

  /** Ends what it is answering, too. */
  @Override
  public void close() {
    streams.close();
    javalin.stop();
  }
}
