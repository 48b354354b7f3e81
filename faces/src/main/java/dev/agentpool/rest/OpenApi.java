package dev.agentpool.rest;

import dev.agentpool.answer.Json;
import dev.agentpool.operation.Members;
import dev.agentpool.operation.Operation;
import dev.agentpool.operation.Schemas;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The OpenAPI 3.1 document of the endpoints there are. */
final class OpenApi {
  private static final String SETTINGS = "Settings";
  private static final String TOKEN = "token";
  private static final String SESSION = "session";
  private static final Map<Integer, String> FAILURES =
      Map.of(
          400, "The request is wrong; detail says what, where and what to do.",
          401, "The token is missing or wrong.",
          404, "There is no such thing.",
          409, "The state of the pool is in the way: a budget, a state, a limit, a conflict.",
          503, "The machine or the ledger cannot now.",
          504, "The time was over first.");

  private final Schemas.Document records = new Schemas.Document();

  private OpenApi() {}

  static ObjectNode of(List<RouteGroup> groups, String version) {
    return new OpenApi().document(groups, version);
  }

  private ObjectNode document(List<RouteGroup> groups, String version) {
    ObjectNode document = object().put("openapi", "3.1.0");
    document
        .putObject("info")
        .put("title", "agentpool")
        .put("version", version)
        .put("description", "Pools of coding agents. Money is in whole micro-dollars.")
        .putObject("license")
        .put("name", "MIT")
        .put("identifier", "MIT");
    document
        .putArray("servers")
        .addObject()
        .put("url", "/")
        .put(
            "description",
            "Whoever gave this document: the daemon on its unix socket, or the address that agentpool"
                + " serve tells.");
    allowed(document.putArray("security"));
    ObjectNode paths = document.putObject("paths");
    for (RouteGroup group : groups) {
      for (Endpoint endpoint : group.endpoints()) {
        paths
            .withObjectProperty(endpoint.template())
            .set(endpoint.method().toLowerCase(Locale.ROOT), operation(endpoint, group.feature()));
      }
    }
    ObjectNode components = document.putObject("components");
    secured(components.putObject("securitySchemes"));
    ObjectNode schemas = components.putObject("schemas");
    schemas.set(SETTINGS, SettingsSchema.all());
    schemas.setAll(records.definitions());
    for (RouteGroup group : groups) {
      for (Endpoint endpoint : group.endpoints()) {
        settings(endpoint.takes(), schemas);
        Members.listsWithSettings(endpoint.takes())
            .values()
            .forEach(each -> settings(each, schemas));
      }
    }
    return document;
  }

  /** One of them is enough; over the unix socket its owner needs none. */
  private static void allowed(ArrayNode security) {
    security.addObject().putArray(TOKEN);
    security.addObject().putArray(SESSION);
    security.addObject();
  }

  private static void secured(ObjectNode schemes) {
    schemes
        .putObject(TOKEN)
        .put("type", "http")
        .put("scheme", "bearer")
        .put("description", "Over TCP: a token of agentpool serve.");
    schemes
        .putObject(SESSION)
        .put("type", "apiKey")
        .put("in", "header")
        .put("name", Entrance.TOKEN)
        .put("description", "What runs in an agent's session: its own token, and its rights.");
  }

  private ObjectNode operation(Endpoint endpoint, String tag) {
    ObjectNode operation = object().put("operationId", operationId(endpoint));
    operation.put("summary", endpoint.summary());
    operation.putArray("tags").add(tag);
    operation.set("parameters", parameters(endpoint));
    body(endpoint, operation);
    ObjectNode responses = operation.putObject("responses");
    ObjectNode success = responses.putObject(Integer.toString(endpoint.route().status()));
    success.put("description", "Done.");
    Operation<?, ?> row = endpoint.operation();
    if (!endpoint.content().equals(Endpoint.JSON)) {
      success.set("content", content(endpoint.content(), object().put("type", "string")));
      events(success, endpoint);
    } else if (row == null) {
      success.set("content", content(Endpoint.JSON, object().put("type", "object")));
    } else if (row.awaited() != null) {
      success.set("content", content(Endpoint.JSON, records.answer(row.awaited().outcome())));
      responses
          .putObject("202")
          .put("description", "Under way.")
          .set("content", content(Endpoint.JSON, records.answer(row.gives())));
    } else if (!row.gives().isNothing()) {
      success.set("content", content(Endpoint.JSON, records.answer(row.gives())));
    }
    for (int status : endpoint.route().failures()) {
      failure(
          responses.putObject(Integer.toString(status)), FAILURES.getOrDefault(status, "Refused."));
    }
    failure(responses.putObject("default"), "Anything else that went wrong.");
    return operation;
  }

  /** OpenAPI has no words for streams: what each event's data is stands in an extension. */
  private void events(ObjectNode success, Endpoint endpoint) {
    for (Endpoint.Event event : endpoint.events()) {
      success.withObjectProperty("x-events").set(event.name(), records.answer(event.data()));
    }
  }

  private void failure(ObjectNode response, String description) {
    response
        .put("description", description)
        .set(
            "content",
            content(
                "application/problem+json", records.answer(dev.agentpool.answer.Problem.class)));
  }

  private static ObjectNode content(String media, ObjectNode schema) {
    ObjectNode content = object();
    content.putObject(media).set("schema", schema);
    return content;
  }

  /** What of a request does not stand in the path, and the project. */
  private void body(Endpoint endpoint, ObjectNode operation) {
    int inPath = endpoint.route().inPath().size();
    if (endpoint.route().hasBody() && Members.of(endpoint.takes()).size() > inPath) {
      boolean isAwaited = endpoint.operation() != null && endpoint.operation().awaited() != null;
      operation
          .putObject("requestBody")
          .set(
              "content",
              content(Endpoint.JSON, records.body(endpoint.takes(), endpoint.route(), isAwaited)));
    }
  }

  /** A body that takes settings takes each of them by its name. */
  private static void settings(Class<? extends Record> takes, ObjectNode schemas) {
    if (!Members.settingsBeside(takes).isEmpty()) {
      ObjectNode body = (ObjectNode) schemas.path(takes.getSimpleName()).path("properties");
      JsonNode all = schemas.path(SETTINGS).path("properties");
      Members.settingsBeside(takes).forEach(name -> body.set(name, all.path(name)));
      JsonNode said = body.path("settings").path("description");
      body.putObject("settings")
          .put("$ref", "#/components/schemas/" + SETTINGS)
          .set("description", said);
    }
  }

  private static ArrayNode parameters(Endpoint endpoint) {
    ArrayNode parameters = Json.ANSWERS.createArrayNode();
    ObjectNode text = object().put("type", "string");
    for (String name : endpoint.route().inPath().keySet()) {
      parameters.add(parameter(name, "path", true, text.deepCopy()));
    }
    JsonNode request = Schemas.request(endpoint.takes());
    List<String> needed = new ArrayList<>();
    request.path("required").forEach(name -> needed.add(name.asString()));
    for (String name : endpoint.queryNames()) {
      ObjectNode type = (ObjectNode) request.path("properties").path(name).deepCopy();
      parameters.add(parameter(name, "query", needed.contains(name), type));
    }
    text.put("description", "the project whose pool is meant; the server's own when absent");
    parameters.add(parameter(Call.DIRECTORY, "query", false, text.deepCopy()));
    parameters.add(parameter(Call.DIRECTORY_HEADER, "header", false, text));
    return parameters;
  }

  private static ObjectNode parameter(String name, String in, boolean isNeeded, ObjectNode type) {
    ObjectNode parameter = object().put("name", name).put("in", in).put("required", isNeeded);
    if (type.remove("description") instanceof JsonNode said) {
      parameter.set("description", said);
    }
    if (type.path("type").asString("").equals("array")) {
      parameter.put("style", "form").put("explode", false); // one text with commas, not many
    }
    parameter.set("schema", type);
    return parameter;
  }

  /** For instance {@code post_tasks_id_cancel}. */
  private static String operationId(Endpoint endpoint) {
    String within =
        endpoint.path().startsWith("/v1/")
            ? endpoint.path().substring(3)
            : "/root" + endpoint.path();
    String path = within.replaceAll("[^A-Za-z0-9]+", "_");
    return endpoint.method().toLowerCase(Locale.ROOT)
        + (path.endsWith("_") ? path.substring(0, path.length() - 1) : path);
  }

  private static ObjectNode object() {
    return Json.ANSWERS.createObjectNode();
  }
}
