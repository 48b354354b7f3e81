package dev.agentpool.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentpool.route.Route.ChainStep;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NormalisationTest {
  private static Route normal(Route route) {
    return Normalisation.apply(route, Hints.NONE);
  }

  private static Route.Chain chain(String... prompts) {
    return new Route.Chain(
        Arrays.stream(prompts).map(prompt -> new ChainStep("s", prompt)).toList());
  }

  private static Hints caps(int cap) {
    return Hints.read(Map.of("max_parallel", cap, "max_chain_steps", cap));
  }

  @Test
  void trimsAndDropsBlankPieces() {
    assertThat(normal(new Route.Single(" a\n"))).isEqualTo(new Route.Single("a"));
    assertThat(normal(new Route.Parallel(List.of(" a", "", "b ", "\t"))))
        .isEqualTo(new Route.Parallel(List.of("a", "b")));
    assertThat(normal(chain("a", " ", "b")))
        .isEqualTo(new Route.Chain(List.of(new ChainStep("s", "a"), new ChainStep("s-2", "b"))));
  }

  @Test
  void onePieceIsASingle() {
    assertThat(normal(new Route.Parallel(List.of("a", " ")))).isEqualTo(new Route.Single("a"));
    assertThat(normal(chain("a {previous_output}"))).isEqualTo(new Route.Single("a"));
  }

  @Test
  void nothingIsAnError() {
    assertThatThrownBy(() -> normal(new Route.Single(" ")))
        .isInstanceOf(InvalidRoute.class)
        .hasMessageContaining("an empty prompt");
    assertThatThrownBy(() -> normal(new Route.Parallel(List.of(" ", ""))))
        .hasMessageContaining("parallel with no prompts");
    assertThatThrownBy(() -> normal(chain(" "))).hasMessageContaining("chain with no steps");
  }

  @Test
  void whatIsBeyondACapIsJoinedIntoTheLastPiece() {
    assertThat(Normalisation.apply(new Route.Parallel(List.of("a", "b", "c", "d")), caps(2)))
        .isEqualTo(
            new Route.Parallel(
                List.of("a", "Do each of these; they are independent:\n\n1. b\n\n2. c\n\n3. d")));
    assertThat(Normalisation.apply(new Route.Parallel(List.of("a", "b")), caps(1)))
        .isEqualTo(new Route.Single("Do each of these; they are independent:\n\n1. a\n\n2. b"));
    assertThat(Normalisation.apply(new Route.Parallel(List.of("a", "b")), caps(2)).size())
        .isEqualTo(2);
  }

  @Test
  void joinedStepsReferToTheirParts() {
    Route.Chain capped =
        (Route.Chain)
            Normalisation.apply(
                chain("a", "b {previous_output}", "c {previous_output}", "d {previous_output}"),
                caps(2));
    assertThat(capped.steps())
        .containsExactly(
            new ChainStep("s", "a"),
            new ChainStep(
                "s-2",
                "Do these parts one after another:\n\n1. b {previous_output}\n\n"
                    + "2. c (the result of part 1)\n\n3. d (the result of part 2)"));
    assertThat(Normalisation.apply(chain("a", "b {previous_output}"), caps(1)))
        .isEqualTo(
            new Route.Single(
                "Do these parts one after another:\n\n1. a\n\n2. b (the result of part 1)"));
  }

  @Test
  void aRouterGoneWildIsHeldWithoutAHint() {
    List<String> many = Collections.nCopies(10_000, "x");
    assertThat(normal(new Route.Parallel(many)).size()).isEqualTo(Normalisation.MOST_PIECES);
    assertThat(Normalisation.apply(new Route.Parallel(many), caps(9_999)).size())
        .isEqualTo(Normalisation.MOST_PIECES);
  }

  @Test
  void namesOfStepsDifferAndCanStandInAPlaceholder() {
    Route route =
        normal(
            new Route.Chain(
                List.of(
                    new ChainStep("a", "x"),
                    new ChainStep("a", "x"),
                    new ChainStep("a-2", "x"),
                    new ChainStep(" ", "x"),
                    new ChainStep("{b}\nc", "x"))));
    assertThat(((Route.Chain) route).steps())
        .extracting(ChainStep::name)
        .containsExactly("a", "a-2", "a-2-2", "step-4", "b  c");
  }

  @Test
  void aParallelOutputIsANumberedList() {
    assertThat(RouteOutput.parallelOutput(List.of("one", "two\nlines")))
        .isEqualTo("[1] one\n\n[2] two\nlines");
  }
}
