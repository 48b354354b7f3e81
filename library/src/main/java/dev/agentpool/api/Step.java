package dev.agentpool.api;

import java.util.List;
import java.util.Map;

/**
 * A step of a chain (spec slot-pool 8.1). Its prompt may hold {@code {previous_output}}, and {@code
 * {steps.STEP.VARIABLE}} for what an earlier step's {@link #withOutput} found. Immutable.
 *
 * {@snippet :
 * Step find =
 *     Step.prompt("find", "Name the worst file, as JSON: {\"file\": …}").withOutput("file", "file");
 * Step mend =
 *     Step.prompt("mend", "Mend {steps.find.file}. You know: {previous_output}")
 *         .withRetries(1)
 *         .withRecoveryPrompt("It went wrong: {error}. Undo what is half done.");
 * System.out.println(pool.chain(List.of(find, mend)).await().output());
 * }
 *
 * @param members as in a workflow's file (docs/workflows.md), with {@code name} among them
 */
public record Step(Map<String, Object> members) {
  /** Keeps a copy of the table. */
  public Step {
    members = Members.copy(members);
  }

  /** A step that asks an agent. */
  public static Step prompt(String name, String prompt) {
    return new Step(Map.of()).with("name", name).with("prompt", prompt);
  }

  /** A step whose prompt a skill makes of these arguments. */
  public static Step skill(String name, String skill, Map<String, String> arguments) {
    return new Step(Map.of()).with("name", name).with("skill", skill).with("arguments", arguments);
  }

  private Step with(String name, Object value) {
    return new Step(Members.with(members, name, value));
  }

  /** What it is called. */
  public String name() {
    return String.valueOf(members.get("name"));
  }

  /** A setting of its task, as {@code model}. */
  public Step withSetting(String key, Object value) {
    return with("config", Members.with(table("config"), key, value));
  }

  /** How often it is tried again when it fails. */
  public Step withRetries(int retries) {
    return with("retries", retries);
  }

  /** Asked once when all attempts failed; {@code {error}} is what went wrong. */
  public Step withRecoveryPrompt(String prompt) {
    return with("recovery_prompt", prompt);
  }

  /** The chain goes on when it fails. */
  public Step continuingOnFailure() {
    return with("on_failure", "continue");
  }

  /**
   * A variable for later steps.
   *
   * @param path into the output read as JSON, as {@code bug.files[0]}; {@code .} for all of it
   */
  public Step withOutput(String variable, String path) {
    return with("output_vars", Members.with(table("output_vars"), variable, path));
  }

  /** Skipped unless this holds (docs/workflows.md, conditions). */
  public Step when(String condition) {
    return with("when", condition);
  }

  private Map<String, ?> table(String name) {
    return members.get(name) instanceof Map<?, ?> table ? texts(table) : Map.of();
  }

  private static Map<String, ?> texts(Map<?, ?> table) {
    Map<String, Object> texts = Map.of();
    for (Map.Entry<?, ?> entry : table.entrySet()) {
      texts = Members.with(texts, String.valueOf(entry.getKey()), entry.getValue());
    }
    return texts;
  }

  static List<Map<String, Object>> plain(List<Step> steps) {
    return steps.stream().map(Step::members).toList();
  }
}
