package dev.agentpool.plan;

import dev.agentpool.budget.Money;
import dev.agentpool.ledger.Submission;
import dev.agentpool.pool.PoolId;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import dev.agentpool.settings.WorkspaceMode;
import dev.agentpool.task.DependencyPolicy;
import dev.agentpool.task.Ordering;
import dev.agentpool.task.PlanPart;
import dev.agentpool.task.Prompt;
import dev.agentpool.task.RetryPolicy;
import dev.agentpool.task.ReviewPolicy;
import dev.agentpool.task.TaskSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Turns the steps of a chain or workflow into one submission: a task a step, one that finishes the
 * workspace they share, and one that stands for the plan and ends when the last of them ends. After
 * that the ledger knows all there is to know, so a restart in mid-course changes nothing.
 */
public final class ChainCompiler {
  private final SkillTexts skills;
  private final PlanOptions options;

  public ChainCompiler(SkillTexts skills, PlanOptions options) {
    this.skills = skills;
    this.options = options;
  }

  /** The parent comes last. Throws {@link InvalidPlan}. */
  public Submission compile(PoolId pool, List<ExpandedStep> steps) {
    if (steps.isEmpty()) {
      throw new InvalidPlan("a chain with no steps: give at least one");
    }
    List<Submission.Node> nodes = new ArrayList<>();
    for (ExpandedStep step : steps) {
      nodes.add(new Submission.Node(spec(step), step.after(), List.of()));
    }
    if (isolated()) {
      TaskSpec closing =
          parentOf("finish the workspace")
              .withSettings(workspace(options.settings()))
              .withCap(Money.ofMicros(1)) // it spends nothing
              .withOnDependencyFailure(DependencyPolicy.CONTINUE)
              .withPart(new PlanPart.Close(options.onFinish()));
      nodes.add(new Submission.Node(closing, all(nodes.size()), List.of()));
    }
    String title =
        options.title() == null
            ? "chain: " + steps.size() + (steps.size() == 1 ? " step" : " steps")
            : options.title();
    TaskSpec parent = parentOf(title).withPart(new PlanPart.Parent("chain", options.onFinish()));
    nodes.add(new Submission.Node(parent, all(nodes.size()), List.of()));
    return new Submission(pool, nodes, options.caps(), options.idempotencyKey(), null);
  }

  private boolean isolated() {
    return options.isolation() != Isolation.NONE;
  }

  private static List<Integer> all(int size) {
    return IntStream.range(0, size).boxed().toList();
  }

  private TaskSpec parentOf(String prompt) {
    return TaskSpec.of(prompt).withTags(options.tags()).withOrdering(ordering());
  }

  private Ordering ordering() {
    return new Ordering(options.priority(), null);
  }

  private TaskSpec spec(ExpandedStep expanded) {
    Step step = expanded.step();
    SkillTexts.Rendered text = text(expanded);
    Settings settings = workspace(step.config().over(text.config().over(options.settings())));
    int attempts = step.failure().retries() + 1;
    RetryPolicy retry =
        attempts == 1
            ? RetryPolicy.ONCE
            : new RetryPolicy(
                attempts, settings.get(SettingKeys.RETRY_DELAY), RetryPolicy.ONCE.maxDelay());
    return new TaskSpec(
        new Prompt.Template(text.prompt()),
        settings,
        options.tags(),
        ordering(),
        retry,
        ReviewPolicy.NONE,
        settings.find(SettingKeys.MAX_BUDGET_USD).orElse(null),
        DependencyPolicy.FAIL,
        part(expanded),
        null);
  }

  private Settings workspace(Settings settings) {
    return switch (options.isolation()) {
      case NONE -> settings;
      case WORKTREE -> settings.with(SettingKeys.WORKSPACE, WorkspaceMode.WORKTREE);
      case CLONE -> settings.with(SettingKeys.WORKSPACE, WorkspaceMode.CLONE);
    };
  }

  private SkillTexts.Rendered text(ExpandedStep expanded) {
    return switch (expanded.step().action()) {
      case Action.Prompt(String prompt) -> new SkillTexts.Rendered(prompt, Settings.EMPTY);
      case Action.SkillAction(String skill, Map<String, String> arguments) -> {
        Map<String, String> all = new LinkedHashMap<>(arguments);
        if (!expanded.after().isEmpty()) {
          all.putIfAbsent("_previous_output", "{previous_output}");
        }
        try {
          yield skills.render(skill, all);
        } catch (InvalidPlan invalid) {
          throw invalid.in("step '" + expanded.name() + "'");
        }
      }
    };
  }

  private PlanPart part(ExpandedStep expanded) {
    Step step = expanded.step();
    String recovery = step.failure().recoveryPrompt();
    return new PlanPart.Step(
        expanded.name(),
        expanded.group(),
        expanded.bindings(),
        step.outputVars(),
        recovery == null ? null : new Prompt.Template(recovery),
        step.when() == null ? null : step.when().toString(),
        step.failure().onFailure() == Failure.OnFailure.CONTINUE,
        isolated());
  }
}
