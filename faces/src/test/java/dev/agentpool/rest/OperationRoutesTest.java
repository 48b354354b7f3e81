package dev.agentpool.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.operation.Members;
import dev.agentpool.operation.Operation;
import dev.agentpool.operation.Operations;
import dev.agentpool.operation.Schemas;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A member of a record is in the document by itself. */
class OperationRoutesTest {
  private final JsonNode document = OpenApi.of(Routes.all(OpenApiTest.NOBODY), "test");

  @Test
  void everyMemberOfEveryAnswerIsInTheDocument() {
    for (Operation<?, ?> operation : Operations.all()) {
      if (!operation.gives().isNothing()) {
        String name = operation.gives().element().getSimpleName();
        assertThat(schema(name).path("properties").propertyNames())
            .as(operation.name())
            .containsExactlyElementsOf(
                Schemas.answer(operation.gives().element()).path("properties").propertyNames());
      }
    }
  }

  @Test
  void everyMemberOfEveryRequestIsInItsPathItsQueryOrItsBody() {
    for (Operation<?, ?> operation : Operations.all()) {
      JsonNode path =
          document.path("paths").path(operation.route().path().replace('<', '{').replace('>', '}'));
      JsonNode described = path.path(operation.route().method().toLowerCase(Locale.ROOT));
      Set<String> found = new TreeSet<>();
      for (JsonNode parameter : described.path("parameters")) {
        String name = parameter.path("name").asString();
        found.add(operation.route().inPath().getOrDefault(name, name));
      }
      if (described.has("requestBody")) {
        found.addAll(schema(operation.takes().getSimpleName()).path("properties").propertyNames());
      }

      assertThat(found).as(operation.name()).containsAll(Members.of(operation.takes()).keySet());
    }
  }

  @Test
  void workThatIsAwaitedTakesSettingsAndPatienceAndAnswersItsOutcome() {
    JsonNode body = schema("SkillRunRequest").path("properties");
    JsonNode responses =
        document.path("paths").path("/v1/skills/{name}/run").path("post").path("responses");

    assertThat(body.propertyNames())
        .contains("arguments", "model", "tags", "wait", "timeout_ms", "dir")
        .doesNotContain("skill");
    assertThat(body.path("settings").path("$ref").asString()).endsWith("/Settings");
    assertThat(responses.path("200").toString()).contains("/Outcome");
    assertThat(responses.path("202").toString()).contains("/Submitted");
  }

  private JsonNode schema(String name) {
    return document.path("components").path("schemas").path(name);
  }
}
