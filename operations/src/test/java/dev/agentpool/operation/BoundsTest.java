package dev.agentpool.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentpool.answer.Json;
import dev.agentpool.engine.Refused;
import dev.agentpool.request.MailRequest;
import dev.agentpool.request.SessionsFilter;
import dev.agentpool.request.SpawnRequest;
import dev.agentpool.request.TranscriptRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.ObjLongConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The least and the most that a schema tells are what its record takes. */
class BoundsTest {
  record Case(Class<? extends Record> request, String member, JsonNode schema) {
    @Override
    public String toString() {
      return request.getSimpleName() + "." + member;
    }

    /** The request with all that it needs, and this number, or so long a text or list. */
    private void with(long number) {
      ObjectNode whole = Schemas.request(request);
      ObjectNode body = Json.ANSWERS.createObjectNode();
      whole
          .path("required")
          .forEach(
              name -> give(body, name.asString(), whole.path("properties").get(name.asString())));
      switch (schema.path("type").asString("")) {
        case "string" -> body.put(member, "x".repeat(Math.toIntExact(number)));
        case "array" -> fill(body.putArray(member), number);
        default -> body.put(member, number);
      }
      Requests.read(request, body, () -> List.of(member));
    }

    private void fill(ArrayNode list, long size) {
      boolean areTexts = schema.path("items").path("type").asString("").equals("string");
      for (int i = 0; i < size; i++) {
        if (areTexts) {
          list.add("x");
        } else {
          list.add(i);
        }
      }
    }

    private static void give(ObjectNode body, String name, JsonNode schema) {
      if (schema.has("enum")) {
        body.set(name, schema.get("enum").get(0));
        return;
      }
      switch (schema.path("type").asString("")) {
        case "string" -> body.put(name, "x");
        case "array" -> {
          ArrayNode list = body.putArray(name);
          if (schema.path("items").path("type").asString("").equals("integer")) {
            list.add(1);
          } else {
            list.add("a text of sixteen and more");
          }
        }
        default -> throw new AssertionError(name + " is neither text nor list: " + schema);
      }
    }
  }

  /** Refused by their operations, with codes of their own: see {@code SessionLimitsTest}. */
  private static final Set<Class<?>> BY_THE_OPERATION =
      Set.of(SpawnRequest.class, SessionsFilter.class, TranscriptRequest.class);

  private static final List<String> LEAST = List.of("minimum", "minLength", "minItems");
  private static final List<String> MOST = List.of("maximum", "maxLength", "maxItems");

  @Test
  void theNamesAndTheTextOfAMailHaveTheirLengthInTheSchema() {
    JsonNode members = Schemas.request(MailRequest.class).path("properties");
    assertThat(members.path("to").path("maxLength").asInt()).isEqualTo(200);
    assertThat(members.path("id").path("minLength").asInt()).isEqualTo(1);
    assertThat(members.path("body").path("maxLength").asInt()).isEqualTo(5_000_000);
    assertThat(members.path("depends_on").path("maxItems").asInt()).isEqualTo(1_000);
    assertThat(members.path("depends_on").path("items").propertyNames()).containsExactly("type");
  }

  static List<Case> cases() {
    List<Case> found = new ArrayList<>();
    for (Operation<?, ?> operation : Operations.all()) {
      Class<? extends Record> request = operation.takes();
      if (BY_THE_OPERATION.contains(request)) {
        continue;
      }
      Schemas.request(request)
          .path("properties")
          .properties()
          .forEach(member -> {
            if (LEAST.stream().anyMatch(member.getValue()::has)
                || MOST.stream().anyMatch(member.getValue()::has)) {
              found.add(new Case(request, member.getKey(), member.getValue()));
            }
          });
    }
    assertThat(found).hasSizeGreaterThanOrEqualTo(10);
    return found.stream().distinct().sorted(Comparator.comparing(Case::toString)).toList();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void whatTheSchemaCallsTheLeastAndTheMostIsTakenAndNoneBeyond(Case one) {
    ObjLongConsumer<String> refused =
        (what, number) ->
            assertThatThrownBy(() -> one.with(number))
                .as("%s %s", what, number)
                .isInstanceOf(Refused.class)
                .hasMessageContaining("'" + one.member() + "'");
    for (String word : LEAST) {
      if (one.schema().has(word)) {
        long least = one.schema().get(word).asLong();
        one.with(least);
        refused.accept("below", least - 1);
      }
    }
    for (String word : MOST) {
      if (one.schema().has(word)) {
        long most = one.schema().get(word).asLong();
        one.with(most);
        refused.accept("above", most + 1);
      }
    }
  }
}
