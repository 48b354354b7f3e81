package dev.agentpool.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.agentpool.answer.Json;
import dev.agentpool.answer.Slot;
import dev.agentpool.engine.Refused;
import dev.agentpool.request.BudgetRequest;
import dev.agentpool.request.Change;
import dev.agentpool.request.SkillRunRequest;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class RequestsTest {
  record Inner(@JsonProperty(required = true) String prompt) {}

  record Asked(
      @JsonProperty(required = true) String name,
      boolean kill,
      Optional<Integer> count,
      Optional<Duration> timeout,
      Optional<BigDecimal> usd,
      Optional<Slot.State> state,
      List<String> tags,
      List<Integer> places,
      Map<String, Object> settings,
      List<Inner> tasks) {}

  private static BudgetRequest budget(String json) {
    return Requests.read(
        BudgetRequest.class, (ObjectNode) Json.ANSWERS.readTree(json), () -> List.of("pool_usd"));
  }

  @Test
  void whatMayBeRemovedKnowsAbsentFromNull() {
    assertThat(
            budget("{\"pool_usd\":null,\"day_usd\":2.5,\"pool_tokens\":500,\"pool_turns\":null}"))
        .isEqualTo(
            new BudgetRequest(
                new Change.Removed<>(),
                new Change.Given<>(new BigDecimal("2.5")),
                new Change.Kept<>(),
                new Change.Given<>(500L),
                new Change.Kept<>(),
                new Change.Removed<>(),
                new Change.Kept<>()));
    assertThatThrownBy(() -> budget("{\"pool_usd\":\"much\"}"))
        .isInstanceOf(Refused.class)
        .hasMessage("'pool_usd' must be a number, not \"much\"");
    for (String none : List.of("1.5", "\"500\"", "99999999999999999999", "true")) {
      assertThatThrownBy(() -> budget("{\"pool_tokens\":" + none + "}"))
          .isInstanceOf(Refused.class)
          .hasMessageContaining("'pool_tokens' must be");
    }
  }

  private static Asked read(String json) {
    return Requests.read(
        Asked.class, (ObjectNode) Json.ANSWERS.readTree(json), () -> List.of("kill", "name"));
  }

  @Test
  void whatIsAbsentOrNullIsEmpty() {
    Asked nothing =
        new Asked(
            "x",
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of(),
            Map.of(),
            List.of());

    assertThat(read("{\"name\":\"x\"}")).isEqualTo(nothing);
    assertThat(
            read(
                "{\"name\":\"x\",\"kill\":null,\"count\":null,\"timeout_ms\":null,\"usd\":null,"
                    + "\"state\":null,\"tags\":null,\"settings\":null,\"tasks\":null}"))
        .isEqualTo(nothing);
  }

  @Test
  void whatIsGivenIsRead() {
    Asked asked =
        read(
            "{\"name\":\"x\",\"kill\":true,\"count\":3,\"timeout_ms\":1500,\"usd\":0.25,"
                + "\"state\":\"busy\",\"tags\":[\"a\"],\"settings\":{\"model\":\"m\"},"
                + "\"tasks\":[{\"prompt\":\"p\"}]}");

    assertThat(asked)
        .isEqualTo(
            new Asked(
                "x",
                true,
                Optional.of(3),
                Optional.of(Duration.ofMillis(1500)),
                Optional.of(new BigDecimal("0.25")),
                Optional.of(Slot.State.BUSY),
                List.of("a"),
                List.of(),
                Map.of("model", "m"),
                List.of(new Inner("p"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|'name' is missing",
        "{\"nmae\":\"x\"}|'name' is missing; 'nmae' is no member",
        "{\"name\":null}|'name' is missing",
        "{\"name\":5}|'name' must be text, not 5",
        "{\"name\":[]}|'name' must be text, not []",
        "{\"name\":\"x\",\"nmae\":1}|unknown member 'nmae'; known: kill, name",
        "{\"name\":\"x\",\"kill\":\"yes\"}|'kill' must be true or false, not \"yes\"",
        "{\"name\":\"x\",\"count\":1.5}|'count' must be a whole number, not 1.5",
        "{\"name\":\"x\",\"count\":\"5\"}|'count' must be a whole number, not \"5\"",
        "{\"name\":\"x\",\"count\":99999999999}|'count' must be a whole number, not 99999999999",
        "{\"name\":\"x\",\"timeout_ms\":\"1\"}|'timeout_ms' must be a whole number, not \"1\"",
        "{\"name\":\"x\",\"timeout_ms\":1.5}|'timeout_ms' must be a whole number, not 1.5",
        "{\"name\":\"x\",\"usd\":\"1\"}|'usd' must be a number, not \"1\"",
        "{\"name\":\"x\",\"state\":\"lazy\"}|'state' must be one of idle, busy, stopped, errored,"
            + " not \"lazy\"",
        "{\"name\":\"x\",\"state\":0}|'state' must be one of idle, busy, stopped, errored, not 0",
        "{\"name\":\"x\",\"state\":99999999999999999999}|'state' must be one of idle, busy,"
            + " stopped, errored, not 99999999999999999999",
        "{\"name\":\"x\",\"tags\":\"a\"}|'tags' must be a list of texts, not \"a\"",
        "{\"name\":\"x\",\"tags\":[\"a\",null]}|'tags[1]' must be text, not null",
        "{\"name\":\"x\",\"places\":[1,null]}|'places[1]' must be a whole number, not null",
        "{\"name\":\"x\",\"places\":1}|'places' must be a list of whole numbers, not 1",
        "{\"name\":\"x\",\"tasks\":{}}|'tasks' must be a list of objects, not {}",
        "{\"name\":\"x\",\"tasks\":[{\"prompt\":\"p\"},null]}|'tasks[1]' must be an object, not"
            + " null",
        "{\"name\":\"x\",\"tags\":[1]}|'tags[0]' must be text, not 1",
        "{\"name\":\"x\",\"settings\":[]}|'settings' must be an object, not []",
        "{\"name\":\"x\",\"tasks\":[{\"prompt\":\"p\"},{}]}|'tasks[1].prompt' is missing",
        "{\"name\":\"x\",\"tasks\":[{\"prompt\":\"p\",\"x\":1}]}|unknown member 'tasks[0].x';"
            + " known: prompt",
        "{\"name\":\"x\",\"tasks\":[3]}|'tasks[0]' must be an object, not 3",
      })
  void whatIsWrongIsSaidWithItsName(String json, String message) {
    assertThatThrownBy(() -> read(json)).isInstanceOf(Refused.class).hasMessage(message);
  }

  private static SkillRunRequest run(String json) {
    return Requests.read(
        SkillRunRequest.class, (ObjectNode) Json.ANSWERS.readTree(json), () -> List.of("skill"));
  }

  @Test
  void settingsMayStandBesideTheirTableAndWinThere() {
    SkillRunRequest asked =
        run(
            "{\"skill\":\"x\",\"settings\":{\"model\":\"a\",\"max_turns\":3},\"model\":\"b\","
                + "\"effort\":null,\"tags\":[\"t\"],\"priority\":2}");

    assertThat(asked.how().settings()).containsOnly(entry("model", "b"), entry("max_turns", 3));
    assertThat(asked.how().tags()).containsExactly("t");
    assertThat(asked.how().priority()).contains(2);
  }

  @Test
  void aMemberThatIsCalledLikeASettingIsTheRequestsOwn() {
    SkillRunRequest asked =
        run("{\"skill\":\"x\",\"max_attempts\":2,\"retry_delay\":1.5,\"max_budget_usd\":0.25}");

    assertThat(asked.how().settings()).isEmpty();
    assertThat(asked.how().maxAttempts()).contains(2);
    assertThat(asked.how().retryDelay()).contains(new BigDecimal("1.5"));
    assertThat(asked.how().maxBudgetUsd()).contains(new BigDecimal("0.25"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"skill\":\"x\",\"modle\":\"b\"}|unknown member 'modle'; known: skill",
        "{\"skill\":\"x\",\"model\":\"b\",\"settings\":[]}|'settings' must be an object, not []",
        "{\"skill\":\"x\",\"tags\":[1]}|'tags[0]' must be text, not 1",
        "{\"skill\":\"x\",\"on_dependency_failure\":\"shrug\"}|'on_dependency_failure' must be one"
            + " of fail, continue, not \"shrug\"",
        "{\"tags\":[]}|'skill' is missing",
      })
  void whatIsWrongWithAChoiceIsSaidWithItsName(String json, String message) {
    assertThatThrownBy(() -> run(json)).isInstanceOf(Refused.class).hasMessage(message);
  }

  record Several(List<SkillRunRequest> runs) {}

  @Test
  void eachElementOfAListMayHaveItsSettingsBesideTheirTable() {
    String json = "{\"runs\":[{\"skill\":\"a\",\"model\":\"haiku\"},{\"skill\":\"b\"}]}";
    Several asked =
        Requests.read(
            Several.class, (ObjectNode) Json.ANSWERS.readTree(json), () -> List.of("runs"));

    assertThat(asked.runs().getFirst().how().settings()).isEqualTo(Map.of("model", "haiku"));
    assertThat(asked.runs().getLast().how().settings()).isEmpty();
  }
}
