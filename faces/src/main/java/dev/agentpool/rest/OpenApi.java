package dev.agentpool.rest;

import dev.agentpool.operation.Members;
import dev.agentpool.operation.Operation;
import dev.agentpool.operation.Schemas;
import dev.agentpool.settings.SettingKey;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.wire.Shapes;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The OpenAPI 3.1 document of the endpoints there are. */
final class OpenApi {
  private static final Map<Integer, String> FAILURES =
      Map.of(
          400, "The request is wrong; detail says what, where and what to do.",
          401, "The token is missing or wrong.",
          404, "There is no such thing.",
          409, "The state of the pool is in the way: a budget, a state, a limit, a conflict.",
          503, "The machine or the ledger cannot now.",
          504, "The time was over first.");

  private OpenApi() {}

  static ObjectNode of(List<RouteGroup> groups, String version) {
    ObjectNode document = Shapes.object().put("openapi", "3.1.0");
    document.set(
        "info",
        Shapes.object()
            .put("title", "agentpool")
            .put("version", version)
            .put("description", "Pools of coding agents. Money is in whole micro-dollars."));
    ShapeText shapes = new ShapeText();
    shapes.add(settings());
    groups.forEach(group -> shapes.add(group.shapes()));
    Schemas.Document records = new Schemas.Document();
    ObjectNode paths = Shapes.object();
    for (RouteGroup group : groups) {
      for (Endpoint endpoint : group.endpoints()) {
        String template = endpoint.template();
        ObjectNode path =
            paths.has(template) ? (ObjectNode) paths.get(template) : paths.putObject(template);
        path.set(
            endpoint.method().toLowerCase(Locale.ROOT),
            operation(endpoint, group.feature(), records));
      }
    }
    document.set("paths", paths);
    ObjectNode schemas = Shapes.object();
    shapes.named().forEach(schemas::set);
    schemas.setAll(records.definitions());
    groups.forEach(
        group -> group.endpoints().forEach(endpoint -> settings(endpoint.operation(), schemas)));
    document.putObject("components").set("schemas", schemas);
    return document;
  }

  private static ObjectNode operation(Endpoint endpoint, String tag, Schemas.Document records) {
    ObjectNode operation = Shapes.object().put("operationId", operationId(endpoint));
    operation.put("summary", endpoint.summary());
    operation.putArray("tags").add(tag);
    operation.set("parameters", parameters(endpoint));
    Operation<?, ?> row = endpoint.operation();
    if (row != null) {
      body(row, operation, records);
    } else if (!endpoint.request().isEmpty()) {
      ObjectNode body = operation.putObject("requestBody");
      body.set("content", content(Endpoint.JSON, endpoint.request()));
    }
    ObjectNode responses = operation.putObject("responses");
    ObjectNode success = responses.putObject(Integer.toString(endpoint.status()));
    success.put("description", "Done.");
    if (row != null && row.awaited() != null) {
      success.set("content", content(Endpoint.JSON, records.outcome(row.awaited())));
      responses
          .putObject("202")
          .put("description", "Under way.")
          .set("content", content(Endpoint.JSON, records.answer(row.gives())));
    } else if (row != null) {
      if (!row.gives().isNothing()) {
        success.set("content", content(Endpoint.JSON, records.answer(row.gives())));
      }
    } else if (!endpoint.content().equals(Endpoint.JSON)) {
      success.set("content", content(endpoint.content(), "text"));
      events(success, endpoint);
    } else if (!endpoint.answer().isEmpty()) {
      success.set("content", content(Endpoint.JSON, endpoint.answer()));
    }
    if (!endpoint.accepted().isEmpty()) {
      responses
          .putObject("202")
          .put("description", "Under way.")
          .set("content", content(Endpoint.JSON, endpoint.accepted()));
    }
    endpoint.failures().forEach(status -> failure(responses, status));
    responses
        .putObject("default")
        .put("description", "Anything else that went wrong.")
        .set("content", content("application/problem+json", "Problem"));
    return operation;
  }

  /** OpenAPI has no words for streams: what each event's data is stands in an extension. */
  private static void events(ObjectNode success, Endpoint endpoint) {
    if (!endpoint.events().isEmpty()) {
      ObjectNode events = success.putObject("x-events");
      for (String line : endpoint.events()) {
        ShapeText.Member event = ShapeText.Member.read(line);
        events.set(event.name(), ShapeText.type(event.type()));
      }
    }
  }

  private static void failure(ObjectNode responses, int status) {
    responses
        .putObject(Integer.toString(status))
        .put("description", FAILURES.getOrDefault(status, "Refused."))
        .set("content", content("application/problem+json", "Problem"));
  }

  private static ObjectNode content(String media, String type) {
    return content(media, ShapeText.type(type));
  }

  private static ObjectNode content(String media, ObjectNode schema) {
    ObjectNode content = Shapes.object();
    content.putObject(media).set("schema", schema);
    return content;
  }

  /** What of a request does not stand in the path, and the project. */
  private static void body(Operation<?, ?> row, ObjectNode operation, Schemas.Document records) {
    if (!row.route().hasBody() || Members.of(row.takes()).size() == row.route().inPath().size()) {
      return;
    }
    operation.putObject("requestBody").set("content", content(Endpoint.JSON, records.body(row)));
  }

  /** A body that takes settings takes each of them by its name. */
  private static void settings(@Nullable Operation<?, ?> row, ObjectNode schemas) {
    if (row != null) {
      settings(row.takes(), schemas);
      Members.listsWithSettings(row.takes()).values().forEach(each -> settings(each, schemas));
    }
  }

  private static void settings(Class<? extends Record> request, ObjectNode schemas) {
    if (!Members.settingsBeside(request).isEmpty()) {
      ObjectNode body = (ObjectNode) schemas.path(request.getSimpleName()).path("properties");
      JsonNode all = schemas.path("Settings").path("properties");
      Members.settingsBeside(request).forEach(name -> body.set(name, all.path(name)));
      JsonNode said = body.path("settings").path("description");
      ObjectNode table = ShapeText.type("Settings");
      table.set("description", said);
      body.set("settings", table);
    }
  }

  private static ArrayNode parameters(Endpoint endpoint) {
    ArrayNode parameters = Shapes.array();
    for (String name : endpoint.variables()) {
      parameters.add(parameter("path", new ShapeText.Member(name, false, "text", "")));
    }
    for (String line : endpoint.query()) {
      parameters.add(parameter("query", ShapeText.Member.read(line)));
    }
    Operation<?, ?> row = endpoint.operation();
    if (row != null && !row.route().hasBody()) {
      JsonNode request = Schemas.request(row.takes());
      for (String name : endpoint.queryNames()) {
        parameters.add(parameter(name, request));
      }
    }
    String directory = "the project whose pool is meant; the server's own when absent";
    parameters.add(
        parameter("query", new ShapeText.Member(Call.DIRECTORY, true, "text", directory)));
    parameters.add(
        parameter("header", new ShapeText.Member(Call.DIRECTORY_HEADER, true, "text", directory)));
    return parameters;
  }

  /** A member of a request that stands in its query. */
  private static ObjectNode parameter(String name, JsonNode request) {
    ObjectNode parameter = Shapes.object().put("name", name).put("in", "query");
    parameter.put(
        "required",
        request.path("required").valueStream().anyMatch(need -> need.asString().equals(name)));
    ObjectNode type = (ObjectNode) request.path("properties").path(name).deepCopy();
    if (type.remove("description") instanceof JsonNode said) {
      parameter.set("description", said);
    }
    parameter.set("schema", type);
    return parameter;
  }

  private static ObjectNode parameter(String in, ShapeText.Member member) {
    ObjectNode parameter = Shapes.object().put("name", member.name()).put("in", in);
    parameter.put("required", !member.optional());
    if (!member.meaning().isEmpty()) {
      parameter.put("description", member.meaning());
    }
    parameter.set("schema", ShapeText.type(member.type()));
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

  /** Every setting as an optional member. */
  private static String settings() {
    StringBuilder text = new StringBuilder("Settings!:\n");
    for (SettingKey<?> key : SettingKeys.all()) {
      text.append(
          "  " + key.name() + "?: " + typeOf(key.expected()) + " # " + key.meaning() + "\n");
    }
    return text.toString();
  }

  private static String typeOf(String expected) {
    if (expected.startsWith("one of ")) {
      return "\"" + expected.substring(7).replace(", ", "\"|\"") + "\"";
    }
    return switch (expected.startsWith("a list") ? "list" : expected.split(",")[0]) {
      case "list" -> "[text]";
      case "text" -> "text";
      case "true or false" -> "boolean";
      case "a table" -> "object";
      case "an amount of US dollars above 0" -> "number";
      default -> expected.startsWith("a duration") ? "number|text" : "integer";
    };
  }
}
