package dev.agentpool.examples;

import dev.agentpool.api.ChainHandle;
import dev.agentpool.api.ChainOptions;
import dev.agentpool.api.ChainSubmission;
import dev.agentpool.api.FanOutOptions;
import dev.agentpool.api.Pool;
import dev.agentpool.api.Step;
import dev.agentpool.api.TaskOutcome;
import java.nio.file.Path;
import java.util.List;

/** Many prompts, or many chains, side by side. */
public final class FanOutExample {
  private FanOutExample() {}

  public static void main(String[] arguments) {
    try (Pool pool = Pool.builder().project(Path.of(arguments[0])).slots(3).build()) {
      List<TaskOutcome> outcomes = pool.fanOut(List.of("Say one.", "Say two.", "Say three."));
      outcomes.forEach(outcome -> System.out.println(outcome.result().output()));
      settling(pool);
      chains(pool);
    }
  }

  private static void settling(Pool pool) {
    FanOutOptions twoAtATime = FanOutOptions.DEFAULTS.withConcurrency(2).settling();
    for (TaskOutcome outcome : pool.fanOut(List.of("Say one.", "Say two."), twoAtATime)) {
      System.out.println(outcome.id() + ": " + outcome.result().output());
    }
  }

  private static void chains(Pool pool) {
    List<List<Step>> chains =
        List.of(List.of(Step.prompt("one", "Say one.")), List.of(Step.prompt("two", "Say two.")));
    for (ChainSubmission submission : pool.fanOutChains(chains, ChainOptions.DEFAULTS)) {
      switch (submission) {
        case ChainSubmission.Accepted(ChainHandle chain) ->
            System.out.println(chain.await().output());
        case ChainSubmission.Refused(String code, String why) -> System.out.println(why);
      }
    }
  }
}
