package dev.agentpool.mcp;

import io.javalin.Javalin;
import java.net.URI;
import java.util.function.Function;
import org.eclipse.jetty.ee10.servlet.ServletHolder;

/** MCP over HTTP as the daemon serves it: a servlet beside Javalin's, on a port of its own. */
final class HttpHost implements AutoCloseable {
  private final Javalin javalin;
  final McpHttp mcp;

  HttpHost(McpHttpSettings settings, Function<McpHello, McpDesk> desks) {
    mcp = new McpHttp(settings, desks);
    javalin =
        Javalin.create(config -> {
          config.startup.showJavalinBanner = false;
          config.startup.showOldJavalinVersionWarning = false;
          config.concurrency.useVirtualThreads = true;
          config.jetty.modifyServletContextHandler(context -> {
            ServletHolder holder = new ServletHolder("mcp", mcp);
            holder.setAsyncSupported(true);
            context.addServlet(holder, "/mcp");
          });
        });
    javalin.start("127.0.0.1", 0);
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + javalin.port() + "/mcp");
  }

  @Override
  public void close() {
    javalin.stop();
  }
}
