package dev.agentpool.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who waits for whom, drawn from above to below. */
class LanesTest {
  private static String drawn(boolean unicode, boolean dense, List<Set<Integer>> before) {
    return new Lanes(before, place -> "" + (char) ('a' + place), unicode, dense)
        .lines().stream().map(Lanes.Line::text).collect(Collectors.joining("\n"));
  }

  @Test
  void aRowIsOneLane() {
    assertThat(drawn(true, false, List.of(Set.of(), Set.of(0), Set.of(1)))).isEqualTo("a\nb\nc");
  }

  @Test
  void branchesPartAndMeet() {
    List<Set<Integer>> diamond =
        List.of(Set.of(), Set.of(0), Set.of(0), Set.of(0), Set.of(1, 2, 3));
    assertThat(drawn(true, false, diamond))
        .isEqualTo(
            """
            a
            ├─┬─╮
            b │ │
            │ c │
            │ │ d
            ├─┴─╯
            e\
            """);
    assertThat(drawn(false, true, diamond))
        .isEqualTo(
            """
            a
            |..
            b||
            |c|
            ||d
            |''
            e\
            """);
  }

  @Test
  void laneThatIsCrossedGoesOnAndOneThatIsFreeIsTakenAgain() {
    // a before b and c; b before d; c before e and f; d and f before g; e alone
    List<Set<Integer>> before =
        List.of(Set.of(), Set.of(0), Set.of(0), Set.of(1), Set.of(2), Set.of(2), Set.of(3, 5));
    assertThat(drawn(true, false, before))
        .isEqualTo(
            """
            a
            ├─╮
            b │
            │ c
            │ ├─╮
            d │ │
            │ e │
            │   f
            ├───╯
            g\
            """);
  }

  @Test
  void whatIsWaitedForThroughAnotherIsNotDrawnTwice() {
    assertThat(drawn(true, false, List.of(Set.of(), Set.of(0), Set.of(0, 1)))).isEqualTo("a\nb\nc");
  }

  @Test
  void stepsThatAreWrittenBeforeWhatTheyWaitForStandBehindIt() {
    assertThat(drawn(true, false, List.of(Set.of(1), Set.of()))).isEqualTo("b\na");
    assertThat(drawn(true, false, List.of(Set.of(1), Set.of(0)))).isEmpty();
  }

  @Test
  void severalBeginnings() {
    assertThat(drawn(true, false, List.of(Set.of(), Set.of(), Set.of(0, 1))))
        .isEqualTo("a\n│ b\n├─╯\nc");
  }

  @Test
  void aBroadGraphTakesALaneForEachBranchAndADeepOneALineForEachStep() {
    List<Set<Integer>> broad = new ArrayList<>(List.of(Set.of()));
    IntStream.rangeClosed(1, 20).forEach(_ -> broad.add(Set.of(0)));
    broad.add(IntStream.rangeClosed(1, 20).boxed().collect(Collectors.toSet()));
    String dense = drawn(true, true, broad);
    assertThat(dense.lines()).hasSize(24).allMatch(line -> line.length() <= 20);
    assertThat(dense).contains("├" + "┬".repeat(18) + "╮", "├" + "┴".repeat(18) + "╯");
    List<Set<Integer>> deep = new ArrayList<>(List.of(Set.of()));
    IntStream.rangeClosed(1, 49).forEach(place -> deep.add(Set.of(place - 1)));
    assertThat(drawn(true, false, deep).lines()).hasSize(50).allMatch(line -> line.length() == 1);
  }
}
