package dev.agentpool.plan;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** However a file is broken, it is refused with a message, never with a crash. */
class BrokenTextTest {
  private static final String YAML =
      """
      name: w
      description: &d |
        text
      arguments: [{name: a, default: "x"}, {name: b, required: true}]
      steps:
        - {name: one, prompt: "p {a}", config: {model: m, max_turns: 3}, for_each: "{b}", after: []}
        - name: two
          prompt: *d
          when: "{steps.one.success} == 'true' and not {a}"
      """;
  private static final String JSON =
      """
      {"name":"w","arguments":[{"name":"a","default":"x"}],"isolation":"none","steps":[
       {"name":"one","prompt":"p {a}","retries":2,"output_vars":{"v":"a.b"}},
       {"prompt":"{steps.one.v}","when":"{a} != 'x'","after":["one"],"max_budget_usd":0.5}]}
      """;
  private static final String TOML =
      """
      name = "w"
      on_finish = "merge"
      [[arguments]]
      name = "a"
      [[steps]]
      prompt = "p {a}"
      timeout = "5m"
      [[steps]]
      action = { type = "skill", skill = "s", arguments = { x = "{previous_output}" } }
      """;
  private static final String SCRAPS = "{}[]\"':,.-#&*!|>%@`=\n\t \\0a~é\u0000\uD83D";

  @ParameterizedTest
  @EnumSource(WorkflowFormat.class)
  void isRefusedWithAMessage(WorkflowFormat format) {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String good =
        switch (format) {
          case YAML -> YAML;
          case JSON -> JSON;
          case TOML -> TOML;
        };
    WorkflowReader.read(good, format);
    for (int round = 0; round < 3_000; round++) {
      String broken = broken(good, random);
      try {
        WorkflowReader.read(broken, format);
      } catch (InvalidPlan refused) {
        continue;
      } catch (RuntimeException crash) {
        fail("seed %d, round %d:%n%s".formatted(seed, round, broken), crash);
      }
    }
  }

  private static String broken(String text, Random random) {
    StringBuilder broken = new StringBuilder(text);
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(broken.length());
      switch (random.nextInt(3)) {
        case 0 -> broken.deleteCharAt(at);
        case 1 -> broken.insert(at, SCRAPS.charAt(random.nextInt(SCRAPS.length())));
        default -> broken.setCharAt(at, SCRAPS.charAt(random.nextInt(SCRAPS.length())));
      }
    }
    return broken.toString();
  }

  @Test
  void aChainMayBeWrittenInAnyOfTheLanguages() {
    assertThatThrownBy(() -> StepReader.chain("{steps: [x], name: y}", WorkflowFormat.YAML))
        .isInstanceOf(InvalidPlan.class)
        .hasMessageContaining("the chain: unknown key 'name'");
    assertThatThrownBy(() -> StepReader.chain("steps = []", WorkflowFormat.TOML))
        .hasMessageContaining("the chain has no steps");
  }
}
