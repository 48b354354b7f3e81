package dev.agentpool.webhook;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.InputStreamResponseListener;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * Sends over HTTP/1.1, a connection a delivery. The JDK's client would look the host up once more
 * by itself; Jetty's connects to the addresses that {@link AddressGuard} returned, while name
 * check, SNI and Host header stay the host's. Redirects are never followed, cookies and compression
 * not known. Its threads start with the first delivery.
 */
final class HttpSender implements Sender {
  private static final int MOST_READ = 4 * 1024;
  private static final int THREADS = 8;
  private final AddressGuard guard;
  private final DeliverySettings settings;
  private final ReentrantLock starting = new ReentrantLock();
  private @Nullable HttpClient client; // guarded by starting

  HttpSender(AddressGuard guard, DeliverySettings settings) {
    this.guard = guard;
    this.settings = settings;
  }

  @Override
  public Answer send(URI url, Map<String, String> headers, byte[] body)
      throws InterruptedException {
    long total = settings.total().toMillis();
    Request request =
        client()
            .newRequest(url)
            .method("POST")
            .followRedirects(false)
            .timeout(total, TimeUnit.MILLISECONDS)
            .headers(fields -> headers.forEach(fields::put))
            .headers(fields -> fields.put("Connection", "close"))
            .body(new BytesRequestContent(headers.getOrDefault("Content-Type", ""), body));
    try (InputStreamResponseListener listener = new InputStreamResponseListener()) {
      request.send(listener);
      int status = listener.get(total, TimeUnit.MILLISECONDS).getStatus();
      discard(listener.getInputStream());
      return new Answer.Status(status);
    } catch (TimeoutException e) {
      request.abort(e);
      return new Answer.None("no answer within " + settings.total().toSeconds() + " s");
    } catch (ExecutionException e) {
      return new Answer.None(why(e.getCause() == null ? e : e.getCause()));
    } catch (IOException e) {
      return new Answer.None(why(e));
    } catch (InterruptedException e) {
      request.abort(e);
      throw e;
    }
  }

  /** A polite end for a short answer; a long or slow one is cut off. Its status counts already. */
  private static void discard(InputStream answer) {
    try {
      answer.readNBytes(MOST_READ);
    } catch (IOException cutOff) {
      // the status is all that was wanted
    }
  }

  private String why(Throwable failure) {
    return switch (failure) {
      case TimeoutException _ -> "no answer within " + settings.total().toSeconds() + " s";
      case AddressGuard.NotPublic refused -> String.valueOf(refused.getMessage());
      case UnknownHostException unknown -> "there is no host " + unknown.getMessage();
      default -> failure.toString();
    };
  }

  private void resolve(
      String host,
      int port,
      Map<String, Object> context,
      Promise<List<InetSocketAddress>> addresses) {
    Thread.ofVirtual() // a name server that hangs is met by the request's own limit
        .name("webhook-resolve")
        .start(() -> {
          try {
            Destination to = (Destination) context.get(Destination.CONTEXT_KEY);
            String scheme = to == null ? "http" : to.getOrigin().getScheme();
            addresses.succeeded(
                guard.addresses(scheme, host, port).stream()
                    .map(address -> new InetSocketAddress(address, port))
                    .toList());
          } catch (UnknownHostException | RuntimeException e) {
            addresses.failed(e);
          }
        });
  }

  private HttpClient client() {
    starting.lock();
    try {
      if (client == null) {
        client = started();
      }
      return client;
    } finally {
      starting.unlock();
    }
  }

  private HttpClient started() {
    QueuedThreadPool threads = new QueuedThreadPool(THREADS, 1);
    threads.setName("webhook");
    threads.setDaemon(true);
    ClientConnector connector = new ClientConnector();
    connector.setExecutor(threads);
    connector.setSelectors(1);
    HttpClient http = new HttpClient(new HttpClientTransportOverHTTP(connector));
    http.setConnectTimeout(settings.connect().toMillis());
    http.setIdleTimeout(settings.total().toMillis());
    http.setDestinationIdleTimeout(60_000);
    http.setMaxConnectionsPerDestination(1_000); // hooks to one origin do not wait for each other
    http.setFollowRedirects(false);
    http.setHttpCookieStore(new HttpCookieStore.Empty());
    http.setUserAgentField(null); // ours is among the headers
    http.setSocketAddressResolver(this::resolve);
    try {
      http.start();
    } catch (Exception e) {
      throw new IllegalStateException("the HTTP client for webhooks does not start", e);
    }
    http.getProtocolHandlers().clear();
    http.getContentDecoderFactories().clear();
    return http;
  }

  @Override
  public void close() {
    starting.lock();
    try {
      if (client != null) {
        client.stop();
      }
    } catch (Exception e) {
      throw new IllegalStateException("the HTTP client for webhooks does not stop", e);
    } finally {
      starting.unlock();
    }
  }
}
