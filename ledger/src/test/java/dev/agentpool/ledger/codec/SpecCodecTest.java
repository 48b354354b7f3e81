package dev.agentpool.ledger.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentpool.task.OnFinish;
import dev.agentpool.task.PlanPart;
import dev.agentpool.task.Prompt;
import dev.agentpool.task.TaskSpec;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an agentpool before wrote of a task is read, and what this one writes is read back. */
final class SpecCodecTest {
  private static PlanPart part(String json) {
    return SpecCodec.read("p", "{\"part\":" + json + "}").part();
  }

  @Test
  void aTaskOfItsOwnHasNoPart() {
    assertThat(SpecCodec.read("p", "{}").part()).isEqualTo(PlanPart.ALONE);
    assertThat(SpecCodec.write(TaskSpec.of("p"))).isEqualTo("{}");
  }

  @Test
  void aStepThatSaidWhatThePlanIsToDoInTheEndIsRead() {
    assertThat(
            part(
                """
                {"role":"step","name":"write[1]","group":"write","bindings":{"item":"{steps.a.b}"},\
                "output_vars":{"verdict":"a.b"},"recovery_prompt":"again","when":"{x}",\
                "may_fail":true,"shares_workspace":true,"on_finish":"merge"}\
                """))
        .isEqualTo(
            new PlanPart.Step(
                "write[1]",
                "write",
                Map.of("item", "{steps.a.b}"),
                Map.of("verdict", "a.b"),
                new Prompt.Template("again"),
                "{x}",
                true,
                true));
    assertThat(part("{\"role\":\"step\",\"name\":\"a\"}")).isEqualTo(PlanPart.step("a"));
  }

  @Test
  void whatFinishesAPlanAndWhatStandsForItAreReadWithTheMembersTheyHad() {
    assertThat(
            part(
                """
                {"role":"close","name":"finish","shares_workspace":true,"on_finish":"patch"}\
                """))
        .isEqualTo(new PlanPart.Close(OnFinish.PATCH));
    assertThat(part("{\"role\":\"parent\",\"name\":\"chain\",\"shares_workspace\":true}"))
        .isEqualTo(new PlanPart.Parent("chain", OnFinish.KEEP));
  }

  @Test
  void eachPartIsReadBackAsItWasWritten() {
    for (PlanPart part :
        new PlanPart[] {
          PlanPart.ALONE,
          PlanPart.step("a"),
          new PlanPart.Step(
              "a[0]",
              "a",
              Map.of("b", "c"),
              Map.of(),
              new Prompt.Template("again"),
              null,
              false,
              true),
          new PlanPart.Close(OnFinish.DELETE),
          new PlanPart.Parent("chain", OnFinish.MERGE)
        }) {
      TaskSpec spec = TaskSpec.of("p").withPart(part);
      assertThat(SpecCodec.read("p", SpecCodec.write(spec))).isEqualTo(spec);
    }
  }

  @Test
  void aPartOfANewerAgentpoolIsNotTakenForAnother() {
    assertThatThrownBy(() -> part("{\"role\":\"gate\",\"name\":\"a\"}"))
        .hasMessageContaining("unknown part gate");
  }
}
