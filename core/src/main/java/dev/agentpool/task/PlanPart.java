package dev.agentpool.task;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a task is within its plan (spec slot-pool 8.1 to 8.6), or that it has none. A further kind
 * of part is one more case here; what must know of it does not compile until it does.
 */
public sealed interface PlanPart {
  /** A task of its own: an agent is asked its prompt. */
  record Alone() implements PlanPart {}

  /**
   * A step: an agent is asked its prompt, filled in when it starts.
   *
   * @param name unique in its plan
   * @param group the step's name before it was expanded over a list; else its name
   * @param bindings literal texts for names in the template; never scanned for names themselves
   * @param outputVars variable to path into the step's output
   * @param recovery asked once when every attempt has failed; null for none
   * @param when condition without which the step is skipped; null for always
   * @param mayFail whether the plan goes on when the step fails
   * @param sharesWorkspace whether it works in the plan's folder, with the other steps
   */
  record Step(
      String name,
      String group,
      Map<String, String> bindings,
      Map<String, String> outputVars,
      @Nullable Prompt recovery,
      @Nullable String when,
      boolean mayFail,
      boolean sharesWorkspace)
      implements PlanPart {
    public Step {
      bindings = Map.copyOf(bindings);
      outputVars = Map.copyOf(outputVars);
    }
  }

  /**
   * What finishes the workspace that the steps shared, when each of them has ended. The node does
   * it, without an agent.
   *
   * @param onFinish what becomes of the workspace when the plan ended well
   */
  record Close(OnFinish onFinish) implements PlanPart {
    /** What it is called among the steps. */
    public static final String NAME = "finish";
  }

  /**
   * What stands for the whole plan: nobody does it, it runs from the start and ends when the last
   * step ends.
   *
   * @param kind of plan, as in {@code chain}
   * @param onFinish what was asked to become of a workspace that the steps share
   */
  record Parent(String kind, OnFinish onFinish) implements PlanPart {}

  PlanPart ALONE = new Alone();

  /** A step of which nothing but its name is special. */
  static Step step(String name) {
    return new Step(name, name, Map.of(), Map.of(), null, null, false, false);
  }

  /** Whether an agent does it, and not the node or nobody. */
  default boolean byAgent() {
    return switch (this) {
      case Alone(), Step _ -> true;
      case Close _, Parent _ -> false;
    };
  }

  /** Whether somebody asked for it; lists and counts pass over the rest. */
  default boolean askedFor() {
    return switch (this) {
      case Alone(), Step _, Parent _ -> true;
      case Close _ -> false;
    };
  }

  /** What it is called among the steps of its plan; empty when it is none of them. */
  default Optional<String> stepName() {
    return switch (this) {
      case Step step -> Optional.of(step.name());
      case Close _ -> Optional.of(Close.NAME);
      case Alone(), Parent _ -> Optional.empty();
    };
  }
}
