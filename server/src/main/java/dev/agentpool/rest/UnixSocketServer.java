package dev.agentpool.rest;

import dev.agentpool.config.ConfigException;
import dev.agentpool.ledger.LedgerException;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.nio.file.Path;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.unixdomain.server.UnixDomainServerConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import dev.agentpool.wire.Shapes;

/** Serves the API on a unix socket, to this user only. There is no TCP port. */
public final class UnixSocketServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(UnixSocketServer.class);
  private static final long MAX_REQUEST = 64L << 20;
  private final Javalin javalin;

  private UnixSocketServer(Javalin javalin) {
    this.javalin = javalin;
  }

  /** Starts at once; throws when the socket cannot be bound. */
  public static UnixSocketServer start(Path socket, Api api) {
    Javalin javalin =
        Javalin.create(config -> {
          config.startup.showJavalinBanner = false;
          config.startup.showOldJavalinVersionWarning = false;
          config.startup.startupWatcherEnabled = false;
          config.concurrency.useVirtualThreads = true;
          config.http.maxRequestSize = MAX_REQUEST;
          config.http.defaultContentType = "application/json";
          config.jetty.addConnector((server, http) -> {
            UnixDomainServerConnector connector =
                new OwnUserConnector(server, new HttpConnectionFactory(http));
            connector.setUnixDomainPath(socket);
            connector.setAcceptQueueSize(512);
            connector.setIdleTimeout(0); // a wait may be silent for hours
            return connector;
          });
          errors(config);
          new TaskRoutes(api).add(config.routes);
          new StreamRoutes(api).add(config.routes);
          new PoolRoutes(api).add(config.routes);
        });
    javalin.start();
    return new UnixSocketServer(javalin);
  }

  private static void errors(JavalinConfig config) {
    config.routes.exception(Problem.class, (problem, context) -> answer(context, problem));
    config.routes.exception(
        ConfigException.class,
        (e, context) ->
            answer(context, new Problem(400, "config_invalid", String.valueOf(e.getMessage()))));
    config.routes.exception(
        LedgerException.class,
        (e, context) ->
            answer(
                context,
                new Problem(
                    503,
                    "ledger_" + e.code().name().toLowerCase(java.util.Locale.ROOT),
                    String.valueOf(e.getMessage()))));
    config.routes.exception(EofException.class, (_, _) -> {}); // the client went away
    config.routes.exception(
        Exception.class,
        (e, context) -> {
          LOG.error("{} {} failed", context.method(), context.path(), e);
          answer(context, new Problem(500, "internal", "agentpool itself failed: " + e));
        });
    config.routes.error(
        404,
        context -> {
          if (!String.valueOf(context.res().getContentType())
              .startsWith("application/problem")) { // no route at all
            answer(
                context,
                new Problem(
                    404, "not_found", "there is no " + context.method() + " " + context.path()));
          }
        });
  }

  private static void answer(Context context, Problem problem) {
    context
        .status(problem.status())
        .contentType("application/problem+json")
        .result(
            Shapes.text(
                Shapes.object()
                    .put("type", "urn:agentpool:error:" + problem.code().replace('_', '-'))
                    .put("title", problem.title())
                    .put("status", problem.status())
                    .put("detail", problem.getMessage())
                    .put("code", problem.code())));
  }

  @Override
  public void close() {
    javalin.stop();
  }
}
