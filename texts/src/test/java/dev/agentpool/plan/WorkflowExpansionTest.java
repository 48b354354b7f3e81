package dev.agentpool.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkflowExpansionTest {
  private static final String FAN =
      """
      name: fan
      arguments:
        - {name: files, required: true}
        - {name: tone, default: kind}
        - {name: extra}
      steps:
        - {name: sum, after: [review], prompt: "sum {steps.review.output} {previous_output}"}
        - {name: plan, after: [], prompt: plan}
        - {name: review, after: [plan], for_each: "{files}", prompt: "review {item} {tone}{extra}"}
        - {name: check, after: [review, plan], for_each: [fast, "{tone}"], as: how, prompt: "{how}"}
      """;

  private static List<ExpandedStep> expand(String yaml, Map<String, String> arguments) {
    return WorkflowExpansion.of(WorkflowReader.read(yaml, WorkflowFormat.YAML), arguments);
  }

  @Test
  void laysOutFanOutAndFanIn() {
    List<ExpandedStep> steps = expand(FAN, Map.of("files", "a.txt\nb.txt\n"));
    assertThat(steps)
        .extracting(ExpandedStep::name)
        .containsExactly("plan", "review[0]", "review[1]", "sum", "check[0]", "check[1]");
    assertThat(steps)
        .extracting(ExpandedStep::after)
        .containsExactly(
            List.of(), List.of(0), List.of(0), List.of(1, 2), List.of(1, 2, 0), List.of(1, 2, 0));
    assertThat(steps.get(2).group()).isEqualTo("review");
    assertThat(steps.get(2).isInstance()).isTrue();
    assertThat(steps.get(2).bindings())
        .isEqualTo(Map.of("files", "a.txt\nb.txt\n", "tone", "kind", "extra", "", "item", "b.txt"));
    assertThat(steps.get(5).bindings()).containsEntry("how", "kind");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[\"a, b\", 2, {\"c\":1}] | `a, b;2;{\"c\":1}`",
        "a, b,,c, | a;b;c",
        "one | one",
        "[slug].tsx | [slug].tsx"
      })
  void readsListsAsJsonOrBetweenCommas(String list, String expected) {
    assertThat(ListText.read(list)).isEqualTo(List.of(expected.split(";")));
  }

  @Test
  void readsListsByLines() {
    assertThat(ListText.read(" a, b\r\n\n c ")).containsExactly("a, b", "c");
  }

  @Test
  void namesAMissingAndAnUnknownArgument() {
    assertThatThrownBy(() -> expand(FAN, Map.of()))
        .hasMessage("missing required argument 'files' for workflow 'fan'");
    assertThatThrownBy(() -> expand(FAN, Map.of("files", "a", "tome", "b")))
        .hasMessage("unknown argument 'tome' for workflow 'fan'; it takes: files, tone, extra");
    assertThatThrownBy(() -> expand("{name: w, steps: [x]}", Map.of("a", "b")))
        .hasMessageContaining("it takes none");
  }

  @Test
  void refusesListsThatAreEmptyBrokenOrEndless() {
    assertThatThrownBy(() -> expand(FAN, Map.of("files", " , ")))
        .hasMessageContaining("step 'review' of workflow 'fan'")
        .hasMessageContaining("the list is empty");
    assertThatThrownBy(() -> expand(FAN, Map.of("files", "[a, b]")))
        .hasMessageContaining("argument 'files' of workflow 'fan'")
        .hasMessageContaining("no JSON list");
    assertThatThrownBy(() -> expand(FAN, Map.of("files", "x\n".repeat(600))))
        .hasMessageContaining("more than 500 steps");
  }
}
