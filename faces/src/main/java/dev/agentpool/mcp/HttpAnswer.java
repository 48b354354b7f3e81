package dev.agentpool.mcp;

import io.modelcontextprotocol.json.McpJsonMapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A response whose event streams are kept alive and whose errors are problem documents. */
final class HttpAnswer extends HttpServletResponseWrapper {
  private final McpJsonMapper json;
  private final Duration keepAlive;
  private final Runnable lost;
  private volatile @Nullable EventStream events;

  HttpAnswer(HttpServletResponse response, McpJsonMapper json, Duration keepAlive, Runnable lost) {
    super(response);
    this.json = json;
    this.keepAlive = keepAlive;
    this.lost = lost;
  }

  @Override
  public PrintWriter getWriter() throws IOException {
    if (!String.valueOf(getContentType()).startsWith("text/event-stream")) {
      return super.getWriter();
    }
    EventStream stream = new EventStream(getOutputStream(), keepAlive, lost);
    events = stream;
    flushBuffer(); // the client sees at once that it is heard
    return new PrintWriter(stream);
  }

  /** Nothing is written to an event stream after this. */
  void end() {
    EventStream stream = events;
    if (stream != null) {
      stream.close();
    }
  }

  @Override
  public void sendError(int status) throws IOException {
    sendError(status, "");
  }

  @Override
  public void sendError(int status, String message) throws IOException {
    String code =
        switch (status) {
          case 404 -> "session_not_found";
          case 405 -> "method_not_allowed";
          case 413 -> "request_too_large";
          case 503 -> "stopping";
          default -> status < 500 ? "invalid" : "internal";
        };
    String detail = message.isEmpty() ? code.replace('_', ' ') : message.toLowerCase(Locale.ROOT);
    new HttpRefusal(status, code, detail).send((HttpServletResponse) getResponse(), json);
  }
}
