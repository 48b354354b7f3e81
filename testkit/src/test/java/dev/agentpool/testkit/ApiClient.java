package dev.agentpool.testkit;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A plain client of a fake API, as none of the vendors' own would be. */
final class ApiClient implements AutoCloseable {
  static final JsonMapper JSON = JsonMapper.builder().build();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final FakeModelApi api;
  private final String[] headers;

  ApiClient(FakeModelApi api, String... headers) {
    this.api = api;
    this.headers = headers;
  }

  HttpResponse<String> post(String path, String body) throws Exception {
    return send(path, HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  HttpResponse<String> get(String path) throws Exception {
    return send(path, HttpRequest.newBuilder());
  }

  private HttpResponse<String> send(String path, HttpRequest.Builder request) throws Exception {
    return client.send(
        request
            .uri(api.baseUrl().resolve(path))
            .timeout(Duration.ofSeconds(30))
            .headers(headers)
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** What a stream of events carried, each parsed; what is not JSON is left out. */
  static List<JsonNode> data(HttpResponse<String> stream) {
    List<JsonNode> data = new ArrayList<>();
    for (String line : stream.body().lines().toList()) {
      if (line.startsWith("data: {")) {
        data.add(JSON.readTree(line.substring("data: ".length())));
      }
    }
    return data;
  }

  /** A text as it stands within a JSON string. */
  static String quoted(String text) {
    return JSON.writeValueAsString(text);
  }

  @Override
  public void close() {
    client.close();
  }
}
