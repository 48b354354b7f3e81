package dev.agentpool.rest;

import dev.agentpool.mcp.Intake;
import io.javalin.config.JavalinConfig;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;

/** What every server of the API has in common, whatever it listens on. */
final class Serving {
  private Serving() {}

  static void configure(JavalinConfig config, Api api, Routes.Guard guard) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.concurrency.useVirtualThreads = true;
    config.http.maxRequestSize = Intake.MOST_BYTES;
    config.http.defaultContentType = Endpoint.JSON;
    config.jetty.modifyServletContextHandler(
        handler -> handler.getServletHandler().setDecodeAmbiguousURIs(true));
    Errors.add(config.routes);
    Routes.add(config.routes, api, guard);
  }

  /** Names in paths may hold encoded slashes; nothing is ever looked up in files by them. */
  static HttpConfiguration http(HttpConfiguration http) {
    http.setUriCompliance(
        UriCompliance.DEFAULT.with(
            "agentpool",
            UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
            UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING));
    return http;
  }
}
