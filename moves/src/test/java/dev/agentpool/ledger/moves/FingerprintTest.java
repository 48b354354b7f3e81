package dev.agentpool.ledger.moves;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.budget.Money;
import dev.agentpool.ledger.Submission;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.OnFinish;
import dev.agentpool.task.PlanPart;
import dev.agentpool.task.Prompt;
import dev.agentpool.task.TaskSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Keys of submissions outlive an upgrade, so what is hashed stays what it was. */
final class FingerprintTest {
  private static final PoolId POOL = new PoolId("pool-1");

  private static Submission.Node node(String prompt, PlanPart part, Integer... after) {
    return new Submission.Node(TaskSpec.of(prompt).withPart(part), List.of(after), List.of());
  }

  @Test
  void aTaskIsHashedAsByAnAgentpoolBefore() {
    assertThat(Fingerprint.of(Submission.of(POOL, TaskSpec.of("say {hello}"))))
        .isEqualTo("311f17495285467122610cb6454f22e5669646cef0ae4796f765e23ba911b070");
  }

  @Test
  void aPlanIsHashedAsByAnAgentpoolBefore() {
    PlanPart parent = new PlanPart.Parent("chain", OnFinish.KEEP);
    Submission plan =
        new Submission(
            POOL,
            List.of(node("do it", PlanPart.step("a")), node("chain: 1 step", parent, 0)),
            null,
            "k");
    assertThat(Fingerprint.of(plan))
        .isEqualTo("3afb766a11c62889d1a01c52947320a033951c6b0e96d1c812732ec0afc22284");
  }

  @Test
  void aPlanWithAWorkspaceOfItsOwnIsHashedAsByAnAgentpoolBefore() {
    PlanPart step =
        new PlanPart.Step(
            "write[1]",
            "write",
            Map.of("item", "{steps.a.b}"),
            Map.of("verdict", "a.b"),
            new Prompt.Template("again: {last_error}"),
            "{steps.a.success}",
            true,
            true);
    Submission plan =
        new Submission(
            POOL,
            List.of(
                node("do {item}", step),
                node("finish the workspace", new PlanPart.Close(OnFinish.MERGE), 0),
                node("chain: 1 step", new PlanPart.Parent("chain", OnFinish.MERGE), 0, 1)),
            Money.ofMicros(5),
            "k");
    assertThat(Fingerprint.of(plan))
        .isEqualTo("83e5b9597782dae4a4796d67aa0aca39bd21eb84f62be1a52a7f96f44cf25929");
  }
}
