package dev.agentpool.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.operation.House;
import io.javalin.Javalin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The document says what is served, no less and no more. */
class OpenApiTest {
  /** Routes are made of an API and ask it nothing before they are called. */
  @SuppressWarnings("NullAway")
  static final Api NOBODY =
      new Api(
          new House(null, null, null, null, null, null, null, null, null, null, null, null, null),
          null,
          null,
          null,
          new Api.Outside(null, null, null));

  private final List<RouteGroup> groups = Routes.all(NOBODY);
  private final JsonNode document = OpenApi.of(groups, "test");

  @Test
  void everyRegisteredRouteIsDescribedAndEveryDescribedOneRegistered() {
    Javalin javalin =
        Javalin.create(config -> Serving.configure(config, NOBODY, Routes.Guard.NONE));
    Set<String> served = new TreeSet<>();
    javalin
        .unsafe
        .internalRouter
        .allHttpHandlers()
        .forEach(handler ->
            served.add(
                handler.endpoint.method.name()
                    + " "
                    + handler.endpoint.path.replace('<', '{').replace('>', '}')));
    assertThat(served).isEqualTo(described());
  }

  private Set<String> described() {
    Set<String> described = new TreeSet<>();
    for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
      path.getValue()
          .propertyNames()
          .forEach(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey()));
    }
    return described;
  }

  @Test
  void everyReferenceLeadsToASchemaAndEverySchemaIsUsed() {
    Set<String> used = new HashSet<>();
    document
        .findValues("$ref")
        .forEach(reference -> used.add(reference.asString().replace("#/components/schemas/", "")));
    Set<String> named = new TreeSet<>(document.get("components").get("schemas").propertyNames());
    assertThat(named).containsAll(used);
    Set<String> unused = new TreeSet<>(named);
    unused.removeAll(used);
    // these only lend their members to others
    assertThat(unused).isSubsetOf("TaskChoices", "PlanChoices", "HintChoices");
  }

  @Test
  void operationsHaveNamesOfTheirOwnAndAllSayWhatTheyDo() {
    Set<String> names = new HashSet<>();
    for (JsonNode path : document.get("paths")) {
      for (JsonNode operation : path) {
        assertThat(names.add(operation.get("operationId").asString()))
            .as("%s", operation.get("operationId"))
            .isTrue();
        assertThat(operation.get("summary").asString()).isNotBlank();
      }
    }
  }

  @Test
  void everySettingCanStandInATaskRequest() {
    JsonNode request = document.get("components").get("schemas").get("TaskRequest");
    assertThat(request.get("properties").propertyNames())
        .contains("prompt", "model", "effort", "json_schema", "tags", "max_rejections");
    assertThat(request.get("additionalProperties").asBoolean()).isFalse();
  }

  @Test
  void aListInTheQueryIsOneTextWithCommas() {
    JsonNode parameters = document.at("/paths/~1v1~1tasks/get/parameters");
    List<JsonNode> lists =
        parameters
            .valueStream()
            .filter(one -> one.at("/schema/type").asString("").equals("array"))
            .toList();
    assertThat(lists).isNotEmpty().allMatch(one -> !one.get("explode").asBoolean(true));
  }

  @Test
  void itSaysWhoAnswersAndWhatIsNeededToAsk() {
    assertThat(document.at("/servers/0/url").asString()).isEqualTo("/");
    assertThat(document.at("/components/securitySchemes/token/scheme").asString())
        .isEqualTo("bearer");
    Set<String> schemes = new HashSet<>(document.at("/components/securitySchemes").propertyNames());
    for (JsonNode allowed : document.get("security")) {
      assertThat(schemes).containsAll(allowed.propertyNames());
    }
  }

  @Test
  @Tag("real")
  void aPublicLinterFindsNoFault(@TempDir Path temp) throws Exception {
    Path file = Files.writeString(temp.resolve("openapi.json"), document.toString());
    PublicTool.Result result = PublicTool.run("openapi-lint", temp, file.toString());
    assertThat(result.exit()).as(result.output()).isZero();
    assertThat(result.output()).contains("is valid");
    Files.writeString(file, document.toString().replace("\"summary\"", "\"sumary\""));
    assertThat(PublicTool.run("openapi-lint", temp, file.toString()).exit()).isEqualTo(1);
  }
}
