package dev.agentpool.api.client;

import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.CompletableResponseListener;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.InputStreamResponseListener;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.StringRequestContent;
import org.eclipse.jetty.io.Transport;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Speaks HTTP with one daemon over its unix socket. Calls block the caller's thread for as long as
 * the daemon takes; interrupting the thread gives up the call. Thread-safe.
 */
public final class DaemonClient implements AutoCloseable {
  private static final int MOST_ANSWER = 256 << 20;
  private static final int MOST_CONNECTIONS = 1_024;
  private static final long IDLE_MILLIS = 10_000;
  private static final long CONNECT_MILLIS = 5_000;
  private final JsonMapper json = JsonMapper.builder().build();
  private final HttpClient http = new HttpClient();
  private final Path socket;

  /** Connects with the first call. */
  public DaemonClient(Path socket) {
    this.socket = socket;
    QueuedThreadPool threads = new QueuedThreadPool(16, 2);
    threads.setDaemon(true);
    threads.setName("agentpool-client");
    http.setExecutor(threads);
    http.setIdleTimeout(IDLE_MILLIS); // of a connection at rest
    http.setConnectTimeout(CONNECT_MILLIS);
    http.setMaxConnectionsPerDestination(MOST_CONNECTIONS);
    http.setFollowRedirects(false);
    try {
      http.start();
    } catch (Exception e) {
      throw new IllegalStateException("the HTTP client does not start: " + e, e);
    }
  }

  public JsonNode get(String path, Map<String, String> query) {
    return call("GET", path, query, null);
  }

  /**
   * @param body members of a JSON object; null for a request without a body
   * @return the answer; a missing node when it has no content
   * @throws DaemonException for every answer that is no success
   */
  public JsonNode call(
      String method, String path, Map<String, String> query, @Nullable Map<String, ?> body) {
    Request request = request(method, path, query);
    if (body != null) {
      request.body(
          new StringRequestContent(
              "application/json", json.writeValueAsString(body), StandardCharsets.UTF_8));
    }
    CompletableFuture<ContentResponse> sent =
        new CompletableResponseListener(request, MOST_ANSWER).send();
    try {
      ContentResponse response = sent.get();
      return answer(response.getStatus(), response.getContentAsString());
    } catch (InterruptedException e) {
      request.abort(e);
      Thread.currentThread().interrupt();
      throw interrupted(method + " " + path);
    } catch (ExecutionException e) {
      throw unreachable(e.getCause() == null ? e : e.getCause());
    } catch (CancellationException e) {
      throw unreachable(e);
    }
  }

  /** Opens a stream of events; close it. */
  public EventReader events(String path, Map<String, String> query) {
    Request request = request("GET", path, query);
    InputStreamResponseListener listener = new InputStreamResponseListener();
    request.send(listener);
    try {
      Response response = listener.get(CONNECT_MILLIS * 6, TimeUnit.MILLISECONDS);
      InputStream bytes = listener.getInputStream();
      if (response.getStatus() != 200) {
        try (bytes) {
          answer(response.getStatus(), new String(bytes.readAllBytes(), StandardCharsets.UTF_8));
        }
      }
      return new EventReader(json, bytes);
    } catch (InterruptedException e) {
      request.abort(e);
      Thread.currentThread().interrupt();
      throw interrupted("GET " + path);
    } catch (ExecutionException e) {
      throw unreachable(e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException | java.io.IOException e) {
      request.abort(e);
      throw unreachable(e);
    }
  }

  private Request request(String method, String path, Map<String, String> query) {
    StringJoiner words = new StringJoiner("&", "?", "").setEmptyValue("");
    query.forEach((name, value) -> words.add(name + "=" + encoded(value)));
    return http.newRequest("http://localhost" + path + words)
        .method(method)
        .idleTimeout(0, TimeUnit.MILLISECONDS)
        .transport(new Transport.TCPUnix(socket));
  }

  /** A text as a part of a path or a query. */
  public static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private JsonNode answer(int status, String content) {
    JsonNode tree = tree(content);
    if (status >= 200 && status < 300) {
      return tree;
    }
    throw new DaemonException(
        status,
        tree.path("code").asString("http_" + status),
        tree.path("detail").asString("the daemon answered " + status + ": " + content.strip()));
  }

  private JsonNode tree(String content) {
    try {
      return content.isBlank() ? json.missingNode() : json.readTree(content);
    } catch (JacksonException noJson) {
      return json.getNodeFactory().stringNode(content);
    }
  }

  private DaemonException unreachable(Throwable cause) {
    return DaemonException.unreachable(
        "no daemon answers at " + socket + " (" + cause + "); start one with `agentpool start`",
        cause);
  }

  private static DaemonException interrupted(String call) {
    return new DaemonException(
        0, DaemonException.INTERRUPTED, "interrupted while waiting for " + call);
  }

  @Override
  public void close() {
    try {
      http.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the HTTP client does not stop: " + e, e);
    }
  }
}
