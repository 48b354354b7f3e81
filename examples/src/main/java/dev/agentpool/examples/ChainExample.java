package dev.agentpool.examples;

import dev.agentpool.answer.ChainProgress;
import dev.agentpool.answer.ChainResult;
import dev.agentpool.answer.ChainSummary;
import dev.agentpool.api.ChainHandle;
import dev.agentpool.api.ChainOptions;
import dev.agentpool.api.Pool;
import dev.agentpool.api.Step;
import java.nio.file.Path;
import java.util.List;

/** Steps one after another, each with what the one before said. */
public final class ChainExample {
  private ChainExample() {}

  public static void main(String[] arguments) {
    try (Pool pool = Pool.builder().project(Path.of(arguments[0])).build()) {
      two(pool);
      variables(pool);
      options(pool);
      steps(pool);
      progress(pool);
      cancelled(pool);
      for (ChainSummary chain : pool.chains()) {
        System.out.println(chain.id() + " " + chain.state());
      }
    }
  }

  private static void two(Pool pool) {
    ChainHandle chain =
        pool.chain(
            List.of(Step.prompt("one", "Say one."), Step.prompt("two", "{previous_output}!")));
    ChainResult result = chain.await();
    System.out.println(result.output() + " for " + result.cost());
  }

  private static void variables(Pool pool) {
    Step find =
        Step.prompt("find", "Name the worst file, as JSON: {\"file\": …}")
            .withOutput("file", "file");
    Step mend =
        Step.prompt("mend", "Mend {steps.find.file}. You know: {previous_output}")
            .withRetries(1)
            .withRecoveryPrompt("It went wrong: {error}. Undo what is half done.");
    System.out.println(pool.chain(List.of(find, mend)).await().output());
  }

  private static void options(Pool pool) {
    ChainOptions together =
        ChainOptions.DEFAULTS
            .withTags("release")
            .withIsolation(ChainOptions.Isolation.NONE)
            .withMaxBudgetUsd(2);
    System.out.println(
        pool.chain(List.of(Step.prompt("one", "Say one.")), together).await().output());
  }

  private static void steps(Pool pool) {
    ChainResult result = pool.chain(List.of(Step.prompt("one", "Say one."))).await();
    for (ChainResult.StepResult step : result.steps()) {
      System.out.println(step.name() + ": " + step.output() + " (" + step.cost() + ")");
    }
  }

  private static void progress(Pool pool) {
    ChainHandle chain = pool.chain(List.of(Step.prompt("one", "Say one.")));
    ChainProgress progress = chain.progress();
    System.out.println(
        progress.completedSteps().size() + " of " + progress.totalSteps() + " steps");
    chain.await();
  }

  private static void cancelled(Pool pool) {
    ChainHandle chain = pool.chain(List.of(Step.prompt("one", "Say one.")));
    chain.cancel(true);
    System.out.println(chain.await().state());
  }
}
