package dev.agentpool.examples;

import dev.agentpool.answer.ExpertRow;
import dev.agentpool.answer.MailTaken;
import dev.agentpool.api.MailOptions;
import dev.agentpool.api.Pool;
import dev.agentpool.api.TaskOutcome;
import java.nio.file.Path;

/** Experts of a pool are asked by mail. */
public final class ExpertsExample {
  private ExpertsExample() {}

  public static void main(String[] arguments) {
    try (Pool pool = Pool.builder().project(Path.of(arguments[0])).build()) {
      list(pool);
      System.out.println(ask(pool).result().output());
    }
  }

  private static void list(Pool pool) {
    for (ExpertRow expert : pool.experts().list()) {
      System.out.println(expert.name() + " (" + expert.kind() + ")");
    }
  }

  private static TaskOutcome ask(Pool pool) {
    MailTaken taken =
        pool.mails()
            .send(MailOptions.question("auth", "How long does a token last? @@say An hour.@@"));
    TaskOutcome outcome = pool.task(taken.taskId().orElseThrow()).await();
    return outcome;
  }
}
