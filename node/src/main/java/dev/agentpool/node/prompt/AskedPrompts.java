package dev.agentpool.node.prompt;

import dev.agentpool.ledger.Ledger;
import dev.agentpool.task.PlanPart;
import dev.agentpool.task.TaskRecord;
import java.util.Optional;

/**
 * What steps of plans are really asked: their templates, filled in. What a step refers to has ended
 * when it begins, so this is the same whenever one looks. Thread-safe.
 */
public final class AskedPrompts {
  /** Longer ones are cut; the agent gets the whole. */
  public static final int MOST_CHARACTERS = 100_000;

  private final StepPrompts prompts;

  public AskedPrompts(Ledger ledger) {
    this.prompts = new StepPrompts(ledger);
  }

  /** Empty for a task that is no step, that has not begun, or whose condition did not hold. */
  public Optional<String> of(TaskRecord task) {
    return task.spec().part() instanceof PlanPart.Step
            && task.fence() > 0
            && prompts.of(task) instanceof StepPrompts.Work.Ask ask
        ? Optional.of(cut(ask.prompt()))
        : Optional.empty();
  }

  private static String cut(String prompt) {
    int over = prompt.length() - MOST_CHARACTERS;
    return over <= 0
        ? prompt
        : prompt.substring(0, MOST_CHARACTERS) + "\n… and " + over + " more characters";
  }
}
