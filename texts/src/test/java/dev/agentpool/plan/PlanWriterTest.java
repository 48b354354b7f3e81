package dev.agentpool.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class PlanWriterTest {
  private final JsonMapper json = JsonMapper.builder().build();

  @Test
  void whatIsWrittenIsReadBackToTheSame() {
    Workflow workflow =
        WorkflowReader.read(
            """
            name: all
            description: everything a step can say
            isolation: none
            on_finish: merge
            arguments: [{name: a, required: true}, {name: b, default: x}]
            steps:
              - name: one
                prompt: "{a}"
                config: {model: haiku, effort: min, allowed_tools: [Read], max_budget_usd: 0.25}
                retries: 2
                recovery_prompt: "{error}"
                on_failure: continue
                output_vars: {v: items.0}
              - {name: two, skill: s, arguments: {x: "{steps.one.v}"}, when: "{steps.one.v}"}
              - {name: three, prompt: p, after: [], for_each: "{b}", as: f}
              - {name: four, prompt: p, after: [three, one], for_each: [x, y]}
            """,
            WorkflowFormat.YAML);
    String text = json.writeValueAsString(PlanWriter.plain(workflow));
    assertThat(WorkflowReader.read(text, WorkflowFormat.JSON)).isEqualTo(workflow);
  }

  @Test
  void aChainIsReadBackToTheSame() {
    List<Step> chain = List.of(Step.prompt("a", "x {previous_output}"), Step.prompt("b", "y"));
    String text = json.writeValueAsString(PlanWriter.plain(chain));
    assertThat(StepReader.chain(json.readValue(text, List.class))).isEqualTo(chain);
    assertThat(text)
        .isEqualTo(
            "[{\"name\":\"a\",\"action\":{\"type\":\"prompt\",\"prompt\":\"x {previous_output}\"}},"
                + "{\"name\":\"b\",\"action\":{\"type\":\"prompt\",\"prompt\":\"y\"}}]");
  }
}
