package dev.agentpool.examples;

import dev.agentpool.answer.Cost;
import dev.agentpool.answer.Pause;
import dev.agentpool.answer.TaskResult;
import dev.agentpool.answer.Tokens;
import dev.agentpool.answer.Workspace;
import dev.agentpool.api.Pool;
import dev.agentpool.api.TaskOptions;
import dev.agentpool.api.TaskOutcome;
import java.nio.file.Path;
import java.time.Duration;

/** The first steps: run a prompt, look at what came of it, say how it is to be done. */
public final class HelloPool {
  private HelloPool() {}

  public static void main(String[] arguments) {
    Path project = Path.of(arguments[0]);
    try (Pool pool = Pool.builder().project(project).slots(2).build()) {
      System.out.println(pool.run("Say hello.").orThrow().output());
    }
    try (Pool pool = Pool.builder().project(project).build()) {
      outcomes(pool);
      results(pool);
      facts(pool);
      options(pool);
      workspace(pool);
    }
  }

  private static void workspace(Pool pool) {
    TaskOutcome outcome = pool.run("Say hello.");
    outcome.result().workspace().flatMap(Workspace::branch).ifPresent(System.out::println);
  }

  private static void outcomes(Pool pool) {
    TaskOutcome outcome = pool.run("Say hello.");
    System.out.println(outcome.success() + ": " + outcome.result().output());
    String line =
        switch (pool.run("Say hello.")) {
          case TaskOutcome.Completed done -> "said: " + done.result().output();
          case TaskOutcome.PendingReview waiting -> "to be approved: " + waiting.id();
          case TaskOutcome.Failed failed -> "failed (" + failed.code() + "): " + failed.reason();
          case TaskOutcome.Cancelled cancelled -> "cancelled: " + cancelled.reason();
        };
    System.out.println(line);
  }

  private static void results(Pool pool) {
    Cost cost = pool.run("Say hello.").result().cost();
    System.out.println("it cost " + cost + ", in dollars: " + cost.usd());
    Tokens tokens = pool.run("Say hello.").result().tokens();
    System.out.println(tokens.input() + " in, " + tokens.output() + " out");
    TaskResult result = pool.run("Say hello.").orThrow();
    System.out.println(
        result.output() + " after " + result.turns() + " turns for " + result.cost());
  }

  private static void facts(Pool pool) {
    TaskOutcome outcome = pool.run("Say hello.");
    outcome.result().facts().notices().forEach(System.out::println);
    for (Pause pause : pool.status().paused()) {
      System.out.println(pause.why() + "; tried again at " + pause.until());
    }
  }

  private static void options(Pool pool) {
    TaskOptions careful =
        TaskOptions.DEFAULTS
            .withModel("haiku")
            .withTags("docs", "nightly")
            .withTimeout(Duration.ofMinutes(10))
            .withMaxBudgetUsd(0.50);
    System.out.println(pool.run("Say hello.", careful).success());
    pool.run("Say hello.", TaskOptions.DEFAULTS, text -> System.out.print(text));
  }
}
