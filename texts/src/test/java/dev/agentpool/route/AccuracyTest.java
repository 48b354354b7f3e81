package dev.agentpool.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AccuracyTest {
  private final Deque<Long> times = new ArrayDeque<>(List.of(0L, 5L, 10L, 17L, 20L, 20L, 30L, 31L));
  private final InstantSource clock = () -> Instant.ofEpochMilli(times.remove());

  private static AccuracyCase of(String label, String... expected) {
    return new AccuracyCase(label, "prompt of " + label, List.of(expected), Hints.NONE);
  }

  private Accuracy run() throws InterruptedException {
    List<AccuracyCase> cases =
        List.of(
            of("right", "parallel"),
            of("wrong", "chain", "single"),
            of("any", "any"),
            of("bad", "any"));
    return Accuracy.run(
        cases,
        (prompt, _) -> {
          if (prompt.endsWith("bad")) {
            throw new IllegalStateException("no reply");
          }
          return new Route.Parallel(List.of("a", "b"));
        },
        clock);
  }

  @Test
  void countsRightWrongAndErrors() throws InterruptedException {
    Accuracy accuracy = run();
    assertThat(accuracy.total()).isEqualTo(4);
    assertThat(accuracy.correct()).isEqualTo(2);
    assertThat(accuracy.wrong()).isEqualTo(1);
    assertThat(accuracy.errors()).isEqualTo(1);
    assertThat(accuracy.elapsed()).isEqualTo(Duration.ofMillis(13));
    assertThat(accuracy.percent()).isBetween(66.6, 66.7);
  }

  @Test
  void exportsJson() throws InterruptedException {
    JsonNode json = JsonMapper.builder().build().readTree(run().json());
    assertThat(json.propertyNames())
        .containsExactly(
            "results", "total", "correct", "wrong", "errors", "total_elapsed_ms", "accuracy");
    JsonNode right = json.get("results").get(0);
    assertThat(right.propertyNames())
        .containsExactly(
            "label", "prompt", "expected", "got", "route", "pass", "elapsed_ms", "sub_count");
    assertThat(right.get("route").get("route").stringValue()).isEqualTo("parallel");
    assertThat(right.get("sub_count").intValue()).isEqualTo(2);
    JsonNode bad = json.get("results").get(3);
    assertThat(bad.get("got").stringValue()).isEqualTo("error");
    assertThat(bad.get("error").stringValue()).isEqualTo("no reply");
    assertThat(bad.get("pass").booleanValue()).isFalse();
  }

  @Test
  void listsTheFailures() throws InterruptedException {
    assertThat(run().failures())
        .isEqualTo(
            """
            2 of 3 right (66.7 %), 1 wrong, 1 errors
            - wrong: expected chain or single, got parallel
            - bad: expected any, got the error no reply\
            """);
  }

  @Test
  void nothingDecidedIsNoAccuracy() {
    assertThat(new Accuracy(List.of()).percent()).isZero();
  }

  @Test
  void anInterruptEndsTheRun() {
    assertThatThrownBy(() ->
            Accuracy.run(
                List.of(of("a", "any")),
                (_, _) -> {
                  throw new InterruptedException();
                },
                clock))
        .isInstanceOf(InterruptedException.class);
  }

  @Test
  void hasTheSixteenStandardCases() {
    List<AccuracyCase> cases = AccuracyCase.standard();
    assertThat(cases).hasSize(16);
    assertThat(cases).extracting(AccuracyCase::label).doesNotHaveDuplicates();
    assertThat(cases).filteredOn(c -> !c.hints().equals(Hints.NONE)).hasSize(4);
    assertThat(cases).anySatisfy(c -> assertThat(c.hints().maxParallel()).isEqualTo(3));
    assertThat(cases).anySatisfy(c -> assertThat(c.hints().maxChainSteps()).isEqualTo(2));
  }

  @Test
  void badCasesAreRefused() {
    assertThatThrownBy(() -> AccuracyCase.read("[{"))
        .isInstanceOf(InvalidRoute.class)
        .hasMessageContaining("no JSON");
    assertThatThrownBy(() -> AccuracyCase.read("{}")).hasMessageContaining("a JSON list");
    assertThatThrownBy(
            () -> AccuracyCase.read("[{\"label\":\"a\",\"prompt\":\"b\",\"expected\":[\"c\"]}]"))
        .hasMessageContaining("case 'a' expects 'c'");
    assertThatThrownBy(() -> AccuracyCase.read("[{\"label\":\"a\",\"prompt\":\"b\"}]"))
        .hasMessageContaining("expects nothing");
    assertThatThrownBy(() -> AccuracyCase.read("[{\"label\":\"a\"}]"))
        .hasMessageContaining("needs a label and a prompt");
  }
}
