package dev.agentpool.examples;

import dev.agentpool.answer.WorkflowSummary;
import dev.agentpool.api.ChainHandle;
import dev.agentpool.api.Pool;
import java.nio.file.Path;
import java.util.Map;

/** A workflow out of a file, or one of the built-in ones. */
public final class WorkflowExample {
  private WorkflowExample() {}

  public static void main(String[] arguments) {
    try (Pool pool = Pool.builder().project(Path.of(arguments[0])).build()) {
      for (WorkflowSummary workflow : pool.workflows()) {
        System.out.println(workflow.name() + ": " + workflow.description());
      }
      ChainHandle run = pool.workflow("review_and_fix", Map.of("review_target", "README"));
      System.out.println(run.await().success());
    }
  }
}
