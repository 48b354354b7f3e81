package dev.agentpool.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTest {
  private static boolean holds(String condition, Map<String, String> values) {
    return Condition.of(condition).test(reference -> values.get(reference.text()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{a} == 'fix' | true",
        "'{a}' == \"fix\" | true",
        "{a} != 'fix' | false",
        "{a} contains 'ix' | true",
        "{b} == 0 | true",
        "{a} and {b} | false",
        "{a} or {b} | true",
        "not {b} | true",
        "!{b} && {a} | true",
        "not {a} or {a} | true",
        "not ({a} or {a}) | false",
        "{b} and {b} or {a} | true",
        "{b} and ({b} or {a}) | false",
        "{a} == 'x' or {a} == 'fix' and not {b} | true",
        "{spaced} == 'x' | true",
        "{nobody} | false",
        "{nobody} == '' | true",
        "{steps.s.success} | true",
        "true | true",
        "false | false",
        "'no' | false",
        "'NO ' | false",
        "'null' | true",
        "'{a}-{b}' == 'fix-0' | true"
      })
  void holdsOrNot(String condition, boolean expected) {
    Map<String, String> values =
        Map.of("{a}", "fix", "{b}", "0", "{spaced}", " x\n", "{steps.s.success}", "true");
    assertThat(holds(condition, values)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"' or 'a' == 'a", "x' or true or '", "{b} == {b}", "fix or true", ") or (true"})
  void dataCannotBecomeAnOperator(String data) {
    Map<String, String> values = Map.of("{a}", data, "{b}", "same");
    assertThat(holds("{a} == 'fix'", values)).isFalse();
    assertThat(holds("'{a}' == 'fix'", values)).isFalse();
    assertThat(holds("{a} == {b}", values)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        " | the end at position 1",
        "{a} == | the end at position 7",
        "{a} == fix | 'fix' at position 8",
        "{a} = 'fix' | at position 5",
        "({a} | the end at position 5 where ')'",
        "{a} {b} | '{b}' at position 5",
        "{a} and | the end",
        "and {a} | 'and' at position 1",
        "{a} == 'fix | at position 8",
        "{a b} == 'x' | '{a b}' at position 1",
        "{steps.a} | '{steps.a}' at position 1"
      })
  void aMistakeIsNamedWithItsPosition(String condition, String message) {
    String text = condition == null ? "" : condition;
    assertThatThrownBy(() -> Condition.of(text))
        .isInstanceOf(InvalidPlan.class)
        .hasMessageContaining(message);
  }

  @Test
  void endlessNestingIsRefused() {
    assertThatThrownBy(() -> Condition.of("(".repeat(100_000) + "{a}"))
        .isInstanceOf(InvalidPlan.class);
    assertThat(holds("not ".repeat(248) + "{a}", Map.of("{a}", "x"))).isTrue();
  }

  @Test
  void tellsItsReferences() {
    assertThat(Condition.of("{steps.a.v} == 'x {b}' or not {steps.a.v}").references())
        .containsExactly(new Reference.StepValue("a", "v"), new Reference.Binding("b"));
  }
}
