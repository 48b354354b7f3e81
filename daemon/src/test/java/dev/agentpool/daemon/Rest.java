package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.agentpool.daemon.DaemonProcess.Answer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Calls a daemon for one project and holds every answer against the OpenAPI document that the same
 * daemon gives: it must be described, with its status, and fit its schema with nothing beside it.
 */
final class Rest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private final DaemonProcess daemon;
  private final Path project;
  private final ObjectNode document;

  Rest(DaemonProcess daemon, Path project) throws Exception {
    this.daemon = daemon;
    this.project = project;
    this.document = (ObjectNode) daemon.call("GET", "/openapi.json", null, Map.of()).json();
    close(document.get("components").get("schemas"));
  }

  /** What is not described is an error here, though clients must bear it. */
  private static void close(JsonNode schemas) {
    for (JsonNode schema : schemas) {
      if (schema.has("properties") && !schema.has("additionalProperties")) {
        ((ObjectNode) schema).put("additionalProperties", false);
      }
    }
  }

  JsonNode document() {
    return document;
  }

  Answer get(String path) throws Exception {
    return call("GET", path, null);
  }

  Answer delete(String path) throws Exception {
    return call("DELETE", path, null);
  }

  /** Members come in pairs of name and value. */
  Answer post(String path, Object... members) throws Exception {
    return call("POST", path, object(members));
  }

  static Map<String, Object> object(Object... members) {
    Map<String, Object> object = new HashMap<>();
    for (int i = 0; i < members.length; i += 2) {
      object.put(members[i].toString(), members[i + 1]);
    }
    return object;
  }

  Answer call(String method, String path, Object body) throws Exception {
    return call(method, path, body, Map.of());
  }

  Answer call(String method, String path, Object body, Map<String, String> headers)
      throws Exception {
    Map<String, String> all = new HashMap<>(headers);
    all.put("X-Agentpool-Dir", project.toString());
    Answer answer = daemon.call(method, path, body, all);
    check(method, path, answer);
    return answer;
  }

  /** The answer's JSON, when its status is this one. */
  static JsonNode ok(int status, Answer answer) {
    assertThat(answer.status()).as("%s", answer).isEqualTo(status);
    return answer.json();
  }

  private void check(String method, String path, Answer answer) {
    JsonNode operation = operation(method, path);
    JsonNode responses = operation.get("responses");
    String status = Integer.toString(answer.status());
    boolean described = responses.has(status);
    assertThat(described || answer.status() >= 400)
        .as("%s %s gave %s, which is not described", method, path, answer)
        .isTrue();
    JsonNode content = responses.get(described ? status : "default").path("content");
    if (content.isMissingNode()) {
      assertThat(answer.text()).isEmpty();
      return;
    }
    assertThat(content.has(answer.type())).as("media type of %s", answer).isTrue();
    if (answer.type().contains("json")) {
      List<Error> errors = schema(content.get(answer.type()).get("schema")).validate(answer.json());
      assertThat(errors).as("%s %s gave %s", method, path, answer).isEmpty();
    } else if (described) {
      checkEvents(responses.get(status).path("x-events"), path, answer);
    }
  }

  private void checkEvents(JsonNode shapes, String path, Answer stream) {
    for (String block : stream.text().split("\n\n")) {
      String[] lines = block.split("\n");
      if (lines.length == 3 && !shapes.isMissingNode()) {
        String name = lines[1].substring("event: ".length());
        assertThat(shapes.has(name)).as("%s tells of %s", path, name).isTrue();
        JsonNode data = JSON.readTree(lines[2].substring("data: ".length()));
        assertThat(schema(shapes.get(name)).validate(data)).as("%s: %s", path, block).isEmpty();
      }
    }
  }

  private Schema schema(JsonNode of) {
    ObjectNode whole = JSON.createObjectNode();
    whole.set("components", document.get("components"));
    whole.setAll((ObjectNode) of);
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(whole);
  }

  private JsonNode operation(String method, String path) {
    String bare = path.contains("?") ? path.substring(0, path.indexOf('?')) : path;
    JsonNode best = null;
    for (Map.Entry<String, JsonNode> known : document.get("paths").properties()) {
      String pattern =
          known.getKey().replace("{key}", "{slashes}").replaceAll("\\{(?!slashes)[a-z]+}", "[^/]+");
      JsonNode operation = known.getValue().get(method.toLowerCase(java.util.Locale.ROOT));
      if (operation != null && bare.matches(pattern.replace("{slashes}", ".+"))) {
        best = best == null || known.getKey().equals(bare) ? operation : best;
      }
    }
    assertThat(best).as("%s %s is not described", method, bare).isNotNull();
    return best;
  }
}
