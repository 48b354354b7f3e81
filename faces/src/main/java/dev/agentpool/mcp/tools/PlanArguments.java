package dev.agentpool.mcp.tools;

import java.util.Map;

/** The arguments of chains and their steps (spec slot-pool 9.1, CS). */
final class PlanArguments {
  private PlanArguments() {}

  private static final Map<String, Object> STEP =
      Fields.NONE
          .may("name", Schema.name("unique in the chain"))
          .may("type", Schema.choice("default prompt", "prompt", "skill"))
          .may("value", Schema.text("the prompt, or the skill's name"))
          .may("prompt", Schema.text("the prompt, in place of type and value"))
          .may("skill", Schema.name("the skill's name, in place of type and value"))
          .may("arguments", Schema.textTable("of the skill"))
          .may("model", Schema.name("model name or alias"))
          .may("effort", TaskArguments.EFFORT)
          .may("retries", Schema.whole(0, 99, "further attempts when it fails"))
          .may("recovery_prompt", Schema.name("tried once when all attempts failed; {error}"))
          .may("on_failure", Schema.choice("default stop", "stop", "continue"))
          .may("output_vars", Schema.textTable("variable to path in the output's JSON"))
          .may("when", Schema.name("condition without which the step is skipped"))
          .strictSchema();

  /** As over REST a text alone is a step, too: its prompt. */
  private static final Map<String, Object> STEP_OR_PROMPT = Schema.orText(STEP);

  static final Map<String, Object> STEPS =
      Schema.someOf(
          STEP_OR_PROMPT,
          "in their order; prompts may say {previous_output} and {steps.NAME.VARIABLE}");

  static final Fields CHAIN = Fields.NONE.need("steps", STEPS);

  static final Fields OPTIONS =
      TaskArguments.TAGS
          .may(
              "isolation",
              Schema.choice(
                  "where the steps work: a git worktree or clone of their own, or the project"
                      + " itself; worktree where there is a git repository",
                  "none",
                  "worktree",
                  "clone"))
          .may(
              "on_finish",
              Schema.choice(
                  "what becomes of the worktree's branch; default keep",
                  "keep",
                  "merge",
                  "patch",
                  "delete"));
}
