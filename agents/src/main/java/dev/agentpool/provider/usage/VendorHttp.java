package dev.agentpool.provider.usage;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** One request to a vendor: within a time and a size, and redirected nowhere. */
final class VendorHttp {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int MOST = 256_000;
  private static final int SHOWN = 500;

  private VendorHttp() {}

  record Answer(int status, byte[] body) {
    /** The beginning of the body, for people. */
    String shown() {
      String text = new String(body, StandardCharsets.UTF_8).strip();
      return text.length() <= SHOWN ? text : text.substring(0, SHOWN);
    }
  }

  static HttpRequest.Builder to(URI address) {
    return HttpRequest.newBuilder(address).timeout(PATIENCE);
  }

  /** A log-in is sent over TLS only, or to this machine. */
  static boolean isSafe(URI address) {
    String host = address.getHost();
    boolean here =
        host != null
            && (host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]"));
    return host != null
        && ("https".equals(address.getScheme()) || here && "http".equals(address.getScheme()));
  }

  static Answer ask(HttpRequest request) throws IOException, InterruptedException {
    try (HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build()) {
      HttpResponse<InputStream> response =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        byte[] bytes = body.readNBytes(MOST + 1);
        client.shutdownNow();
        if (bytes.length > MOST) {
          throw new IOException("the answer is larger than " + MOST + " bytes");
        }
        return new Answer(response.statusCode(), bytes);
      }
    }
  }
}
